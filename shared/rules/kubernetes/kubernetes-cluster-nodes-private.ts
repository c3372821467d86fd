import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";

export const kubernetesClusterNodesPrivate = defineRule({
	id: "kubernetes-cluster-nodes-private",
	title: "Nodes have no public addresses",
	severity: "medium",
	resource: "kubernetes.Cluster",
	risk: "A node with a public address is one security group away from the internet, with its kubelet and every port that pods bind on it.",
	recommendation: "Move the node groups to private subnets, with a NAT gateway or VPC endpoints for what they fetch.",
	links: ["https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html"],
	related: { others: ["kube-bench:5.4.3"] },
	evaluate(cluster) {
		const nodes = need(cluster.nodes);
		if (nodes.length === 0) return notApplicable(`${cluster.name} has no nodes.`);
		const open = nodes
			.filter(({ externalIps }) => externalIps.length > 0)
			.map(({ name, externalIps }) => `${name} ${externalIps.join(", ")}`);
		return expectNone({ name: cluster.name }, open, {
			pass: "no node has a public address",
			fail: (list) => `nodes have public addresses: ${list}`,
		});
	},
});
