import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { holders } from "./judge/accounts.ts";

export const mysqlDataPrivilegesNotGlobal = defineRule({
	id: "mysql-data-privileges-not-global",
	title: "No MySQL account beyond administrators has rights on all databases",
	severity: "medium",
	resource: "mysql.Server",
	risk: "The account reads and changes every database, the grant tables of mysql included.",
	recommendation: "Grant the rights on the databases that are needed, and revoke the global ones.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html"],
	related: {},
	parameters: { allowedUsers: strings(["root"], "Users that may have it.") },
	evaluate(server, { parameters }) {
		return expectNone(
			server,
			holders(server, ["SELECT", "INSERT", "UPDATE", "DELETE", "DROP", "ALTER", "CREATE"], parameters.allowedUsers),
			{
				pass: "no account beyond the allowed users has rights on all databases",
				fail: (list) => `accounts beyond the allowed users has rights on all databases: ${list}`,
			},
		);
	},
});
