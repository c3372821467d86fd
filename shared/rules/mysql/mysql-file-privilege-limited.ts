import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { holders } from "./judge/accounts.ts";

export const mysqlFilePrivilegeLimited = defineRule({
	id: "mysql-file-privilege-limited",
	title: "No MySQL account beyond administrators reads or writes files",
	severity: "high",
	resource: "mysql.Server",
	risk: "The account reads files of the host, and writes new ones, within secure_file_priv.",
	recommendation: "REVOKE FILE ON *.* FROM 'name'@'host'.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html#priv_file"],
	related: {},
	parameters: { allowedUsers: strings(["root"], "Users that may have it.") },
	evaluate(server, { parameters }) {
		return expectNone(server, holders(server, ["FILE"], parameters.allowedUsers), {
			pass: "no account beyond the allowed users has FILE",
			fail: (list) => `accounts beyond the allowed users has FILE: ${list}`,
		});
	},
});
