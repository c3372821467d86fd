import { defineRule } from "../../core/rule.ts";
import { judgeIsolation } from "./judge/isolation.ts";

export const kubernetesDatabaseEgressIsolated = defineRule({
	id: "kubernetes-database-egress-isolated",
	title: "Database pods open connections only where a NetworkPolicy admits it",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "A database that was broken into copies its data to any place on the internet, and looks around in the cluster.",
	recommendation: "Add Egress to the policyTypes of the NetworkPolicy, and admit DNS, the replicas and the store of the backups.",
	links: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
	related: {},
	evaluate(workload) {
		return judgeIsolation(workload, "egress");
	},
});
