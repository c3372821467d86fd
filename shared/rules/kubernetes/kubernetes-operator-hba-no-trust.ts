import { defineRule } from "../../core/rule.ts";
import { judgeLines } from "./judge/operator.ts";

export const kubernetesOperatorHbaNoTrust = defineRule({
	id: "kubernetes-operator-hba-no-trust",
	title: "Database of an operator trusts nobody without proof (pg_hba)",
	severity: "critical",
	resource: "kubernetes.OperatorDatabase",
	risk: "Every pod that reaches the port is any user that it claims to be, superusers included.",
	recommendation: "Replace trust by scram-sha-256 or cert in the pg_hba of the custom resource.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(database) {
		return judgeLines(database, (all) => all.filter(({ method }) => method === "trust"), {
			pass: "no line of pg_hba trusts",
			fail: (list) => `pg_hba lets in without any proof by: ${list}`,
		});
	},
});
