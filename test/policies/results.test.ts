import { describe, expect, it } from "vitest";
import { bounded, readPackageResults, readResults } from "../../shared/policies/results.ts";

describe("a result", () => {
	it("is a text, or an object with msg and what else it states", () => {
		const object = {
			msg: "b",
			id: "x",
			severity: "critical",
			frameworks: { soc2: "CC6.7", "pci-dss": ["4.2.1", 8.1] },
			remediation: "Fix it.",
			other: 1,
		};
		expect(readResults(["a", object], "deny")).toEqual([
			{ rule: "deny", msg: "a" },
			{
				rule: "deny",
				msg: "b",
				id: "x",
				severity: "critical",
				frameworks: { soc2: ["CC6.7"], "pci-dss": ["4.2.1", "8.1"] },
				remediation: "Fix it.",
			},
		]);
	});

	it("may leave things null", () => {
		expect(readResults([{ msg: "a", id: null, severity: null, frameworks: null, remediation: null }], "warn")).toEqual([
			{ rule: "warn", msg: "a" },
		]);
	});

	it.each<[unknown, string]>([
		[true, "deny is true; a set is expected (deny contains msg if …)"],
		["text", 'deny is "text"; a set is expected'],
		[[["a"]], 'deny[0] is ["a"]; a text or an object with msg is expected'],
		[["a", null], "deny[1] is null; a text or an object with msg is expected"],
		[[{}], "deny[0].msg is undefined; a text is expected"],
		[[{ msg: 1 }], "deny[0].msg is 1; a text is expected"],
		[[{ msg: "a", id: 1 }], "deny[0].id is 1; a text is expected"],
		[[{ msg: "a", id: "" }], 'deny[0].id is ""; a text is expected'],
		[[{ msg: "a", severity: "High" }], 'deny[0].severity is "High"; it must be one of critical, high'],
		[[{ msg: "a", remediation: [] }], "deny[0].remediation is []; a text is expected"],
		[[{ msg: "a", frameworks: "soc2" }], "deny[0].frameworks must map framework ids"],
		[[{ msg: "a", frameworks: { soc2: [{}] } }], "deny[0].frameworks must map framework ids"],
		[["x".repeat(200)].map((text) => [text]), `deny[0] is ["${"x".repeat(77)}…; a text`],
	])("is not %j", (value, message) => {
		expect(() => readResults(value, "deny")).toThrow(TypeError);
		expect(() => readResults(value, "deny")).toThrow(message);
	});

	it("is cut where it is long, and not in the middle of a character", () => {
		const [cut, whole] = readResults([`${"a".repeat(998)}🎉🎉`, "b".repeat(1_000)], "deny");
		expect(cut?.msg).toBe(`${"a".repeat(998)}…`);
		expect(whole?.msg).toBe("b".repeat(1_000));
	});

	it("has an id that fits into a rule id", () => {
		const ids = ["no verify/x", "ä", "a.b_c-D9", "x".repeat(70)].map((id) => readResults([{ msg: "m", id }], "deny")[0]?.id);
		expect(ids).toEqual(["no-verify-x", "-", "a.b_c-D9", `${"x".repeat(63)}…`]);
	});

	it("keeps twenty frameworks of twenty requirements", () => {
		const frameworks = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, Array(30).fill("r")]));
		const [result] = readResults([{ msg: "m", frameworks }], "deny");
		expect(Object.values(result?.frameworks ?? {}).map((ids) => ids.length)).toEqual(Array(20).fill(20));
	});
});

describe("the results of a package", () => {
	it("are those of deny, warn and violation, whatever else it has", () => {
		expect(readPackageResults({ violation: ["c"], deny: ["a"], warn: ["b"], helper: 1 })).toEqual([
			{ rule: "deny", msg: "a" },
			{ rule: "warn", msg: "b" },
			{ rule: "violation", msg: "c" },
		]);
		expect(readPackageResults({})).toEqual([]);
	});

	it("are an error when the package is no object", () => {
		expect(() => readPackageResults([])).toThrow("the package is []");
	});
});

describe("many results", () => {
	it("are kept in order to twenty of each id, and all counted", () => {
		const results = Array.from({ length: 60 }, (_, index) => ({
			rule: "deny" as const,
			msg: `m${99 - index}`,
			...(index % 2 ? { id: "x" } : {}),
		}));
		const kept = bounded(results);
		expect(kept.total).toBe(60);
		expect(kept.results).toHaveLength(40);
		expect(kept.results.map(({ msg }) => msg)).toEqual(kept.results.map(({ msg }) => msg).toSorted());
		expect(kept.results.filter(({ id }) => id === "x")).toHaveLength(20);
	});

	it("are kept to twenty ids", () => {
		const results = Array.from({ length: 50 }, (_, index) => ({ rule: "deny" as const, msg: "m", id: `i${index}` }));
		expect(bounded(results)).toMatchObject({ total: 50, results: { length: 20 } });
	});
});
