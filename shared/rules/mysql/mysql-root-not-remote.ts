import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { accountName, isLocalHost, people } from "./judge/accounts.ts";

export const mysqlRootNotRemote = defineRule({
	id: "mysql-root-not-remote",
	title: "The MySQL account root is used on the server alone",
	severity: "high",
	resource: "mysql.Server",
	risk: "The account that is guessed first, and that may do everything, is open to the network.",
	recommendation: "DROP USER 'root'@'%', and administer with personal accounts.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/default-privileges.html"],
	related: {},
	evaluate(server) {
		const found = people(server).filter((account) => account.user === "root" && !isLocalHost(account));
		return expectNone(server, found.map(accountName), {
			pass: "root is used on the server alone",
			fail: (list) => `root may log in from other hosts: ${list}`,
		});
	},
});
