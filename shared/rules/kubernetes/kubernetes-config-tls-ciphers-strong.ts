import { defineRule } from "../../core/rule.ts";
import { isStrongCipherList } from "../rds-parameters/judge/tls.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigTlsCiphersStrong = defineRule({
	id: "kubernetes-config-tls-ciphers-strong",
	title: "ConfigMap of PostgreSQL offers no weak TLS cipher suites",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "Weak suites let whoever records the traffic decrypt it later, anonymous ones let anybody pose as the server.",
	recommendation: "Set ssl_ciphers to HIGH:!aNULL:!MD5:!3DES or to a list of ECDHE suites with AES-GCM, and roll the pods.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-connection.html"],
	related: {},
	evaluate(config) {
		return judgeConfig(config, {
			engine: "postgres",
			name: "ssl_ciphers",
			byDefault: "HIGH:MEDIUM:+3DES:!aNULL",
			secure: isStrongCipherList,
			must: "offer no weak or anonymous cipher suites (such as HIGH:!aNULL:!3DES)",
		});
	},
});
