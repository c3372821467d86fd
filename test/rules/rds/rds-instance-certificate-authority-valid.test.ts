import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceCertificateAuthorityValid } from "../../../shared/rules/rds/rds-instance-certificate-authority-valid.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

const minute = 1 / 1440;
const ca = (validTill: number, override?: number) => ({
	authority: seen({
		identifier: "rds-ca-2019",
		validTill: days(validTill),
		...(override === undefined ? {} : { customerOverrideValidTill: days(override) }),
	}),
});

testRule(rdsInstanceCertificateAuthorityValid, {
	pass: [
		{ name: "valid for decades", says: "valid until 2061-05-22", evidence: { identifier: "rds-ca-rsa2048-g1" } },
		{ name: "exactly 180 days left", with: ca(180), evidence: { daysLeft: 180 } },
		{ name: "an override that lasts", with: ca(1000, 180), says: "valid until" },
	],
	fail: [
		{ name: "less than 180 days left", with: ca(180 - minute), severity: "medium", says: "in 179 days" },
		{ name: "less than 30 days left", with: ca(30 - minute), severity: "high" },
		{ name: "expired", with: ca(-1), severity: "critical", says: "expired on 2026-06-14" },
		{
			name: "an override that ends earlier",
			with: ca(1000, 179),
			severity: "low",
			says: "override of the default authority ends on 2026-12-11",
		},
		{ name: "an override that has ended", with: ca(1000, -1), severity: "low" },
		{ name: "an authority that expires, whatever the override", with: ca(10, 5), severity: "high", says: "expires on 2026-06-25" },
		{ name: "the configured horizon", with: ca(400), parameters: { warningDays: 401 }, severity: "medium" },
		{ name: "a member of a cluster", with: { ...ca(-1), clusterId: "ledger" }, severity: "critical" },
	],
	notApplicable: [{ name: "RDS Custom", with: { engine: "custom-sqlserver-ee" }, says: "whose certificate the customer manages" }],
	indeterminate: [
		{
			name: "authorities could not be read, which is no expiry",
			with: { authority: denied("rds", "DescribeCertificates") },
			says: "rds:DescribeCertificates",
		},
	],
});
