import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { holdsRuntimeSocket } from "./judge/host-paths.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

/** The root of the node, and what lies between it and the runtime's own directory. */
const broad = /^\/*((var\/+)?run|var)?\/*$/;

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
		const found = workload.hostPaths.filter(holdsRuntimeSocket);
		return (
			ofPlatform(workload, parameters) ??
			expectNone({ name: nameOf(workload) }, found, {
				pass: "the socket of the container runtime is out of reach",
				fail: (list) => `paths of the node that hold the socket of the container runtime are mounted: ${list}`,
				// An agent that reads the whole node, such as node-exporter, is there for something else.
				severity: found.every((path) => broad.test(path)) ? "high" : "critical",
			})
		);
	},
});
