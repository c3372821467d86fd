import { defineRule } from "../../core/rule.ts";
import { plaintextRules } from "../postgres/judge/hba.ts";
import { judgeHba } from "./judge/config.ts";

export const kubernetesConfigHbaTlsRequired = defineRule({
	id: "kubernetes-config-hba-tls-required",
	title: "ConfigMap of PostgreSQL admits no session without TLS from other pods (pg_hba.conf)",
	severity: "high",
	resource: "kubernetes.DatabaseConfig",
	risk: "A client that forgets TLS, or is talked out of it, sends its password and data in clear and nobody notices.",
	recommendation: "Write hostssl instead of host in pg_hba.conf, or put 'hostnossl all all all reject' first, and roll the pods.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(config) {
		return judgeHba(config, plaintextRules, {
			pass: "pg_hba.conf admits other hosts with TLS only",
			fail: (list) => `pg_hba.conf admits sessions without TLS by: ${list}`,
		});
	},
});
