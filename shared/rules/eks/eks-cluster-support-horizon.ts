import { need, reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { supportStage } from "./judge/version.ts";

const day = 86_400_000;

export const eksClusterSupportHorizon = defineRule({
	id: "eks-cluster-support-horizon",
	title: "EKS cluster version keeps its support for the coming weeks",
	severity: "low",
	resource: "eks.Cluster",
	risk: "When the support of a version ends, EKS upgrades the control plane by itself or moves it to paid extended support, ready or not.",
	recommendation: "Plan the upgrade to a later version now, and test workloads against removed Kubernetes APIs first.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html"],
	related: {},
	parameters: { minimumDays: integer(60, "Days that the current support of the version must still last.", { minimum: 1, maximum: 730 }) },
	evaluate(cluster, { now, parameters }) {
		const version = reported(cluster.version, "version");
		const support = need(cluster.versionSupport);
		const stage = supportStage(support, now);
		if (stage === "unsupported")
			return fail(`The support of Kubernetes ${version} of ${cluster.name} has ended.`, { version, stage }, "high");
		const end =
			stage === "standard"
				? reported(support.standardSupportEnd, "endOfStandardSupportDate")
				: reported(support.extendedSupportEnd, "endOfExtendedSupportDate");
		const days = Math.floor((Date.parse(end) - now) / day);
		const evidence = { version, stage, end, days, minimumDays: parameters.minimumDays };
		const detail = `${stage === "standard" ? "Standard" : "Extended"} support of Kubernetes ${version} of ${cluster.name} ends in ${days} days.`;
		return days < parameters.minimumDays ? fail(detail, evidence) : pass(detail, evidence);
	},
});
