import { need, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { noTraffic } from "./judge/purpose.ts";

export const connectionTlsVersion = defineRule({
	id: "connection-tls-version",
	title: "Database connections use TLS 1.2 or newer",
	severity: "medium",
	resource: "database.Connection",
	risk: "TLS 1.0 and 1.1 have known weaknesses by which what is sent can be read or changed on the way.",
	recommendation:
		"Update the driver of the service that is named, then set ssl_min_protocol_version or tls_version of the server to TLS 1.2.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-connection.html"],
	related: {},
	evaluate(connection) {
		const other = noTraffic(connection);
		if (other) return other;
		const { name } = connection;
		const { enabled, version, cipher } = need(connection.tls);
		if (!enabled) return notApplicable(`${name} has no TLS, which connection-tls-required judges.`);
		if (cipher === "GSSAPI") return notApplicable(`${name} is encrypted by GSSAPI.`);
		if (version === undefined) throw new Unobserved(`${name}: the server does not show the version of TLS.`);
		return ["TLSv1.2", "TLSv1.3"].includes(version)
			? pass(`${name} uses ${version}.`, { version })
			: fail(`${name} uses ${quoted(version)}, which is older than TLS 1.2.`, { version });
	},
});
