import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRoleNodeProxyRestricted = defineRule({
	id: "kubernetes-role-node-proxy-restricted",
	title: "Roles let nobody but the platform use the proxy of nodes",
	severity: "high",
	resource: "kubernetes.Role",
	risk: "The proxy subresource of nodes is the kubelet's own API: it runs commands in every pod of the node, and audit logs do not show them.",
	recommendation: "Take nodes/proxy out of the role; monitoring agents get along with nodes/metrics and nodes/stats.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { prowler: ["rbac_minimize_node_proxy_subresource_access"], others: ["kube-bench:4.1.10", "kubescape:C-0279"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [{ groups: [""], resources: ["nodes/proxy"], verbs: ["get", "create", "update", "patch", "delete"] }],
				does: "use the proxy of nodes",
				clusterScoped: true,
				everywhere: "high",
			},
			parameters,
		),
});
