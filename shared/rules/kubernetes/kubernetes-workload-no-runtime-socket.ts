import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { holdsRuntimeSocket } from "./judge/host-paths.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesWorkloadNoRuntimeSocket = defineRule({
	id: "kubernetes-workload-no-runtime-socket",
	title: "Pods do not reach the socket of the container runtime",
	severity: "critical",
	resource: "kubernetes.Workload",
	risk: "Whoever talks to the runtime starts a privileged container and enters every other one on the node, past Kubernetes and its audit log.",
	recommendation: "Build images without the runtime's socket (BuildKit rootless, Kaniko), and collect metrics from the kubelet instead.",
	links: ["https://kubernetes.io/docs/concepts/storage/volumes/"],
	related: { others: ["kubescape:C-0074"] },
	parameters: { exemptNamespaces },
	evaluate(workload, { parameters }) {
		return (
			ofPlatform(workload, parameters) ??
			expectNone({ name: nameOf(workload) }, workload.hostPaths.filter(holdsRuntimeSocket), {
				pass: "the socket of the container runtime is out of reach",
				fail: (list) => `paths of the node that hold the socket of the container runtime are mounted: ${list}`,
			})
		);
	},
});
