import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRoleCsrApprovalRestricted = defineRule({
	id: "kubernetes-role-csr-approval-restricted",
	title: "Roles let nobody but the platform approve certificate signing requests",
	severity: "medium",
	resource: "kubernetes.Role",
	risk: "Whoever approves requests gets client certificates that the cluster trusts, for other users too, and nothing revokes them.",
	recommendation: "Leave the approval of certificate signing requests to the controllers of the control plane.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { prowler: ["rbac_minimize_csr_approval_access"], others: ["kubescape:C-0280"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [{ groups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update", "patch"] }],
				does: "approve certificate signing requests",
				clusterScoped: true,
				everywhere: "medium",
			},
			parameters,
		),
});
