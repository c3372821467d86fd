import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { asDatabase } from "./judge/containers.ts";
import { isSensitive } from "./judge/host-paths.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesWorkloadNoHostPaths = defineRule({
	id: "kubernetes-workload-no-host-paths",
	title: "Pods mount no directories of their node",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "Files of the node are those of every pod on it: credentials of the kubelet, volumes of databases, logs; writing them takes the node.",
	recommendation:
		"Mount PersistentVolumeClaims, ConfigMaps or emptyDir instead of hostPath; the baseline Pod Security Standard forbids it.",
	links: ["https://kubernetes.io/docs/concepts/storage/volumes/"],
	related: { prowler: ["core_minimize_hostpath_volume_mounts"], others: ["kubescape:C-0048", "kubescape:C-0203"] },
	parameters: { exemptNamespaces },
	evaluate(workload, { parameters }) {
		return (
			ofPlatform(workload, parameters) ??
			asDatabase(workload, "kubernetes-database-no-host-path") ??
			expectNone({ name: nameOf(workload) }, workload.hostPaths, {
				pass: "no directory of the node is mounted",
				fail: (list) => `directories of the node are mounted: ${list}`,
				severity: workload.hostPaths.some(isSensitive) ? "high" : "medium",
			})
		);
	},
});
