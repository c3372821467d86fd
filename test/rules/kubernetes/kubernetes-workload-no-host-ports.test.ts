import { kubernetesWorkloadNoHostPorts } from "../../../shared/rules/kubernetes/kubernetes-workload-no-host-ports.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNoHostPorts, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: no container binds a port of the node", evidence: { count: 0 } },
		{ name: "no ports", with: { containers: [container({ ports: [] })] } },
		{ name: "zero, which is none", with: { containers: [container({ ports: [{ port: 1, protocol: "TCP", hostPort: 0 }] })] } },
	],
	fail: [
		{
			name: "a port of the node",
			with: { containers: [container({ ports: [{ port: 9100, protocol: "TCP", hostPort: 9100 }] })] },
			says: 'orders/orders-api: containers that bind ports of the node: "main:9100"',
			evidence: { count: 1 },
		},
		{
			name: "one of two",
			with: { containers: [container({ name: "good" }), container({ ports: [{ port: 9100, protocol: "TCP", hostPort: 9100 }] })] },
			evidence: { count: 1 },
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ ports: [{ port: 9100, protocol: "TCP", hostPort: 9100 }] })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ ports: [{ port: 9100, protocol: "TCP", hostPort: 9100 }] })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ ports: [{ port: 9100, protocol: "TCP", hostPort: 9100 }] })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
		{ name: "the network of the node", with: { hostNetwork: true }, says: "kubernetes-workload-no-host-network" },
		{
			name: "a database",
			with: {
				containers: [container({ ports: [{ port: 9100, protocol: "TCP", hostPort: 9100 }] })],
				database: { engine: "postgres", by: "label" },
			},
			says: "runs a database, which kubernetes-database-no-host-network judges",
		},
	],
});
