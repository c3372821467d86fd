import { defineRule } from "../../core/rule.ts";
import { isStrongCipherList } from "../rds-parameters/judge/tls.ts";
import { judgeSetting } from "./judge/settings.ts";

export const postgresTlsCiphersStrong = defineRule({
	id: "postgres-tls-ciphers-strong",
	title: "PostgreSQL offers no weak TLS cipher suites",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Weak suites let whoever records the traffic decrypt it later, anonymous ones let anybody pose as the server.",
	recommendation: "Set ssl_ciphers to HIGH:!aNULL:!MD5:!3DES or to a list of ECDHE suites with AES-GCM, and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-connection.html"],
	related: {},
	evaluate(server) {
		return judgeSetting(server, "ssl_ciphers", isStrongCipherList, "offer no weak or anonymous cipher suites (such as HIGH:!aNULL:!3DES)");
	},
});
