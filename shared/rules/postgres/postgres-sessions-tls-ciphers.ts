import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { sessionName } from "./judge/sessions.ts";

export const postgresSessionsTlsCiphers = defineRule({
	id: "postgres-sessions-tls-ciphers",
	title: "Sessions use strong cipher suites now",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Traffic that is recorded now can be decrypted once the suite is broken, or the server key is known.",
	recommendation: "Restrict ssl_ciphers to strong suites and update the clients that are named.",
	links: ["https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-SSL-VIEW"],
	related: {},
	evaluate(server) {
		const weak = need(server.sessions).filter(
			({ tls }) => tls !== null && /NULL|EXP|RC4|RC2|DES|MD5|ADH|AECDH|IDEA|SEED/i.test(tls.cipher),
		);
		return expectNone(
			server,
			weak.map((session) => `${sessionName(session)} ${session.tls?.cipher}`),
			{
				pass: "no session uses a weak cipher suite",
				fail: (list) => `sessions use weak cipher suites: ${list}`,
			},
		);
	},
});
