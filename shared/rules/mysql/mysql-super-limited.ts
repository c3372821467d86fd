import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { holders } from "./judge/accounts.ts";

export const mysqlSuperLimited = defineRule({
	id: "mysql-super-limited",
	title: "No MySQL account beyond administrators has SUPER or its successors",
	severity: "high",
	resource: "mysql.Server",
	risk: "The account changes settings, ends the sessions of others and takes the identity of others.",
	recommendation: "Revoke the privileges, and grant the single dynamic privilege that is needed.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html"],
	related: {},
	parameters: { allowedUsers: strings(["root"], "Users that may have it.") },
	evaluate(server, { parameters }) {
		return expectNone(
			server,
			holders(
				server,
				["SUPER", "SYSTEM_USER", "SYSTEM_VARIABLES_ADMIN", "SET_USER_ID", "SET_ANY_DEFINER", "SET USER"],
				parameters.allowedUsers,
			),
			{
				pass: "no account beyond the allowed users has SUPER or a privilege like it",
				fail: (list) => `accounts beyond the allowed users has SUPER or a privilege like it: ${list}`,
			},
		);
	},
});
