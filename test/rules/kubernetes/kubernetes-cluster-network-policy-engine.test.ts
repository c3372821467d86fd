import { seen } from "../../../shared/core/observed.ts";
import { kubernetesClusterNetworkPolicyEngine } from "../../../shared/rules/kubernetes/kubernetes-cluster-network-policy-engine.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesClusterNetworkPolicyEngine, {
	pass: [{ name: "an engine", says: "vpc-cni enforces the network policies of prod", evidence: { networkPolicyEngine: "vpc-cni" } }],
	fail: [{ name: "none", with: { networkPolicyEngine: seen(null) }, says: "prod runs no engine", evidence: { networkPolicyEngine: null } }],
	indeterminate: [{ name: "workloads were not read", with: { networkPolicyEngine: denied("kubernetes", "list daemonsets") } }],
});
