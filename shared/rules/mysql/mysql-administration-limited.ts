import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { holders } from "./judge/accounts.ts";

export const mysqlAdministrationLimited = defineRule({
	id: "mysql-administration-limited",
	title: "No MySQL account beyond administrators makes accounts or stops the server",
	severity: "high",
	resource: "mysql.Server",
	risk: "The account creates logins that nobody knows of, or takes the service down.",
	recommendation: "REVOKE CREATE USER, SHUTDOWN, RELOAD ON *.* FROM 'name'@'host'.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html"],
	related: {},
	parameters: { allowedUsers: strings(["root"], "Users that may have it.") },
	evaluate(server, { parameters }) {
		return expectNone(server, holders(server, ["CREATE USER", "SHUTDOWN", "RELOAD"], parameters.allowedUsers), {
			pass: "no account beyond the allowed users makes accounts, reloads grants or stops the server",
			fail: (list) => `accounts beyond the allowed users makes accounts, reloads grants or stops the server: ${list}`,
		});
	},
});
