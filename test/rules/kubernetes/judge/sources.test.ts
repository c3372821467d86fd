import { describe, expect, it } from "vitest";
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
		expect(reaches(source(), [5432])).toBe("yes");
	});

	it("reaches one of several ports of a database", () => {
		expect(reaches(source({ port: "6543", protocol: "TCP" }), [5432, 6543])).toBe("yes");
	});

	it("may reach a database whose ports are not known, by TCP", () => {
		expect(reaches(source({ port: "7000", protocol: "TCP" }), [])).toBe("yes");
		expect(reaches(source({ port: "7000", protocol: "UDP" }), [])).toBe("no");
	});

	it.each(["postgres", "tcp5432", "5432tcp"])("may reach it by the name %s", (port) => {
		expect(reaches(source({ port, protocol: "TCP" }), [5432])).toBe("maybe");
	});

	it.each(["metrics", "http-health", "patroni", "9187"])("does not reach it by %s", (port) => {
		expect(reaches(source({ port, protocol: "TCP" }), [5432])).toBe("no");
	});
});
