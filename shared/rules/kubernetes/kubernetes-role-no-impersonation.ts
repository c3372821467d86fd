import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRoleNoImpersonation = defineRule({
	id: "kubernetes-role-no-impersonation",
	title: "Roles let nobody but the platform impersonate others",
	severity: "high",
	resource: "kubernetes.Role",
	risk: "Whoever impersonates any user, group or service account has the rights of all of them, administrators included.",
	recommendation: "Take the verb impersonate out of the role, or name the users and groups that it may stand for in resourceNames.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { others: ["kube-bench:4.1.8", "kubescape:C-0065", "kubescape:C-0191"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [
					{ groups: [""], resources: ["users", "groups", "serviceaccounts"], verbs: ["impersonate"] },
					{ groups: ["authentication.k8s.io"], resources: ["uids"], verbs: ["impersonate"] },
				],
				does: "impersonate others",
				everywhere: "high",
				database: "high",
				elsewhere: "medium",
			},
			parameters,
		),
});
