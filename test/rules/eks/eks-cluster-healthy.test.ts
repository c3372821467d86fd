import { eksClusterHealthy } from "../../../shared/rules/eks/eks-cluster-healthy.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterHealthy, {
	pass: [{ name: "no issue", evidence: { issues: [] } }],
	fail: [
		{
			name: "a key that is gone",
			with: { healthIssues: [{ code: "KmsKeyNotFound", message: "The key was deleted" }] },
			says: "reports KmsKeyNotFound.",
			evidence: { issues: [{ code: "KmsKeyNotFound" }] },
		},
	],
});
