import { defineRule } from "../../core/rule.ts";
import { judgeHba } from "./judge/config.ts";

export const kubernetesConfigHbaNoMd5 = defineRule({
	id: "kubernetes-config-hba-no-md5",
	title: "ConfigMap of PostgreSQL accepts no MD5 passwords (pg_hba.conf)",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "A stolen MD5 hash logs in by itself, and one that was overheard without TLS is cracked quickly.",
	recommendation: "Have all passwords set again under scram-sha-256, then replace md5 by scram-sha-256 and roll the pods.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(config) {
		return judgeHba(config, (lines) => lines.filter(({ method }) => method === "md5"), {
			pass: "no line of pg_hba.conf accepts MD5",
			fail: (list) => `pg_hba.conf accepts MD5 passwords by: ${list}`,
		});
	},
});
