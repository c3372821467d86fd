import { kubernetesWorkloadNoHostProcessNamespace } from "../../../shared/rules/kubernetes/kubernetes-workload-no-host-process-namespace.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNoHostProcessNamespace, {
	pass: [{ name: "its own", says: "orders/orders-api has the process namespace to itself", evidence: { hostPid: false } }],
	fail: [
		{
			name: "that of the node",
			with: { hostPid: true },
			says: "orders/orders-api uses the process namespace of its node",
			evidence: { hostPid: true },
		},
		{ name: "a database", with: { hostPid: true, database: { engine: "postgres", by: "image" } }, severity: "critical" },
	],
	notApplicable: [{ name: "the platform's own", with: { hostPid: true, namespace: "kube-system" }, says: "exempt namespace" }],
});
