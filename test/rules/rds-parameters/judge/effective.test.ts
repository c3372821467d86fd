import { describe, expect, it } from "vitest";
import { seen } from "../../../../shared/core/observed.ts";
import type { DbCluster, DbInstance } from "../../../../shared/core/resources/index.ts";
import { type Effective, effective, force } from "../../../../shared/rules/rds-parameters/judge/effective.ts";
import { compliant } from "../../../support/compliant/index.ts";
import { grouped, members, sqlserverInstance } from "../support.ts";

const instance = (change: Partial<DbInstance> = {}): DbInstance => ({ ...compliant("rds.DbInstance"), ...change });
const cluster = (change: Partial<DbCluster> = {}): DbCluster => ({ ...compliant("rds.DbCluster"), ...change });
const one = (name: string, value?: string, source = "user") => ({
	parameters: seen({
		[name]: { ...(value === undefined ? {} : { value }), source, applyType: "static" as const, level: "instance" as const },
	}),
});

describe("the value in force", () => {
	it("is the group's", () => {
		expect(effective(instance(one("log_statement", "mod")), "log_statement")).toEqual({
			name: "log_statement",
			value: "mod",
			source: "user",
			applyType: "static",
			level: "instance",
		});
	});

	it("keeps an empty value, which differs from none", () => {
		expect(effective(instance(one("log_line_prefix", "")), "log_line_prefix")).toMatchObject({ value: "", source: "user" });
	});

	it("is the group's even when RDS or the engine set it", () => {
		expect(effective(instance(one("rds.force_ssl", "0", "system")), "rds.force_ssl")).toMatchObject({ value: "0", source: "system" });
	});

	it("is the documented default when the group names none", () => {
		expect(effective(instance(one("log_statement", undefined, "user")), "log_statement")).toMatchObject({
			value: "none",
			source: "engine-default",
			applyType: "static",
		});
	});

	it("is the documented default when the parameter is not in the group", () => {
		expect(effective(instance({ parameters: seen({}) }), "log_statement")).toMatchObject({
			value: "none",
			applyType: "dynamic",
			level: "instance",
		});
		expect(effective(cluster({ parameters: seen({}) }), "log_statement")).toMatchObject({ level: "cluster" });
	});

	it("takes SQL Server's default for no value, and only SQL Server's", () => {
		expect(effective(instance({ ...sqlserverInstance, ...one("rds.tls10", "DEFAULT") }), "rds.tls10")).toMatchObject({
			value: "disabled",
			source: "engine-default",
		});
		expect(effective(instance(one("log_error_verbosity", "default")), "log_error_verbosity")).toMatchObject({ source: "user" });
	});

	it("is unknown without documentation", () => {
		expect(() => effective(instance({ parameters: seen({}) }), "work_mem")).toThrow(
			"work_mem is not in the parameter group of orders, and its default for postgres 16.4 is not documented.",
		);
		expect(() => effective(instance(one("work_mem")), "work_mem")).toThrow("work_mem has no value in the parameter group of orders");
	});
});

describe("whether it is in force", () => {
	const value = (source: string, applyType: "static" | "dynamic", level: "instance" | "cluster" = "instance"): Effective => ({
		name: "p",
		value: "1",
		source,
		applyType,
		level,
	});

	it.each([
		["in-sync", "user", "static", "inForce"],
		["in-sync", "engine-default", "dynamic", "inForce"],
		["pending-reboot", "user", "static", "notInForce"],
		["pending-reboot", "user", "dynamic", "unproven"],
		["pending-reboot", "system", "static", "unproven"],
		["applying", "user", "static", "notInForce"],
		["applying", "user", "dynamic", "notInForce"],
		["applying", "engine-default", "dynamic", "unproven"],
		["failed-to-apply", "user", "dynamic", "notInForce"],
	] as const)("in a group that is %s: a %s %s value is %s", (status, source, applyType, state) => {
		expect(force(instance(grouped(status)), value(source, applyType))).toEqual({ state, status });
		expect(force(cluster(members(status)), value(source, applyType, "cluster"))).toEqual({ state, status });
	});

	it("looks at the groups of the parameter's own level", () => {
		const groups = instance({
			parameterGroups: [
				{ name: "own", status: "in-sync", level: "instance" },
				{ name: "shared", status: "pending-reboot", level: "cluster" },
			],
		});
		expect(force(groups, value("user", "static", "instance")).state).toBe("inForce");
		expect(force(groups, value("user", "static", "cluster")).state).toBe("notInForce");
	});

	it("names what weighs more than a pending reboot", () => {
		const both = {
			...members("pending-reboot"),
			...{ members: [...members("pending-reboot").members, { id: "ledger-3", writer: false, parameterGroupStatus: "applying" }] },
		};
		expect(force(cluster(both), value("user", "dynamic", "cluster"))).toEqual({ state: "notInForce", status: "applying" });
	});

	it("is not known when AWS does not report a status", () => {
		expect(() => force(instance({ parameterGroups: [] }), value("user", "static"))).toThrow("DBParameterGroups");
		expect(() => force(instance(grouped("unknown")), value("user", "static"))).toThrow("ParameterApplyStatus");
		expect(() => force(cluster(members(undefined)), value("user", "static"))).toThrow("DBClusterParameterGroupStatus");
	});
});
