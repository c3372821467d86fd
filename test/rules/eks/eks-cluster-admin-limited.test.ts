import { seen } from "../../../shared/core/observed.ts";
import { eksClusterAdminLimited } from "../../../shared/rules/eks/eks-cluster-admin-limited.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const entry = (name: string, policy: string, scopeType = "cluster") => ({
	principalArn: `arn:aws:iam::111122223333:role/${name}`,
	type: "STANDARD",
	groups: [],
	policies: seen([{ policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`, scopeType, namespaces: [] }]),
});
const admins = (count: number, policy = "AmazonEKSClusterAdminPolicy") =>
	Array.from({ length: count }, (_, index) => entry(`admin-${index}`, policy));
const unread = { ...entry("x", "x"), policies: denied("eks", "ListAssociatedAccessPolicies") };

testRule(eksClusterAdminLimited, {
	pass: [
		{ name: "one", evidence: { count: 1, maximumAdmins: 3 } },
		{ name: "as many as allowed", with: { accessEntries: seen(admins(3)) }, evidence: { count: 3 } },
		{
			name: "many with less power",
			with: {
				accessEntries: seen([
					...admins(3),
					entry("view", "AmazonEKSViewPolicy"),
					entry("team", "AmazonEKSAdminPolicy", "namespace"),
					entry("edit", "AmazonEKSEditPolicy"),
				]),
			},
			evidence: { count: 3 },
		},
		{
			name: "few, whatever the config map adds",
			with: { authenticationMode: "API_AND_CONFIG_MAP" },
			evidence: { authenticationMode: "API_AND_CONFIG_MAP", count: 1 },
		},
		{ name: "none", with: { accessEntries: seen([]) }, parameters: { maximumAdmins: 0 }, evidence: { count: 0 } },
	],
	fail: [
		{ name: "one too many", with: { accessEntries: seen(admins(4)) }, says: "4 cluster-wide administrators; 3 are allowed" },
		{ name: "administrators of all namespaces", with: { accessEntries: seen(admins(4, "AmazonEKSAdminPolicy")) } },
		{
			name: "one by the parameter",
			parameters: { maximumAdmins: 0 },
			evidence: { admins: ["arn:aws:iam::111122223333:role/platform-admin"] },
		},
		{ name: "too many even without the config map", with: { authenticationMode: "API_AND_CONFIG_MAP", accessEntries: seen(admins(4)) } },
	],
	notApplicable: [
		{ name: "the config map alone", with: { authenticationMode: "CONFIG_MAP", accessEntries: seen([]) }, says: "no access entries" },
	],
	indeterminate: [
		{ name: "the entries could not be read", with: { accessEntries: denied("eks", "ListAccessEntries") } },
		{ name: "the policies of an entry could not be read", with: { accessEntries: seen([unread]) }, says: "ListAssociatedAccessPolicies" },
		{ name: "AWS did not give the mode", with: { authenticationMode: undefined }, says: "authenticationMode" },
	],
});
