import { seen } from "../../../shared/core/observed.ts";
import { kubernetesNamespaceNetworkPolicies } from "../../../shared/rules/kubernetes/kubernetes-namespace-network-policies.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const none = { networkPolicies: seen([]), databaseWorkloads: seen([]) };

testRule(kubernetesNamespaceNetworkPolicies, {
	pass: [
		{ name: "policies", says: "orders has network policies", evidence: { networkPolicies: ["default-deny", "orders-api", "orders-db"] } },
	],
	fail: [
		{ name: "none", with: none, says: "orders has no network policy", evidence: { networkPolicies: [], databases: false } },
		{
			name: "none around a database",
			with: { networkPolicies: seen([]) },
			says: "holds a database",
			severity: "high",
			evidence: { databases: true },
		},
		{ name: "none, and databases are not known", with: { ...none, databaseWorkloads: denied("kubernetes", "list pods") } },
		{ name: "an exempt namespace no longer", with: { ...none, name: "calico-system" }, parameters: { exemptNamespaces: [] } },
	],
	notApplicable: [
		{ name: "the cluster's own", with: { ...none, system: true }, parameters: { exemptNamespaces: [] }, says: "of the platform" },
		{ name: "exempt", with: { ...none, name: "calico-system" }, says: "calico-system is a namespace of the platform" },
		{ name: "empty", with: { ...none, workloads: seen([]) }, says: "Nothing runs" },
	],
	indeterminate: [
		{ name: "policies of Cilium", with: { ...none, otherNetworkPolicies: seen(true) }, says: "another network engine" },
		{ name: "policies were not read", with: { networkPolicies: denied("kubernetes", "list networkpolicies") } },
		{ name: "others were not read", with: { ...none, otherNetworkPolicies: denied("kubernetes", "list groups") } },
		{ name: "workloads were not read", with: { workloads: denied("kubernetes", "list pods") } },
	],
});
