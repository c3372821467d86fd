import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { accountName, people } from "./judge/accounts.ts";

export const mysqlAccountsNotAnonymous = defineRule({
	id: "mysql-accounts-not-anonymous",
	title: "MySQL has no anonymous accounts",
	severity: "high",
	resource: "mysql.Server",
	risk: "Anybody logs in under any name, and the account shadows that of named users of the same host.",
	recommendation: "DROP USER ''@'host' for the accounts that are named.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/default-privileges.html"],
	related: {},
	evaluate(server) {
		const found = people(server).filter(({ user }) => user === "");
		return expectNone(server, found.map(accountName), {
			pass: "no account is anonymous",
			fail: (list) => `anonymous accounts exist: ${list}`,
		});
	},
});
