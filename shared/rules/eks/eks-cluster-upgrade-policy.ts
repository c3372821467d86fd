import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterUpgradePolicy = defineRule({
	id: "eks-cluster-upgrade-policy",
	title: "EKS cluster does not slide into extended support",
	severity: "low",
	resource: "eks.Cluster",
	risk: "With the upgrade policy EXTENDED a forgotten cluster stays on an old version at several times the price, instead of being upgraded.",
	recommendation: "Set the upgrade policy to STANDARD, so that EKS upgrades the control plane when standard support ends.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html"],
	related: {},
	evaluate(cluster) {
		const supportType = reported(cluster.upgradePolicy, "upgradePolicy.supportType");
		return supportType === "STANDARD"
			? pass(`${cluster.name} is upgraded when standard support of its version ends.`, { supportType })
			: fail(`${cluster.name} enters ${supportType.toLowerCase()} support when standard support of its version ends.`, { supportType });
	},
});
