import { need } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { accountName, people } from "./judge/accounts.ts";

export const mysqlGrantTablesRestricted = defineRule({
	id: "mysql-grant-tables-restricted",
	title: "No MySQL account beyond administrators has rights on the grant tables",
	severity: "high",
	resource: "mysql.Server",
	risk: "Whoever reads the database mysql has the hashes of all passwords; whoever writes it is an administrator.",
	recommendation: "REVOKE ALL ON mysql.* FROM 'name'@'host'.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/grant-tables.html"],
	related: {},
	parameters: { allowedUsers: strings(["root", "parapet_scanner"], "Users that may have it.") },
	evaluate(server, { parameters }) {
		const known = new Set(people(server).map(accountName));
		const found = need(server.grants).filter(
			(grant) =>
				grant.database?.toLowerCase() === "mysql" && known.has(accountName(grant)) && !parameters.allowedUsers.includes(grant.user),
		);
		return expectNone(server, found.map(accountName), {
			pass: "no account beyond the allowed users has rights on the database mysql",
			fail: (list) => `accounts have rights on the database mysql: ${list}`,
		});
	},
});
