import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { accountName, isLocalHost, people } from "./judge/accounts.ts";

export const mysqlAccountsRequireTls = defineRule({
	id: "mysql-accounts-require-tls",
	title: "MySQL accounts of other hosts must use TLS",
	severity: "medium",
	resource: "mysql.Server",
	risk: "The account logs in without TLS if its client does not ask for it, as soon as the server as a whole allows that.",
	recommendation: "ALTER USER 'name'@'host' REQUIRE SSL (or X509) for the accounts that are named.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-user.html"],
	related: {},
	evaluate(server) {
		const found = people(server).filter((account) => account.tls === "none" && !isLocalHost(account));
		return expectNone(server, found.map(accountName), {
			pass: "every account that other hosts use must use TLS",
			fail: (list) => `accounts may log in from other hosts without TLS: ${list}`,
		});
	},
});
