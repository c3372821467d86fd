import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRolePodCreationRestricted = defineRule({
	id: "kubernetes-role-pod-creation-restricted",
	title: "Roles let nobody but the platform create pods",
	severity: "high",
	resource: "kubernetes.Role",
	risk: "Whoever creates pods, or a workload that creates them, can mount every Secret of the namespace and run as every service account in it.",
	recommendation:
		"Let a deployment pipeline with an identity of its own create workloads, in its own namespaces, and name it in allowedSubjects.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { prowler: ["rbac_minimize_pod_creation_access"], others: ["kube-bench:4.1.4", "kubescape:C-0188"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [
					{ groups: [""], resources: ["pods"], verbs: ["create"] },
					{ groups: [""], resources: ["replicationcontrollers"], verbs: ["create", "update", "patch"] },
					{
						groups: ["apps"],
						resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
						verbs: ["create", "update", "patch"],
					},
					{ groups: ["batch"], resources: ["cronjobs", "jobs"], verbs: ["create", "update", "patch"] },
				],
				does: "create pods",
				everywhere: "high",
				database: "high",
				elsewhere: "medium",
			},
			parameters,
		),
});
