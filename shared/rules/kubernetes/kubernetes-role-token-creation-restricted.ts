import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRoleTokenCreationRestricted = defineRule({
	id: "kubernetes-role-token-creation-restricted",
	title: "Roles let nobody but the platform create tokens of service accounts",
	severity: "high",
	resource: "kubernetes.Role",
	risk: "A token for any service account of the namespace is its identity: its roles in the cluster, and its IAM role in AWS.",
	recommendation: "Name the service accounts whose tokens are needed in resourceNames, or take serviceaccounts/token out of the role.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { prowler: ["rbac_minimize_service_account_token_creation"], others: ["kube-bench:4.1.12", "kubescape:C-0282"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [{ groups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] }],
				does: "create tokens of service accounts",
				everywhere: "high",
				database: "high",
				elsewhere: "medium",
			},
			parameters,
		),
});
