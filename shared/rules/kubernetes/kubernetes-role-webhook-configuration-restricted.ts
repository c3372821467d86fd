import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRoleWebhookConfigurationRestricted = defineRule({
	id: "kubernetes-role-webhook-configuration-restricted",
	title: "Roles let nobody but the platform change admission webhooks",
	severity: "high",
	resource: "kubernetes.Role",
	risk: "A webhook of one's own sees every object that is written, Secrets included, and may change it; deleting one switches its policy off.",
	recommendation: "Name the webhook configurations that a controller keeps in resourceNames, and leave all others to administrators.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { prowler: ["rbac_minimize_webhook_config_access"], others: ["kube-bench:4.1.11", "kubescape:C-0281"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [
					{
						groups: ["admissionregistration.k8s.io"],
						resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
						verbs: ["create", "update", "patch", "delete", "deletecollection"],
					},
				],
				does: "change admission webhooks",
				clusterScoped: true,
				everywhere: "high",
			},
			parameters,
		),
});
