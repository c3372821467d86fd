import { describe, expect, it } from "vitest";
import { type Framework, indexFrameworks } from "../../shared/core/framework.ts";
import type { AnyRule } from "../../shared/core/rule.ts";
import { frameworks } from "../../shared/frameworks/index.ts";
import { rules as catalogue } from "../../shared/rules/index.ts";

const rules: readonly AnyRule[] = catalogue;
const known = new Set(rules.map((rule) => rule.id));
const repeated = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);

describe("the frameworks", () => {
	it("are those that users choose from", () => {
		expect(frameworks.map((framework) => framework.id)).toEqual([
			"fsbp",
			"cis-aws",
			"cis-eks",
			"cis-postgresql",
			"cis-mysql",
			"soc2",
			"pci-dss",
			"nist-800-53",
		]);
	});

	it("serve every rule: none is without a reason to be", () => {
		const index = indexFrameworks(frameworks);
		expect(rules.map((rule) => rule.id).filter((id) => index.get(id) === undefined)).toEqual([]);
	});

	it("index each rule once a requirement", () => {
		for (const [rule, entry] of indexFrameworks(frameworks)) {
			for (const ids of Object.values(entry)) expect(repeated(ids), rule).toEqual([]);
		}
	});
});

describe.each(frameworks.map((framework) => [framework.id, framework] as const))("%s", (_, framework: Framework) => {
	it("names its official source and version", () => {
		expect(framework.title).not.toBe("");
		expect(framework.version).not.toBe("");
		expect(new URL(framework.source).protocol).toBe("https:");
	});

	it("lists each requirement once", () => {
		expect(repeated(framework.requirements.map((requirement) => requirement.id))).toEqual([]);
	});

	it("names only rules that exist, each once a requirement", () => {
		for (const requirement of framework.requirements) {
			expect(requirement.rules.filter((rule) => !known.has(rule))).toEqual([]);
			expect(repeated(requirement.rules), requirement.id).toEqual([]);
		}
	});

	it("says of every requirement either which rules assess it or why none does, never both", () => {
		const undecided = framework.requirements.filter(
			(requirement) => requirement.rules.length > 0 === (requirement.unassessed !== undefined),
		);
		expect(undecided.map((requirement) => requirement.id)).toEqual([]);
	});

	it("gives reasons as sentences", () => {
		for (const { id, unassessed } of framework.requirements) {
			if (unassessed !== undefined) expect(unassessed, id).toMatch(/^[A-Z].{20,160}\.$/);
		}
	});

	it("titles requirements shortly, without a full stop", () => {
		for (const { id, title } of framework.requirements) expect(title, id).toMatch(/^.{3,99}[^.]$/);
	});

	it("does not drown a requirement in most of the catalogue", () => {
		for (const { id, rules: assessing } of framework.requirements) expect(assessing.length, id).toBeLessThan(rules.length / 2);
	});
});

describe("the ids of requirements", () => {
	const forms: Record<string, RegExp> = {
		fsbp: /^[A-Z][A-Za-z0-9]+\.\d+$/,
		"cis-aws": /^[2-6](\.\d+){1,2}$/,
		"cis-postgresql": /^[1-8](\.\d{1,2}){1,2}$/,
		"cis-mysql": /^[1-9](\.\d{1,2}){1,2}$/,
		"cis-eks": /^[2-5](\.\d{1,2}){2}$/,
		soc2: /^(CC[1-9]|A1|C1|PI1|P[1-8])\.\d$/,
		"pci-dss": /^(\d{1,2}(\.\d{1,2}){1,3}|A[123])$/,
		"nist-800-53": /^([A-Z]{2}|[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?)$/,
	};

	it.each(frameworks.map((framework) => [framework.id, framework] as const))("of %s have the form of the framework", (id, framework) => {
		for (const requirement of framework.requirements) expect(requirement.id).toMatch(forms[id] as RegExp);
	});

	/** How many requirements there are by what precedes the last part of their id. */
	const counts = (id: string, groupOf: (id: string) => string | undefined): Record<string, number> => {
		const result: Record<string, number> = {};
		for (const requirement of frameworks.find((framework) => framework.id === id)?.requirements ?? []) {
			const group = groupOf(requirement.id);
			if (group !== undefined) result[group] = (result[group] ?? 0) + 1;
		}
		return result;
	};

	it("of the Trust Services Criteria are complete", () => {
		expect(counts("soc2", (id) => id.slice(0, id.indexOf(".")))).toEqual({
			CC1: 5,
			CC2: 3,
			CC3: 4,
			CC4: 2,
			CC5: 3,
			CC6: 8,
			CC7: 5,
			CC8: 1,
			CC9: 2,
			A1: 3,
			C1: 2,
			PI1: 5,
			P1: 1,
			P2: 1,
			P3: 2,
			P4: 3,
			P5: 2,
			P6: 7,
			P7: 1,
			P8: 1,
		});
	});

	it("of the CIS benchmark are complete", () => {
		expect(counts("cis-aws", (id) => id.slice(0, 1))).toEqual({ 2: 26, 3: 9, 4: 10, 5: 16, 6: 9 });
	});

	it("of the CIS benchmarks of databases are complete, and count their own engines only", () => {
		expect(counts("cis-postgresql", (id) => id.slice(0, 1))).toEqual({ 1: 7, 2: 4, 3: 26, 4: 10, 5: 6, 6: 11, 7: 5, 8: 3 });
		expect(counts("cis-mysql", (id) => id.slice(0, 1))).toEqual({ 1: 7, 2: 24, 3: 8, 4: 9, 5: 12, 6: 4, 7: 7, 8: 3, 9: 4 });
		const index = indexFrameworks(frameworks);
		const served = (engine: string) =>
			Object.keys(index.of("rds-instance-tls-required", engine)).filter((id) => /postgresql|mysql/.test(id));
		expect([served("postgres"), served("mysql"), served("aurora-mysql"), served("sqlserver-ex")]).toEqual([
			["cis-postgresql"],
			["cis-mysql"],
			["cis-mysql"],
			[],
		]);
	});

	it("of the CIS benchmark of EKS are complete", () => {
		expect(counts("cis-eks", (id) => id.slice(0, 3))).toEqual({
			"2.1": 1,
			"3.1": 4,
			"3.2": 8,
			"4.1": 12,
			"4.2": 5,
			"4.3": 2,
			"4.4": 2,
			"4.5": 2,
			"5.1": 4,
			"5.2": 1,
			"5.3": 1,
			"5.4": 4,
			"5.5": 1,
		});
	});

	it("of the technical families of NIST SP 800-53 cover every base control that is not withdrawn", () => {
		expect(counts("nist-800-53", (id) => /^([A-Z]{2})-\d+$/.exec(id)?.[1])).toEqual({
			AC: 23,
			AU: 15,
			CA: 8,
			CM: 14,
			CP: 12,
			IA: 13,
			IR: 9,
			MP: 8,
			RA: 9,
			SA: 16,
			SC: 47,
			SI: 22,
		});
	});
});
