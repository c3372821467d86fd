import { need, Unobserved } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";
import { firstOf, listed } from "../judge/offenders.ts";

export const kubernetesClusterKubeletsInStep = defineRule({
	id: "kubernetes-cluster-kubelets-in-step",
	title: "Kubelets are not newer than the control plane, and few minor versions older",
	severity: "medium",
	resource: "kubernetes.Cluster",
	risk: "Nodes outside of the supported range lack corrections and may fail with the next upgrade, and databases with them.",
	recommendation: "Upgrade the node groups, one minor version at a time, until their kubelets have the version of the control plane.",
	links: ["https://kubernetes.io/releases/version-skew-policy/"],
	related: {},
	parameters: {
		maximumSkew: integer(2, "Minor versions that kubelets may be older than the control plane; Kubernetes supports 3.", {
			minimum: 0,
			maximum: 3,
		}),
	},
	evaluate(cluster, { parameters }) {
		const version = need(cluster.version);
		const control = minorOf(version);
		if (control === undefined) throw new Unobserved(`The version of ${cluster.name}, ${JSON.stringify(version)}, was not understood.`);
		const nodes = need(cluster.nodes);
		if (nodes.length === 0) return notApplicable(`${cluster.name} has no nodes.`);
		const skewed = nodes.flatMap(({ name, kubeletVersion = "" }) => {
			const kubelet = minorOf(kubeletVersion);
			return kubelet !== undefined && (kubelet > control || control - kubelet > parameters.maximumSkew)
				? [`${name} ${kubeletVersion}`]
				: [];
		});
		const evidence = { version, nodes: nodes.length, skewed: firstOf(skewed), maximumSkew: parameters.maximumSkew };
		if (skewed.length > 0)
			return fail(
				`${counted(skewed.length, "kubelet")} of ${cluster.name} ${skewed.length === 1 ? "does" : "do"} not fit its control plane ${version}: ${listed(skewed)}.`,
				evidence,
			);
		const silent = nodes.filter(({ kubeletVersion = "" }) => minorOf(kubeletVersion) === undefined).length;
		if (silent > 0) throw new Unobserved(`${counted(silent, "node")} of ${cluster.name} did not report a kubelet's version.`);
		return pass(`All kubelets of ${cluster.name} fit its control plane ${version}.`, evidence);
	},
});

/** The minor version of `v1.34.2-eks-1a2b3c4`; EKS writes `1.34+` in places. */
function minorOf(version: string): number | undefined {
	const minor = /^v?1\.(\d+)/.exec(version)?.[1];
	return minor === undefined ? undefined : Number(minor);
}
