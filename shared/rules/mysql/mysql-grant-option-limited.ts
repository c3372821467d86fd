import { need } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { accountName, people } from "./judge/accounts.ts";

export const mysqlGrantOptionLimited = defineRule({
	id: "mysql-grant-option-limited",
	title: "No MySQL account beyond administrators passes on its rights",
	severity: "medium",
	resource: "mysql.Server",
	risk: "Whoever holds the grant option gives rights to accounts that nobody decided on.",
	recommendation: "REVOKE GRANT OPTION ON *.* FROM 'name'@'host', and on the databases that are named.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html#priv_grant-option"],
	related: {},
	parameters: { allowedUsers: strings(["root"], "Users that may have it.") },
	evaluate(server, { parameters }) {
		const known = new Set(people(server).map(accountName));
		const found = need(server.grants).filter(
			(grant) => grant.grantable && known.has(accountName(grant)) && !parameters.allowedUsers.includes(grant.user),
		);
		return expectNone(
			server,
			found.map((grant) => `${accountName(grant)} on ${grant.database ?? "everything"}`),
			{
				pass: "no account beyond the allowed users passes on rights",
				fail: (list) => `accounts pass on their rights: ${list}`,
			},
		);
	},
});
