import { defineRule } from "../../core/rule.ts";
import { isOn } from "../judge/postgres-settings.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigTlsEnabled = defineRule({
	id: "kubernetes-config-tls-enabled",
	title: "ConfigMap of PostgreSQL switches TLS on",
	severity: "high",
	resource: "kubernetes.DatabaseConfig",
	risk: "Passwords, queries and results cross the pod network in clear for whoever can listen.",
	recommendation: "Mount a server certificate (cert-manager issues them), set ssl = on in postgresql.conf, and roll the pods.",
	links: ["https://www.postgresql.org/docs/current/ssl-tcp.html"],
	related: {},
	evaluate(config) {
		return judgeConfig(config, {
			engine: "postgres",
			name: "ssl",
			byDefault: "off",
			secure: isOn,
			must: "be on",
		});
	},
});
