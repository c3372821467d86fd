import { describe, expect, it } from "vitest";
import { extendFrameworks, type Framework, indexFrameworks } from "../../shared/core/framework.ts";
import { frameworks } from "../../shared/frameworks/index.ts";

const index = indexFrameworks([
	{
		id: "one",
		title: "One",
		version: "1",
		source: "https://example.com",
		requirements: [
			{ id: "1", title: "TLS", rules: ["tls"] },
			{ id: "2", title: "TLS of PostgreSQL", rules: ["tls"], engines: ["postgres"] },
			{ id: "3", title: "TLS of SQL Server", rules: ["tls", "sql"], engines: ["sqlserver"] },
			{ id: "4", title: "People", rules: [], unassessed: "About people." },
		],
	},
	{ id: "two", title: "Two", version: "1", source: "https://example.com", requirements: [{ id: "a", title: "Any", rules: ["tls"] }] },
]);

describe("the index of frameworks", () => {
	it("names all that a rule serves", () => {
		expect(index.get("tls")).toEqual({ one: ["1", "2", "3"], two: ["a"] });
		expect(index.get("none")).toBeUndefined();
		expect([...index].map(([rule]) => rule)).toEqual(["tls", "sql"]);
	});

	it.each([
		["postgres", { one: ["1", "2"], two: ["a"] }],
		["sqlserver-se", { one: ["1", "3"], two: ["a"] }],
		["mysql", { one: ["1"], two: ["a"] }],
		["aurora-postgresql", { one: ["1"], two: ["a"] }],
		[undefined, { one: ["1", "2", "3"], two: ["a"] }],
	])("leaves out requirements about other engines than %s", (engine, expected) => {
		expect(index.of("tls", engine)).toEqual(expected);
	});

	it("gives nothing for a rule that serves nothing, and none of another engine", () => {
		expect(index.of("none", "postgres")).toEqual({});
		expect(index.of("sql", "postgres")).toEqual({});
	});

	it("tells Security Hub's controls for TLS apart by engine", () => {
		const shipped = indexFrameworks(frameworks);
		const controls = (engine: string) => shipped.of("rds-instance-tls-required", engine).fsbp;
		expect(["postgres", "mysql", "sqlserver-ee", "mariadb"].map(controls)).toEqual([["RDS.38"], ["RDS.39"], ["RDS.41"], ["RDS.44"]]);
	});
});

describe("frameworks with further rules", () => {
	const framework = (id: string, requirements: Framework["requirements"]): Framework => ({
		id,
		title: id,
		version: "1",
		source: "https://example.com",
		requirements,
	});
	const known = [
		framework("one", [
			{ id: "1", title: "Encrypt", rules: ["tls"] },
			{ id: "2", title: "Train", rules: [], unassessed: "About people." },
		]),
		framework("two", [{ id: "1", title: "Other", rules: ["tls"] }]),
	];

	it("name them after those of the catalogue, and count a requirement as assessed that had no rule", () => {
		const { frameworks: extended, unknown } = extendFrameworks(
			known,
			new Map([
				["policy/a", { one: ["1", "2", "2"] }],
				["policy/b", { one: ["2"] }],
			]),
		);
		expect(extended[0]?.requirements).toEqual([
			{ id: "1", title: "Encrypt", rules: ["tls", "policy/a"] },
			{ id: "2", title: "Train", rules: ["policy/a", "policy/b"] },
		]);
		expect(extended[1]?.requirements[0]).toBe(known[1]?.requirements[0]);
		expect(unknown).toEqual([]);
		expect(indexFrameworks(extended).get("policy/a")).toEqual({ one: ["1", "2"] });
	});

	it("stay as they are when nothing is added, and what they do not have is told", () => {
		const stated = new Map([
			["policy/a", { three: ["1"], one: ["9"] }],
			["policy/b", JSON.parse('{"__proto__": ["1"]}')],
		]);
		const { frameworks: extended, unknown } = extendFrameworks(known, stated);
		expect(extended).toBe(known);
		expect(unknown).toEqual([
			{ rule: "policy/a", framework: "three" },
			{ rule: "policy/a", framework: "one", requirement: "9" },
			{ rule: "policy/b", framework: "__proto__" },
		]);
	});
});
