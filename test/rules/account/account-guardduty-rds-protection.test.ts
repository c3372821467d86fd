import { seen } from "../../../shared/core/observed.ts";
import { accountGuarddutyRdsProtection } from "../../../shared/rules/account/account-guardduty-rds-protection.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(accountGuarddutyRdsProtection, {
	pass: [
		{ name: "the feature is on", says: "runs RDS Protection", evidence: { feature: "RDS_LOGIN_EVENTS" } },
		{ name: "on, though nobody knows what there is to watch", with: { databases: denied("rds", "DescribeDBInstances") } },
	],
	fail: [
		{ name: "no detector", with: { guardDuty: seen(null) }, says: "no detector", evidence: { detector: false, enabled: false } },
		{
			name: "a suspended detector",
			with: { guardDuty: seen({ enabled: false, features: { RDS_LOGIN_EVENTS: true } }) },
			says: "suspended",
			evidence: { detector: true, enabled: false },
		},
		{
			name: "the feature is off",
			with: { guardDuty: seen({ enabled: true, features: { RDS_LOGIN_EVENTS: false, OTHER: true } }) },
			says: "without RDS Protection",
			evidence: { enabled: true },
		},
		{ name: "instances only", with: { databases: seen({ instances: 1, clusters: 0 }), guardDuty: seen(null) } },
		{ name: "clusters only", with: { databases: seen({ instances: 0, clusters: 1 }), guardDuty: seen(null) } },
	],
	notApplicable: [
		{
			name: "a region where GuardDuty does not offer it",
			with: { guardDuty: seen({ enabled: true, features: { S3_DATA_EVENTS: true } }) },
			says: "among what it offers",
		},
		{
			name: "nothing to watch",
			with: { databases: seen({ instances: 0, clusters: 0 }), guardDuty: denied("guardduty", "ListDetectors") },
			says: "no databases",
		},
	],
	indeterminate: [
		{ name: "the detector was not read", with: { guardDuty: denied("guardduty", "ListDetectors") }, says: "guardduty:ListDetectors" },
		{
			name: "off, and nobody knows what there is to watch",
			with: { guardDuty: seen(null), databases: denied("rds", "DescribeDBInstances") },
			says: "rds:DescribeDBInstances",
		},
		{
			name: "GuardDuty does not name the feature",
			with: { guardDuty: seen({ enabled: true, features: {} }) },
			says: "did not report the feature RDS_LOGIN_EVENTS",
		},
	],
});
