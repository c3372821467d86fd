import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { holders } from "./judge/accounts.ts";

export const mysqlProcessPrivilegeLimited = defineRule({
	id: "mysql-process-privilege-limited",
	title: "No MySQL account beyond administrators sees the statements of others",
	severity: "low",
	resource: "mysql.Server",
	risk: "The account reads the statements of everybody, values and passwords included.",
	recommendation: "REVOKE PROCESS ON *.* FROM 'name'@'host'.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html#priv_process"],
	related: {},
	parameters: { allowedUsers: strings(["root", "parapet_scanner"], "Users that may have it.") },
	evaluate(server, { parameters }) {
		return expectNone(server, holders(server, ["PROCESS"], parameters.allowedUsers), {
			pass: "no account beyond the allowed users has PROCESS",
			fail: (list) => `accounts beyond the allowed users has PROCESS: ${list}`,
		});
	},
});
