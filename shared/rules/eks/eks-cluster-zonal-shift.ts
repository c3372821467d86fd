import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterZonalShift = defineRule({
	id: "eks-cluster-zonal-shift",
	title: "EKS cluster can shift traffic away from an impaired Availability Zone",
	severity: "informational",
	resource: "eks.Cluster",
	risk: "When one Availability Zone is impaired, traffic keeps going to its pods until somebody intervenes by hand.",
	recommendation: "Enable zonal shift on the cluster, and spread workloads so that two zones can carry the load of three.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html"],
	related: {},
	evaluate(cluster) {
		const zonalShift = reported(cluster.zonalShift, "zonalShiftConfig.enabled");
		return zonalShift
			? pass(`${cluster.name} has zonal shift enabled.`, { zonalShift })
			: fail(`${cluster.name} has zonal shift disabled.`, { zonalShift });
	},
});
