import { defineRule } from "../../core/rule.ts";
import { judgeIsolation } from "./judge/isolation.ts";

export const kubernetesDatabaseNetworkIsolated = defineRule({
	id: "kubernetes-database-network-isolated",
	title: "Database pods are isolated by a NetworkPolicy",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "Every pod of the cluster, one that was broken into included, can try to log in to the database.",
	recommendation: "Add a NetworkPolicy that selects the pods of the database and admits the pods of its clients on its port alone.",
	links: [
		"https://kubernetes.io/docs/concepts/services-networking/network-policies/",
		"https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html",
	],
	related: { others: ["kubescape:C-0260"] },
	evaluate(workload) {
		return judgeIsolation(workload, "ingress");
	},
});
