import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { noTraffic, sameHost } from "./judge/purpose.ts";

export const connectionTlsRequired = defineRule({
	id: "connection-tls-required",
	title: "Database connections are encrypted",
	severity: "high",
	resource: "database.Connection",
	risk: "Whoever is on the way reads and changes what the service and its database tell each other, and takes over the session.",
	recommendation:
		"Configure the service that is named with sslmode=verify-full (PostgreSQL) or VERIFY_IDENTITY (MySQL), then refuse plaintext at the server with rds.force_ssl, hostssl lines or require_secure_transport.",
	links: [
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
		"https://www.postgresql.org/docs/current/libpq-ssl.html",
	],
	related: {},
	evaluate(connection) {
		const other = noTraffic(connection) ?? sameHost(connection);
		if (other) return other;
		const { enabled, version } = need(connection.tls);
		const evidence = { tls: enabled, version, sessions: connection.sessions, client: connection.client.kind };
		return enabled
			? pass(`${connection.name} is encrypted${version === undefined ? "" : ` with ${version}`}.`, evidence)
			: fail(`${connection.name} goes over the network in plaintext.`, evidence);
	},
});
