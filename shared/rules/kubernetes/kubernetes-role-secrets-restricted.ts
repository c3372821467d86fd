import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRoleSecretsRestricted = defineRule({
	id: "kubernetes-role-secrets-restricted",
	title: "Roles let nobody but the platform read all Secrets of a namespace",
	severity: "high",
	resource: "kubernetes.Role",
	risk: "Secrets hold passwords of databases and tokens of other service accounts; get, list and watch each show their content.",
	recommendation:
		"Name the Secrets that are needed in resourceNames, give the role in one namespace only, or mount what a pod needs and take the role away.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { prowler: ["rbac_minimize_secret_access"], others: ["kube-bench:4.1.2", "kubescape:C-0015", "kubescape:C-0186"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [{ groups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }],
				does: "read Secrets",
				everywhere: "high",
				database: "high",
				elsewhere: "medium",
			},
			parameters,
		),
});
