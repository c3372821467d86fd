import { defineRule } from "../../core/rule.ts";
import { mayUse } from "./judge/capabilities.ts";
import { judgeContainers, named } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadNetRawDropped = defineRule({
	id: "kubernetes-workload-net-raw-dropped",
	title: "Containers cannot send raw network packets",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "NET_RAW lets a compromised container forge addresses and answers of DNS, and so stand between services and their databases.",
	recommendation: "Drop the capability NET_RAW, or ALL.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
	related: { prowler: ["core_minimize_net_raw_capability_admission"], others: ["kubescape:C-0199"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(workload, context, named(mayUse("NET_RAW")), {
			pass: "no container may send raw packets",
			fail: (list) => `containers that may send raw packets: ${list}`,
			severity: "low",
		});
	},
});
