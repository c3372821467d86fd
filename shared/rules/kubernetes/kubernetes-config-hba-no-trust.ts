import { defineRule } from "../../core/rule.ts";
import { judgeHba } from "./judge/config.ts";

export const kubernetesConfigHbaNoTrust = defineRule({
	id: "kubernetes-config-hba-no-trust",
	title: "ConfigMap of PostgreSQL trusts nobody without proof (pg_hba.conf)",
	severity: "critical",
	resource: "kubernetes.DatabaseConfig",
	risk: "Every pod that reaches the port is any user that it claims to be, superusers included.",
	recommendation: "Replace trust by scram-sha-256, or by peer on the local socket, and roll the pods.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(config) {
		return judgeHba(config, (lines) => lines.filter(({ method }) => method === "trust"), {
			pass: "no line of pg_hba.conf trusts",
			fail: (list) => `pg_hba.conf lets in without any proof by: ${list}`,
		});
	},
});
