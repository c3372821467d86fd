import { describe, expect, it } from "vitest";
import { areWiderThan, blocksWithout, isWiderThan } from "../../../../shared/rules/kubernetes/judge/ranges.ts";
import { databasePorts, reaches } from "../../../../shared/rules/kubernetes/judge/sources.ts";
import { container, databaseWorkload } from "../../../support/compliant/kubernetes.ts";

const listening = (engine: string, ...ports: { port: number; protocol: string }[]) => ({
	...databaseWorkload,
	database: { engine, by: "image" as const },
	containers: [container({ ports })],
});
const tcp = (port: number) => ({ port, protocol: "TCP" });
const source = (...ports: { port: string; endPort?: number; protocol: string }[]) => ({ kind: "anywhere" as const, detail: "", ports });

describe("the ports of a database", () => {
	it.each([
		["postgres", 5432],
		["mysql", 3306],
		["mariadb", 3306],
		["mongodb", 27017],
		["redis", 6379],
		["cassandra", 9042],
	])("are the usual one of %s", (engine, port) => {
		expect(databasePorts(listening(engine))).toEqual([port]);
		expect(databasePorts(listening(engine, tcp(8008), tcp(port)))).toEqual([port]);
	});

	it("are those that are declared when the usual one is not among them", () => {
		expect(databasePorts(listening("postgres", tcp(6543), tcp(8008), { port: 53, protocol: "UDP" }))).toEqual([6543, 8008]);
		expect(databasePorts(listening("unknown", tcp(7000)))).toEqual([7000]);
		expect(databasePorts(listening("unknown"))).toEqual([]);
	});
});

describe("a source of a NetworkPolicy", () => {
	it("reaches every port when it names none", () => {
		expect(reaches(source(), [5432])).toBe(true);
	});

	it("reaches one of several ports of a database", () => {
		expect(reaches(source({ port: "6543", protocol: "TCP" }), [5432, 6543])).toBe(true);
		expect(reaches(source({ port: "6544", protocol: "TCP" }), [5432, 6543])).toBe(false);
	});

	it("may reach a database whose ports are not known, by TCP", () => {
		expect(reaches(source({ port: "7000", protocol: "TCP" }), [])).toBe(true);
		expect(reaches(source({ port: "7000", protocol: "UDP" }), [])).toBe(false);
	});
});

describe("a CIDR block without others", () => {
	it.each([
		["10.0.0.0/8", [], ["10.0.0.0/8"]],
		["10.0.0.0/8", ["10.0.0.0/9"], ["10.128.0.0/9"]],
		["10.0.0.0/8", ["10.128.0.0/9"], ["10.0.0.0/9"]],
		["10.0.0.0/8", ["10.64.0.0/10"], ["10.0.0.0/10", "10.128.0.0/9"]],
		["10.0.0.0/8", ["10.0.0.0/10", "10.192.0.0/10"], ["10.64.0.0/10", "10.128.0.0/10"]],
		["10.0.0.0/8", ["10.0.0.0/8"], []],
		["10.0.0.0/8", ["0.0.0.0/0"], []],
		["10.0.0.0/8", ["9.0.0.0/8", "11.0.0.0/8", "fd00::/8"], ["10.0.0.0/8"]],
		["::/0", ["8000::/1"], ["::/1"]],
	])("%s without %j is %j", (cidr, except, left) => {
		expect(blocksWithout(cidr, except)).toEqual(left);
	});
});

describe("a network", () => {
	it("is wide when it is larger than the smallest that is not", () => {
		expect(isWiderThan("10.0.0.0/16", 16, 48)).toBe(false);
		expect(isWiderThan("10.0.0.0/15", 16, 48)).toBe(true);
		expect(isWiderThan("fd00::/48", 16, 48)).toBe(false);
		expect(isWiderThan("fd00::/47", 16, 48)).toBe(true);
	});

	it("is as wide as its parts together", () => {
		expect(areWiderThan(["10.0.0.0/17", "10.1.0.0/17"], 16, 48)).toBe(false);
		expect(areWiderThan(["10.0.0.0/17", "10.1.0.0/17", "10.2.0.0/32"], 16, 48)).toBe(true);
		expect(areWiderThan([], 16, 48)).toBe(false);
	});
});
