import { describe, expect, it } from "vitest";
import type { AnyRule } from "../../shared/core/rule.ts";
import { fsbp } from "../../shared/frameworks/fsbp.ts";
import { rules as catalogue } from "../../shared/rules/index.ts";

const rules: readonly AnyRule[] = catalogue;

/** Security Hub controls that rules name, and that belong to other standards of Security Hub than FSBP. */
const elsewhere: Record<string, readonly string[]> = {
	"AWS Resource Tagging Standard": ["RDS.28", "RDS.29", "RDS.30", "RDS.32", "RDS.33", "EKS.6", "EKS.7", "SecretsManager.5"],
	"CIS AWS Foundations Benchmark": [...Array.from({ length: 14 }, (_, index) => `CloudWatch.${index + 1}`), "KMS.4"],
	"NIST SP 800-53": ["CloudWatch.15", "CloudWatch.16", "CloudWatch.17", "RDS.26"],
};
const outside = new Set(Object.values(elsewhere).flat());

const ofRules = new Map<string, string[]>();
for (const rule of rules)
	for (const control of rule.related.securityHub ?? []) ofRules.set(control, [...(ofRules.get(control) ?? []), rule.id]);

describe("FSBP and the Security Hub controls of the rules", () => {
	it("a control that a rule names is assessed by it, unless it belongs to another standard", () => {
		for (const [control, ids] of ofRules) {
			if (outside.has(control)) continue;
			const requirement = fsbp.requirements.find(({ id }) => id === control);
			expect(requirement?.rules.toSorted(), control).toEqual(ids.toSorted());
		}
	});

	it("a control that a rule assesses is named by the rule", () => {
		for (const { id, rules: assessing } of fsbp.requirements) {
			for (const rule of assessing) expect(ofRules.get(id), `${rule} lacks related.securityHub ${id}`).toContain(rule);
		}
	});

	it("controls of other standards are not passed off as FSBP", () => {
		expect(fsbp.requirements.map(({ id }) => id).filter((id) => outside.has(id))).toEqual([]);
	});

	it("every control listed as belonging elsewhere is named by a rule", () => {
		expect([...outside].filter((control) => !ofRules.has(control))).toEqual([]);
	});
});
