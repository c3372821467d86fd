import { eksClusterLoggingAllTypes } from "../../../shared/rules/eks/eks-cluster-logging-all-types.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterLoggingAllTypes, {
	pass: [
		{ name: "all types", says: "logs api, audit, authenticator, controllerManager, scheduler" },
		{ name: "the types that are asked for", with: { logTypes: ["audit"] }, parameters: { requiredTypes: ["audit"] } },
	],
	fail: [
		{ name: "none", with: { logTypes: [] }, evidence: { missing: ["api", "audit", "authenticator", "controllerManager", "scheduler"] } },
		{
			name: "all but one",
			with: { logTypes: ["api", "audit", "controllerManager", "scheduler"] },
			says: "does not log authenticator.",
			evidence: { missing: ["authenticator"] },
		},
	],
});
