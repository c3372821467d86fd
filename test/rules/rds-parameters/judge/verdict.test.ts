import { describe, expect, it } from "vitest";
import { seen } from "../../../../shared/core/observed.ts";
import type { DbCluster, DbInstance } from "../../../../shared/core/resources/index.ts";
import { on } from "../../../../shared/rules/rds-parameters/judge/requirement.ts";
import { judgeCluster, judgeInstance } from "../../../../shared/rules/rds-parameters/judge/verdict.ts";
import { compliant } from "../../../support/compliant/index.ts";
import { parameters } from "../../../support/compliant/rds.ts";
import { denied, grouped, member, postgres, valueless } from "../support.ts";

const instance = (change: Partial<DbInstance>): DbInstance => ({ ...compliant("rds.DbInstance"), ...change });
const ask = (change: Partial<DbInstance>, names: readonly string[] = ["log_connections"], inSync = false) =>
	judgeInstance(instance(change), () => names.map((name) => on(name)), { inSync });

it("names every parameter that holds", () => {
	expect(ask({}, ["log_connections", "log_disconnections"])).toMatchObject({
		verdict: "pass",
		detail: 'orders has log_connections = "1" and log_disconnections = "1".',
		evidence: { parameterGroupStatus: "in-sync" },
	});
});

it("names every parameter that is wrong", () => {
	const { detail } = ask(postgres("instance")({ log_connections: "0", log_disconnections: "off" }), [
		"log_connections",
		"log_disconnections",
	]);
	expect(detail).toBe('orders has log_connections = "0", which must be on; log_disconnections = "off", which must be on.');
});

it("does not decide on a dynamic value while a reboot is pending", () => {
	expect(ask(grouped("pending-reboot"))).toMatchObject({
		verdict: "indeterminate",
		detail:
			'orders has log_connections = "1", but its parameter group is pending-reboot and AWS does not report whether this value is in force already.',
		evidence: { parameterGroupStatus: "pending-reboot" },
	});
});

it("fails a dynamic value while a reboot is pending where the rule wants the group in sync", () => {
	expect(ask(grouped("pending-reboot"), ["log_connections"], true).verdict).toBe("fail");
});

it("leaves a default open even where the rule wants the group in sync", () => {
	expect(ask({ ...valueless("row_security"), ...grouped("pending-reboot") }, ["row_security"], true).verdict).toBe("indeterminate");
});

it("fails a static value before it wonders about a dynamic one", () => {
	expect(ask(grouped("pending-reboot"), ["log_connections", "rds.restrict_password_commands"])).toMatchObject({
		verdict: "fail",
		detail:
			'orders has rds.restrict_password_commands = "1", but its parameter group is pending-reboot: the value is not in force until the reboot.',
	});
});

it("judges a member on its cluster unless the member's own group sets the parameter", () => {
	const [own] = [postgres("instance")({ log_connections: "0" })];
	expect(ask({ ...member, ...postgres("cluster")({}) }).verdict).toBe("notApplicable");
	expect(ask({ ...member, ...valueless("log_connections") }).verdict).toBe("notApplicable");
	expect(ask({ ...member, ...own }).verdict).toBe("fail");
});

it("throws on what is unknown only when nothing is known to be wrong", () => {
	expect(ask(postgres("instance")({ log_connections: "0" }), ["unheard_of", "log_connections"]).verdict).toBe("fail");
	expect(() => ask({}, ["unheard_of", "log_connections"])).toThrow("unheard_of is not in the parameter group of orders");
});

it("lets a defect of a rule through", () => {
	const broken = {
		parameter: "log_connections",
		wanted: "be",
		accepts: () => {
			throw new TypeError("a defect");
		},
	};
	expect(() => judgeInstance(instance({}), () => [broken])).toThrow("a defect");
});

describe("a cluster whose members have groups of their own", () => {
	const withOwn = (cluster: string, ...own: readonly (string | undefined)[]): DbCluster => ({
		...compliant("rds.DbCluster"),
		...postgres("cluster")({ log_connections: cluster }),
		members: own.map((value, at) => ({
			id: `ledger-${at + 1}`,
			writer: at === 0,
			parameterGroupStatus: "in-sync",
			ownParameters: seen(parameters(value === undefined ? {} : { log_connections: value })),
		})),
	});
	const asked = (cluster: DbCluster) => judgeCluster(cluster, () => [on("log_connections")]);

	it("passes when every member sets what the cluster does not", () => {
		expect(asked(withOwn("0", "1", "on"))).toMatchObject({
			verdict: "pass",
			detail: 'ledger has log_connections = "1" (set for ledger-1) and log_connections = "on" (set for ledger-2).',
			evidence: { parameters: { "ledger-1/log_connections": { value: "1", source: "user" } } },
		});
	});

	it("fails when the cluster's wrong value still holds on a member", () => {
		expect(asked(withOwn("0", "1", undefined))).toMatchObject({
			verdict: "fail",
			detail: 'ledger has log_connections = "0", which must be on.',
		});
	});

	it("fails when a member sets the wrong value", () => {
		expect(asked(withOwn("1", undefined, "0"))).toMatchObject({
			verdict: "fail",
			detail: 'ledger has log_connections = "0" (set for ledger-2), which must be on.',
		});
	});

	it("goes by the cluster's group when no member sets anything, and when there are no members", () => {
		expect(asked(withOwn("1", undefined, undefined)).detail).toBe('ledger has log_connections = "1".');
		expect(asked(withOwn("1")).verdict).toBe("pass");
	});

	it("does not decide when a member's group could not be read", () => {
		const cluster = withOwn("1", undefined);
		const unreadable = { ...cluster, members: cluster.members.map((one) => ({ ...one, ownParameters: denied.parameters })) };
		expect(() => asked(unreadable)).toThrow("DescribeDBParameters");
	});

	it("leaves it to the member whether its own group is in force", () => {
		const cluster = withOwn("0", "1");
		const waiting = { ...cluster, members: cluster.members.map((one) => ({ ...one, parameterGroupStatus: "pending-reboot" })) };
		expect(asked(waiting).verdict).toBe("pass");
	});
});
