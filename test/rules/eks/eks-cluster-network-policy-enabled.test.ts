import { seen } from "../../../shared/core/observed.ts";
import { eksClusterNetworkPolicyEnabled } from "../../../shared/rules/eks/eks-cluster-network-policy-enabled.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const cni = (configuration?: string) => ({
	addons: seen([
		{ name: "coredns", configuration: "{}", issues: [] },
		{ name: "vpc-cni", version: "v1", issues: [], ...(configuration === undefined ? {} : { configuration }) },
	]),
});

testRule(eksClusterNetworkPolicyEnabled, {
	pass: [
		{ name: "switched on in JSON, as text", evidence: { enableNetworkPolicy: true } },
		{ name: "switched on in JSON, as a boolean", with: cni('{"env":{"A":"1"}, "enableNetworkPolicy" : true}') },
		{ name: "switched on in YAML", with: cni("env:\n  A: '1'\nenableNetworkPolicy: 'True'\n") },
	],
	fail: [
		{ name: "no configuration", with: cni(), evidence: { enableNetworkPolicy: false } },
		{ name: "switched off", with: cni('{"enableNetworkPolicy":"false"}') },
		{ name: "something else switched on", with: cni('{"enableNetworkPolicy":"false","enableWindowsIpam":"true"}') },
		{ name: "a value that only begins with true", with: cni('{"enableNetworkPolicy":"truely"}') },
	],
	// No AWS API shows either, so that a scan could never tell.
	notApplicable: [
		{ name: "Auto Mode", with: { autoMode: true }, says: "Auto Mode" },
		{ name: "another network plugin", with: { addons: seen([{ name: "coredns", issues: [] }]) }, says: "self-managed" },
	],
	indeterminate: [{ name: "the add-ons could not be read", with: { addons: denied("eks", "ListAddons") }, says: "eks:ListAddons" }],
});
