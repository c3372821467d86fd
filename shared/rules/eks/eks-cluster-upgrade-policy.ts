import { need, reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { supportStage } from "./judge/version.ts";

const day = 86_400_000;

export const eksClusterUpgradePolicy = defineRule({
	id: "eks-cluster-upgrade-policy",
	title: "EKS cluster does not slide into extended support",
	severity: "low",
	resource: "eks.Cluster",
	risk: "With the upgrade policy EXTENDED a forgotten cluster stays on an old version at several times the price, instead of being upgraded.",
	recommendation: "Set the upgrade policy to STANDARD, so that EKS upgrades the control plane when standard support ends.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html"],
	related: {},
	parameters: {
		horizonDays: integer(90, "Days before the end of standard support from which the policy EXTENDED fails.", { maximum: 730 }),
	},
	evaluate(cluster, { now, parameters }) {
		const supportType = reported(cluster.upgradePolicy, "upgradePolicy.supportType");
		if (supportType === "STANDARD") return pass(`${cluster.name} is upgraded when standard support of its version ends.`, { supportType });
		// EXTENDED is the default of EKS, so that it fails only when there is something to slide into.
		const support = need(cluster.versionSupport);
		const stage = supportStage(support, now);
		if (stage !== "standard")
			return fail(`${cluster.name} is past the standard support of Kubernetes ${support.version}, as its upgrade policy allows.`, {
				supportType,
				stage,
			});
		const end = reported(support.standardSupportEnd, "endOfStandardSupportDate");
		const evidence = { supportType, stage, end, horizonDays: parameters.horizonDays };
		const when = `when standard support of Kubernetes ${support.version} ends on ${end.slice(0, 10)}`;
		return Date.parse(end) - now < parameters.horizonDays * day
			? fail(`${cluster.name} enters ${supportType.toLowerCase()} support ${when}.`, evidence)
			: pass(`${cluster.name} would enter ${supportType.toLowerCase()} support only ${when}.`, evidence);
	},
});
