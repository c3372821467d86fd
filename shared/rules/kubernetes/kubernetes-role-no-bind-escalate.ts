import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRoleNoBindEscalate = defineRule({
	id: "kubernetes-role-no-bind-escalate",
	title: "Roles let nobody but the platform give rights that they do not have",
	severity: "high",
	resource: "kubernetes.Role",
	risk: "The verbs bind and escalate lift the rule that nobody gives rights that they do not hold: their holder makes themselves an administrator.",
	recommendation: "Take bind and escalate out of the role, or name the roles that may be given in resourceNames.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { others: ["kube-bench:4.1.8", "kubescape:C-0191"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [{ groups: ["rbac.authorization.k8s.io"], resources: ["clusterroles", "roles"], verbs: ["bind", "escalate"] }],
				does: "give rights that they do not have",
				everywhere: "high",
				database: "high",
				elsewhere: "medium",
			},
			parameters,
		),
});
