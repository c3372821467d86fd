import { kubernetesWorkloadNoHostIpcNamespace } from "../../../shared/rules/kubernetes/kubernetes-workload-no-host-ipc-namespace.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNoHostIpcNamespace, {
	pass: [{ name: "its own", says: "orders/orders-api has the IPC namespace to itself", evidence: { hostIpc: false } }],
	fail: [
		{
			name: "that of the node",
			with: { hostIpc: true },
			says: "orders/orders-api uses the IPC namespace of its node",
			evidence: { hostIpc: true },
		},
		{ name: "a database", with: { hostIpc: true, database: { engine: "postgres", by: "image" } }, severity: "critical" },
	],
	notApplicable: [{ name: "the platform's own", with: { hostIpc: true, namespace: "kube-system" }, says: "exempt namespace" }],
});
