import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { accountName, people } from "./judge/accounts.ts";

export const mysqlAccountsNoWildcardHost = defineRule({
	id: "mysql-accounts-no-wildcard-host",
	title: "MySQL accounts are bound to hosts",
	severity: "medium",
	resource: "mysql.Server",
	risk: "A stolen password works from everywhere that reaches the server.",
	recommendation: "RENAME USER 'name'@'%' TO 'name'@'10.0.3.%', or drop the account and create it with its network.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/account-names.html"],
	related: {},
	evaluate(server) {
		const found = people(server).filter(({ host }) => host === "" || /^[%_]+$/.test(host) || host === "0.0.0.0/0.0.0.0");
		return expectNone(server, found.map(accountName), {
			pass: "every account names its hosts",
			fail: (list) => `accounts may be used from any host: ${list}`,
		});
	},
});
