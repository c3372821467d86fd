import { eksNodegroupHealthy } from "../../../shared/rules/eks/eks-nodegroup-healthy.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksNodegroupHealthy, {
	pass: [
		{ name: "active", evidence: { status: "ACTIVE", issues: [] } },
		{ name: "being updated", with: { status: "UPDATING" } },
	],
	fail: [
		{ name: "degraded", with: { status: "DEGRADED" }, says: "is DEGRADED" },
		{ name: "not created", with: { status: "CREATE_FAILED" } },
		{ name: "not deleted", with: { status: "DELETE_FAILED" } },
		{ name: "active with an issue", with: { healthIssues: [{ code: "AccessDenied", message: "no" }] }, says: "reports AccessDenied." },
	],
	indeterminate: [{ name: "AWS did not say", with: { status: undefined }, says: "status" }],
});
