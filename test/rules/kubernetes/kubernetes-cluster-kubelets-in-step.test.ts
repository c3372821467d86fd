import { seen } from "../../../shared/core/observed.ts";
import { kubernetesClusterKubeletsInStep } from "../../../shared/rules/kubernetes/kubernetes-cluster-kubelets-in-step.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const kubelets = (...versions: (string | undefined)[]) => ({
	nodes: seen(
		versions.map((kubeletVersion, index) => ({
			name: `node-${index}`,
			...(kubeletVersion === undefined ? {} : { kubeletVersion }),
			internalIps: [],
			externalIps: [],
		})),
	),
});

testRule(kubernetesClusterKubeletsInStep, {
	pass: [
		{ name: "the same", says: "fit its control plane v1.34.2-eks-1a2b3c4", evidence: { nodes: 2, skewed: [] } },
		{ name: "two minor versions older", with: kubelets("v1.32.9") },
		{ name: "three, when allowed", with: kubelets("v1.31.0"), parameters: { maximumSkew: 3 } },
		{ name: "a newer patch", with: kubelets("v1.34.9") },
		{ name: "versions without v", with: { ...kubelets("1.33"), version: seen("1.34+") } },
	],
	fail: [
		{
			name: "three minor versions older",
			with: kubelets("v1.34.0", "v1.31.14"),
			says: '1 kubelet of prod does not fit its control plane v1.34.2-eks-1a2b3c4: "node-1 v1.31.14".',
			evidence: { skewed: ["node-1 v1.31.14"] },
		},
		{
			name: "version 2, which is not understood, beside one too old",
			with: kubelets("v2.1.0", "v1.30.0"),
			evidence: { skewed: ["node-1 v1.30.0"] },
		},
		{ name: "newer than the control plane", with: kubelets("v1.35.0", "v1.36.0"), says: "2 kubelets of prod do not fit" },
		{ name: "one too old, one silent", with: kubelets("v1.9.0", undefined) },
		{ name: "one minor version, when none is allowed", with: kubelets("v1.33.0"), parameters: { maximumSkew: 0 } },
	],
	notApplicable: [{ name: "no nodes", with: kubelets(), says: "prod has no nodes" }],
	indeterminate: [
		{ name: "a node that does not say", with: kubelets("v1.34.0", undefined), says: "1 node of prod did not report" },
		{ name: "a kubelet's version that is none", with: kubelets("latest") },
		{ name: "a version in other words", with: { version: seen("build v1.34.2") }, says: "was not understood" },
		{ name: "a version that is none", with: { version: seen("unknown") }, says: '"unknown", was not understood' },
		{ name: "the version was not read", with: { version: denied("kubernetes", "get version") } },
		{ name: "nodes were not read", with: { nodes: denied("kubernetes", "list nodes") } },
	],
});
