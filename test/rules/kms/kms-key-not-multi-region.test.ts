import { kmsKeyNotMultiRegion } from "../../../shared/rules/kms/kms-key-not-multi-region.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kmsKeyNotMultiRegion, {
	pass: [{ name: "single-Region", evidence: { multiRegion: false } }],
	fail: [{ name: "multi-Region", with: { multiRegion: true }, evidence: { multiRegion: true } }],
	indeterminate: [{ name: "AWS did not say", with: { multiRegion: undefined }, says: "MultiRegion" }],
});
