import { reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { minorOf } from "./judge/version.ts";

/** Kubernetes lets a kubelet be at most this many minor versions older than the API server. */
const allowedSkew = 3;

export const eksNodegroupVersionMatchesCluster = defineRule({
	id: "eks-nodegroup-version-matches-cluster",
	title: "EKS node group keeps up with the version of its cluster",
	severity: "low",
	resource: "eks.NodeGroup",
	risk: "Nodes that lag behind miss fixes and block the next upgrade of the control plane; beyond three minor versions they are not supported at all.",
	recommendation: "Update the node group to the Kubernetes version of its cluster after every upgrade of the control plane.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html"],
	related: {},
	parameters: {
		maximumSkew: integer(1, "Minor versions that the node group may be behind its cluster.", { minimum: 0, maximum: allowedSkew }),
	},
	evaluate(group, { parameters }) {
		const version = reported(group.version, "version");
		const clusterVersion = reported(group.clusterVersion, "version of the cluster");
		const skew = minorOf(clusterVersion) - minorOf(version);
		const evidence = { version, clusterVersion, skew, maximumSkew: parameters.maximumSkew };
		if (skew < 0) return fail(`${group.name} runs ${version}, newer than its cluster on ${clusterVersion}.`, evidence, "medium");
		if (skew > parameters.maximumSkew)
			return fail(
				`${group.name} runs ${version}, ${skew} minor versions behind its cluster on ${clusterVersion}.`,
				evidence,
				skew > allowedSkew ? "high" : undefined,
			);
		return pass(`${group.name} runs ${version}, its cluster ${clusterVersion}.`, evidence);
	},
});
