import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { sessionName } from "./judge/sessions.ts";

export const postgresSessionsTlsVersion = defineRule({
	id: "postgres-sessions-tls-version",
	title: "Sessions use TLS 1.2 or newer now",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Sessions over TLS 1.0 and 1.1 can be attacked by whoever is on the way.",
	recommendation: "Update the clients that are named, then set ssl_min_protocol_version = TLSv1.2.",
	links: ["https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-SSL-VIEW"],
	related: {},
	evaluate(server) {
		const old = need(server.sessions).filter(({ tls }) => tls !== null && !["TLSv1.2", "TLSv1.3"].includes(tls.version));
		return expectNone(
			server,
			old.map((session) => `${sessionName(session)} ${session.tls?.version}`),
			{
				pass: "no session uses an old TLS version",
				fail: (list) => `sessions use old TLS versions: ${list}`,
			},
		);
	},
});
