import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRolePersistentVolumeCreationRestricted = defineRule({
	id: "kubernetes-role-persistent-volume-creation-restricted",
	title: "Roles let nobody but the platform create PersistentVolumes",
	severity: "medium",
	resource: "kubernetes.Role",
	risk: "A PersistentVolume may be a path of the node: whoever creates one and mounts it reads the node's files, or the volume of another database.",
	recommendation: "Let users create PersistentVolumeClaims, and leave PersistentVolumes to the provisioner of the storage class.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { prowler: ["rbac_minimize_pv_creation_access"], others: ["kube-bench:4.1.9", "kubescape:C-0278"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [{ groups: [""], resources: ["persistentvolumes"], verbs: ["create"] }],
				does: "create PersistentVolumes",
				clusterScoped: true,
				everywhere: "medium",
			},
			parameters,
		),
});
