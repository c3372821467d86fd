import { eksClusterAuditLogging } from "../../../shared/rules/eks/eks-cluster-audit-logging.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterAuditLogging, {
	pass: [{ name: "audit alone", with: { logTypes: ["audit"] }, evidence: { enabled: ["audit"] } }],
	fail: [{ name: "every type but audit", with: { logTypes: ["api", "authenticator", "controllerManager", "scheduler"] } }],
});
