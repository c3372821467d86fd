import { defineRule } from "../../core/rule.ts";
import { isOn, judgeSetting } from "./judge/settings.ts";

export const postgresTlsEnabled = defineRule({
	id: "postgres-tls-enabled",
	title: "PostgreSQL server offers TLS",
	severity: "high",
	resource: "postgres.Server",
	risk: "Passwords, queries and results cross the network in clear for whoever can listen.",
	recommendation: "Install a server certificate, set ssl = on and reload. On RDS TLS is always offered.",
	links: ["https://www.postgresql.org/docs/current/ssl-tcp.html"],
	related: {},
	evaluate(server) {
		return judgeSetting(server, "ssl", isOn, "be on");
	},
});
