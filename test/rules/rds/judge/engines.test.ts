import { describe, expect, it } from "vitest";
import { compareVersions, defaultPort } from "../../../../shared/rules/rds/judge/engines.ts";

describe("default ports", () => {
	it.each([
		["postgres", 5432],
		["aurora-postgresql", 5432],
		["mysql", 3306],
		["aurora-mysql", 3306],
		["mariadb", 3306],
		["oracle-se2-cdb", 1521],
		["custom-oracle-ee", 1521],
		["sqlserver-web", 1433],
		["db2-ae", 50000],
		["neptune", undefined],
		["mcustom-ysql", undefined],
	])("%s listens on %s", (engine, port) => expect(defaultPort(engine)).toBe(port));
});

describe("versions", () => {
	it.each([
		["10.6.14", "10.6", 1],
		["10.5.9", "10.6", -1],
		["16", "16.0", 0],
		["10.11", "10.6", 1],
		["9.6.22-R1", "9.6.22", 0],
		["unknown", "1", -1],
		["R9", "1", -1],
	])("%s against %s", (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign));
});
