import { need, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const mysqlSessionsTlsVersion = defineRule({
	id: "mysql-sessions-tls-version",
	title: "Sessions of MySQL use TLS 1.2 or newer now",
	severity: "medium",
	resource: "mysql.Server",
	risk: "Sessions over TLS 1.0 and 1.1 can be attacked by whoever is on the way.",
	recommendation: "Update the clients that are named, then set tls_version = 'TLSv1.2,TLSv1.3'.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/encrypted-connection-protocols-ciphers.html"],
	related: {},
	evaluate(server) {
		const secure = need(server.sessions).filter(({ transport }) => transport === "tls");
		const unknown = secure.find(({ tls }) => tls === undefined);
		const old = secure.filter(({ tls }) => tls !== undefined && tls.version !== "TLSv1.2" && tls.version !== "TLSv1.3");
		if (old.length === 0 && unknown) throw new Unobserved(`${server.name} does not show the TLS version of its sessions.`);
		return expectNone(
			server,
			old.map(({ user, host, tls }) => `${user} from ${host} ${tls?.version}`),
			{
				pass: "no session uses an old TLS version",
				fail: (list) => `sessions use old TLS versions: ${list}`,
			},
		);
	},
});
