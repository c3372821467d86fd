import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { isLoopback, networkSessions, sessionName } from "./judge/sessions.ts";

export const postgresSessionsUseTls = defineRule({
	id: "postgres-sessions-use-tls",
	title: "Every network session uses TLS now",
	severity: "high",
	resource: "postgres.Server",
	risk: "What these sessions send and receive, the password included, can be read and changed on the way.",
	recommendation:
		"Configure the named clients with sslmode=verify-full and the authority of the server, then refuse plaintext at the server.",
	links: ["https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-SSL-VIEW"],
	related: {},
	evaluate(server) {
		const sessions = networkSessions(server);
		const plain = sessions.filter(({ tls, gssEncrypted }) => tls === null && !gssEncrypted);
		return expectNone(server, plain.map(sessionName), {
			pass: `all ${sessions.length} network sessions are encrypted`,
			fail: (list) => `${plain.length} of ${sessions.length} network sessions have no TLS: ${list}`,
			// Within the host there is no network to listen on.
			severity: plain.every(isLoopback) ? "low" : undefined,
		});
	},
});
