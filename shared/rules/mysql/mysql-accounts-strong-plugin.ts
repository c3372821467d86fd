import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { accountName, people } from "./judge/accounts.ts";

export const mysqlAccountsStrongPlugin = defineRule({
	id: "mysql-accounts-strong-plugin",
	title: "MySQL accounts use strong authentication plugins",
	severity: "medium",
	resource: "mysql.Server",
	risk: "mysql_native_password stores SHA-1 without a salt; older plugins and plugins that send passwords in clear are worse.",
	recommendation: "ALTER USER 'name'@'host' IDENTIFIED WITH caching_sha2_password BY \u2026 (MariaDB: ed25519).",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/caching-sha2-pluggable-authentication.html"],
	related: {},
	parameters: {
		weakPlugins: strings(["mysql_native_password", "mysql_old_password", "mysql_clear_password"], "Plugins that must not be used."),
	},
	evaluate(server, { parameters }) {
		const found = people(server).filter(({ plugin }) => parameters.weakPlugins.includes(plugin.toLowerCase()));
		return expectNone(server, found.map(accountName), {
			pass: "every account uses a strong authentication plugin",
			fail: (list) => `accounts use weak authentication plugins: ${list}`,
		});
	},
});
