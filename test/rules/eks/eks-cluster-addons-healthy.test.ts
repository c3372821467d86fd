import { seen } from "../../../shared/core/observed.ts";
import { eksClusterAddonsHealthy } from "../../../shared/rules/eks/eks-cluster-addons-healthy.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const addon = (status?: string, issues: string[] = []) => ({
	addons: seen([
		{ name: "coredns", status: "ACTIVE", issues: [] },
		{ name: "vpc-cni", issues, ...(status ? { status } : {}) },
	]),
});

testRule(eksClusterAddonsHealthy, {
	pass: [
		{ name: "all active", says: "All 2 add-ons", evidence: { addons: ["vpc-cni", "eks-pod-identity-agent"] } },
		{ name: "one being updated", with: addon("UPDATING") },
	],
	fail: [
		{ name: "degraded", with: addon("DEGRADED"), says: "vpc-cni (DEGRADED)" },
		{ name: "not created", with: addon("CREATE_FAILED") },
		{ name: "not updated", with: addon("UPDATE_FAILED") },
		{ name: "not deleted", with: addon("DELETE_FAILED") },
		{
			name: "active with an issue",
			with: addon("ACTIVE", ["InsufficientNumberOfReplicas"]),
			evidence: { unhealthy: [{ name: "vpc-cni" }] },
		},
	],
	notApplicable: [{ name: "no add-on", with: { addons: seen([]) } }],
	indeterminate: [
		{ name: "the add-ons could not be read", with: { addons: denied("eks", "ListAddons") } },
		{ name: "a status is missing", with: addon(), says: "vpc-cni" },
	],
});
