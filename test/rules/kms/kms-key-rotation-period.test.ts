import { seen } from "../../../shared/core/observed.ts";
import { kmsKeyRotationPeriod } from "../../../shared/rules/kms/kms-key-rotation-period.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const every = (periodDays: number) => ({ rotation: seen({ enabled: true, periodDays }) });

testRule(kmsKeyRotationPeriod, {
	pass: [
		{ name: "a year", evidence: { periodDays: 365, maximumDays: 365 } },
		{ name: "longer by the parameter", with: every(730), parameters: { maximumDays: 730 } },
	],
	fail: [
		{ name: "a day more than a year", with: every(366), says: "366 days" },
		{ name: "a year where less is required", parameters: { maximumDays: 364 } },
	],
	notApplicable: [
		{ name: "no rotation", with: { rotation: seen({ enabled: false }) }, says: "kms-key-rotation-enabled" },
		{ name: "a MAC key", with: { spec: "HMAC_256", rotation: undefined } },
	],
	indeterminate: [
		{ name: "the status could not be read", with: { rotation: denied("kms", "GetKeyRotationStatus") } },
		{ name: "the status is missing", with: { rotation: undefined } },
		{ name: "the period is missing", with: { rotation: seen({ enabled: true }) }, says: "RotationPeriodInDays" },
	],
});
