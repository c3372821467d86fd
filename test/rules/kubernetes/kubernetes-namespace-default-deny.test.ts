import { seen } from "../../../shared/core/observed.ts";
import { kubernetesNamespaceDefaultDeny } from "../../../shared/rules/kubernetes/kubernetes-namespace-default-deny.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const open = { defaultDenyIngress: seen(false), databaseWorkloads: seen([]) };

testRule(kubernetesNamespaceDefaultDeny, {
	pass: [{ name: "denied", says: "orders admits nothing by default", evidence: { defaultDenyIngress: true } }],
	fail: [
		{ name: "open", with: open, says: "every pod that no policy selects", evidence: { defaultDenyIngress: false, databases: false } },
		{ name: "open, with a database", with: { defaultDenyIngress: seen(false) }, severity: "medium", evidence: { databases: true } },
	],
	notApplicable: [
		{ name: "the cluster's own", with: { ...open, system: true }, says: "of the platform" },
		{ name: "empty", with: { ...open, workloads: seen([]) }, says: "Nothing runs" },
	],
	indeterminate: [
		{ name: "policies of Cilium", with: { ...open, otherNetworkPolicies: seen(true) }, says: "another network engine" },
		{ name: "policies were not read", with: { defaultDenyIngress: denied("kubernetes", "list networkpolicies") } },
		{ name: "others were not read", with: { ...open, otherNetworkPolicies: denied("kubernetes", "list groups") } },
	],
});
