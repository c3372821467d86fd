import { defineRule } from "../../core/rule.ts";
import { judgeHba } from "./judge/config.ts";

export const kubernetesConfigHbaNoCleartextPassword = defineRule({
	id: "kubernetes-config-hba-no-cleartext-password",
	title: "ConfigMap of PostgreSQL asks for no password in clear (pg_hba.conf)",
	severity: "high",
	resource: "kubernetes.DatabaseConfig",
	risk: "The client sends the password itself: without TLS everybody on the way reads it, and with it the server and its extensions do.",
	recommendation: "Replace password by scram-sha-256 in pg_hba.conf, and roll the pods.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(config) {
		return judgeHba(config, (lines) => lines.filter(({ method }) => method === "password"), {
			pass: "no line of pg_hba.conf asks for a password in clear",
			fail: (list) => `pg_hba.conf has passwords sent in clear by: ${list}`,
		});
	},
});
