import { seen } from "../../../shared/core/observed.ts";
import { accountGuarddutyEksAuditLogs } from "../../../shared/rules/account/account-guardduty-eks-audit-logs.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(accountGuarddutyEksAuditLogs, {
	pass: [
		{ name: "the feature is on", says: "runs EKS audit log monitoring", evidence: { feature: "EKS_AUDIT_LOGS" } },
		{ name: "on, though nobody knows what there is to watch", with: { eksClusters: denied("eks", "ListClusters") } },
	],
	fail: [
		{ name: "no detector", with: { guardDuty: seen(null) }, says: "no detector", evidence: { detector: false, enabled: false } },
		{
			name: "a suspended detector",
			with: { guardDuty: seen({ enabled: false, features: { EKS_AUDIT_LOGS: true } }) },
			says: "suspended",
			evidence: { detector: true, enabled: false },
		},
		{
			name: "the feature is off",
			with: { guardDuty: seen({ enabled: true, features: { EKS_AUDIT_LOGS: false, OTHER: true } }) },
			says: "without EKS audit log monitoring",
			evidence: { enabled: true },
		},
	],
	notApplicable: [
		{
			name: "a region where GuardDuty does not offer it",
			with: { guardDuty: seen({ enabled: true, features: { S3_DATA_EVENTS: true } }) },
			says: "among what it offers",
		},
		{ name: "nothing to watch", with: { eksClusters: seen(0), guardDuty: denied("guardduty", "ListDetectors") }, says: "no EKS clusters" },
	],
	indeterminate: [
		{ name: "the detector was not read", with: { guardDuty: denied("guardduty", "ListDetectors") }, says: "guardduty:ListDetectors" },
		{
			name: "off, and nobody knows what there is to watch",
			with: { guardDuty: seen(null), eksClusters: denied("eks", "ListClusters") },
			says: "eks:ListClusters",
		},
		{
			name: "GuardDuty does not name the feature",
			with: { guardDuty: seen({ enabled: true, features: {} }) },
			says: "did not report the feature EKS_AUDIT_LOGS",
		},
	],
});
