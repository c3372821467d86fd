import { seen } from "../../../shared/core/observed.ts";
import { kmsKeyRotationEnabled } from "../../../shared/rules/kms/kms-key-rotation-enabled.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kmsKeyRotationEnabled, {
	pass: [{ name: "rotation on", evidence: { enabled: true, periodDays: 365 } }],
	fail: [{ name: "rotation off", with: { rotation: seen({ enabled: false }) }, evidence: { enabled: false } }],
	notApplicable: [
		{ name: "an asymmetric key", with: { spec: "RSA_2048", rotation: undefined }, says: "RSA_2048" },
		{ name: "imported material", with: { origin: "EXTERNAL", rotation: undefined }, says: "EXTERNAL" },
		{ name: "a disabled key", with: { state: "Disabled", rotation: undefined }, says: "is Disabled" },
	],
	indeterminate: [
		{ name: "the status could not be read", with: { rotation: denied("kms", "GetKeyRotationStatus") }, says: "GetKeyRotationStatus" },
		{ name: "the status is missing", with: { rotation: undefined }, says: "KeyRotationEnabled" },
		{ name: "the kind of key is unknown", with: { spec: undefined }, says: "KeySpec" },
		{ name: "the origin is unknown", with: { origin: undefined }, says: "Origin" },
	],
});
