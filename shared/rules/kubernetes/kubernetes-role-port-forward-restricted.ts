import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRolePortForwardRestricted = defineRule({
	id: "kubernetes-role-port-forward-restricted",
	title: "Roles let nobody but the platform forward ports of pods",
	severity: "medium",
	resource: "kubernetes.Role",
	risk: "A forwarded port reaches a database's pod from anywhere that reaches the API server, past network policies and load balancers.",
	recommendation:
		"Take pods/portforward out of standing roles, above all in namespaces with databases, and reach databases over a bastion or proxy that logs.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { others: ["kubescape:C-0063"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [{ groups: [""], resources: ["pods/portforward"], verbs: ["create", "get"] }],
				does: "forward ports of pods",
				everywhere: "medium",
				database: "medium",
				elsewhere: "low",
			},
			parameters,
		),
});
