import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceCertificateValid } from "../../../shared/rules/rds/rds-instance-certificate-valid.ts";
import { days, testRule } from "../../support/rule-table.ts";

const minute = 1 / 1440;
const validFor = (count: number) => ({ certificate: { authority: "rds-ca-rsa2048-g1", validTill: days(count) } });

testRule(rdsInstanceCertificateValid, {
	pass: [
		{ name: "most of a year left", says: /valid until 2027-06-01\.$/, evidence: { authority: "rds-ca-rsa2048-g1" } },
		{ name: "exactly 90 days left", with: validFor(90), evidence: { daysLeft: 90 } },
		{ name: "longer than the configured horizon", with: validFor(10), parameters: { urgentDays: 3, warningDays: 10 } },
		{
			name: "a valid certificate of an authority that has expired, which another rule judges",
			with: { authority: seen({ identifier: "rds-ca-2019", validTill: days(-1) }) },
		},
	],
	fail: [
		{ name: "less than 90 days left", with: validFor(90 - minute), says: "in 89 days", severity: "medium", evidence: { daysLeft: 89 } },
		{ name: "exactly 30 days left", with: validFor(30), severity: "medium" },
		{ name: "less than 30 days left", with: validFor(30 - minute), says: "expires on 2026-07-15", severity: "high" },
		{ name: "a minute left", with: validFor(minute), severity: "high" },
		{ name: "expires this moment", with: validFor(0), says: "expired on 2026-06-15", severity: "critical" },
		{
			name: "expired yesterday, although the authority is valid for decades",
			with: validFor(-1),
			severity: "critical",
			evidence: { daysLeft: -1 },
		},
		{ name: "shorter than the configured horizon", with: validFor(100), parameters: { warningDays: 120 }, severity: "medium" },
		{ name: "a member of a cluster", with: { ...validFor(-1), clusterId: "ledger" }, severity: "critical" },
	],
	notApplicable: [{ name: "RDS Custom", with: { engine: "custom-sqlserver-ee" }, says: "whose certificate the customer manages" }],
	indeterminate: [
		{ name: "AWS reported no certificate", with: { certificate: undefined }, says: "CertificateDetails" },
		{
			name: "AWS reported no end of validity",
			with: { certificate: { authority: "rds-ca-rsa2048-g1" } },
			says: "CertificateDetails.ValidTill",
		},
	],
});
