import { describe, expect, it } from "vitest";
import { indexFrameworks } from "../../shared/core/framework.ts";
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
