import { need, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { noTraffic } from "./judge/purpose.ts";

export const connectionTlsCipherStrong = defineRule({
	id: "connection-tls-cipher-strong",
	title: "Database connections use cipher suites with forward secrecy and no known weakness",
	severity: "medium",
	resource: "database.Connection",
	risk: "Traffic that is recorded now can be read later: when the suite is broken, or when the server's key becomes known.",
	recommendation:
		"Update the driver of the service that is named, and restrict the server to TLS 1.3 and ECDHE suites with AES-GCM or ChaCha20.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-connection.html"],
	related: {},
	evaluate(connection) {
		const other = noTraffic(connection);
		if (other) return other;
		const { name } = connection;
		const { enabled, cipher } = need(connection.tls);
		if (!enabled) return notApplicable(`${name} has no TLS, which connection-tls-required judges.`);
		if (cipher === "GSSAPI") return notApplicable(`${name} is encrypted by GSSAPI.`);
		if (cipher === undefined || cipher === "") throw new Unobserved(`${name}: the server does not show the cipher suite.`);
		const evidence = { cipher };
		if (/NULL|EXP|RC4|RC2|DES|MD5|ADH|AECDH|IDEA|SEED/i.test(cipher))
			return fail(`${name} uses the weak suite ${quoted(cipher)}.`, evidence);
		// Suites of TLS 1.3 always agree on a key that nobody can make again; older ones only with an ephemeral exchange.
		return /^TLS_|^(EC)?DHE-/i.test(cipher)
			? pass(`${name} uses ${quoted(cipher)}.`, evidence)
			: fail(`${name} uses ${quoted(cipher)}, which has no forward secrecy.`, evidence, "low");
	},
});
