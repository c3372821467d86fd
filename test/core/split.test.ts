import { describe, expect, it } from "vitest";
import { scopeName } from "../../shared/core/history/scope-name.ts";
import { splitByScope } from "../../shared/core/history/split.ts";
import type { Inventory } from "../../shared/core/inventory.ts";
import { compliant } from "../support/compliant/index.ts";
import { connectionFrom, ordersDatabase, prod } from "../support/estate.ts";
import { instance, rdsDenied, snapshotOf } from "../support/findings.ts";
import { days } from "../support/rule-table.ts";

const at = (region: string, name: string, differences: object = {}) => ({
	...instance(name, differences),
	region,
	arn: `arn:aws:rds:${region}:111122223333:db:${name}`,
});
const scope = (region: string) => ({ partition: "aws", account: "111122223333", region });
const inventory: Inventory = {
	scopes: [scope("eu-west-1"), scope("us-east-1")],
	resources: [at("eu-west-1", "a"), at("us-east-1", "b", { storageEncrypted: false }), at("us-east-1", "member", { clusterId: "c" })],
	errors: [{ ...rdsDenied, scope: scope("us-east-1") }],
};
const whole = snapshotOf(inventory, {
	suppressions: [{ id: "s", resources: ["b"], owner: "o", reason: "r", expires: days(1) }],
});

describe("a snapshot by scope", () => {
	it("is itself when there is one scope", () => {
		const one = snapshotOf({ ...inventory, scopes: [scope("eu-west-1")], resources: [at("eu-west-1", "a")], errors: [] });
		expect(splitByScope(one).map(({ snapshot }) => snapshot)).toEqual([one]);
	});

	it("holds each finding and each error once, where its resource is", () => {
		const parts = splitByScope(whole, inventory.resources);
		expect(parts.map((part) => scopeName(part.scope))).toEqual(["111122223333.eu-west-1", "111122223333.us-east-1"]);
		expect(parts.flatMap(({ snapshot }) => snapshot.findings).length).toBe(whole.findings.length);
		for (const { scope, snapshot } of parts) {
			expect(snapshot.findings.every(({ resource }) => resource.region === scope.region)).toBe(true);
			expect(snapshot.scope.scopes).toEqual([scope]);
			expect([snapshot.id, snapshot.rules, snapshot.finishedAt]).toEqual([whole.id, whole.rules, whole.finishedAt]);
		}
		expect(parts.map(({ snapshot }) => snapshot.collectionErrors.length)).toEqual([0, 1]);
	});

	it("counts for each scope what is in it", () => {
		const [west, east] = splitByScope(whole, inventory.resources).map(({ snapshot }) => snapshot);
		expect(west?.summary).toMatchObject({ resources: 1, complete: true, suppressed: 0, resourcesByKind: { "rds.DbInstance": 1 } });
		expect(east?.summary).toMatchObject({ resources: 2, complete: false, suppressed: 1, resourcesByKind: { "rds.DbInstance": 2 } });
		expect(west?.suppressions).toMatchObject([{ status: "unused", findings: 0 }]);
		expect(east?.suppressions).toMatchObject([{ status: "active", findings: 1 }]);
		const failing = [west, east].map((snapshot) => Object.values(snapshot?.summary.failing ?? {}).reduce((sum, count) => sum + count, 0));
		expect((failing[0] ?? 0) + (failing[1] ?? 0)).toBe(Object.values(whole.summary.failing).reduce((sum, count) => sum + count, 0));
	});

	it("is complete where all that is unknown is suppressed", () => {
		const unknown = [at("eu-west-1", "a", { storageEncrypted: undefined }), at("us-east-1", "b", { storageEncrypted: undefined })];
		const snapshot = snapshotOf(
			{ ...inventory, resources: unknown, errors: [] },
			{ suppressions: [{ id: "s", resources: ["*:db:a"], owner: "o", reason: "r", expires: days(1) }] },
		);
		expect(splitByScope(snapshot, unknown).map((part) => part.snapshot.summary.complete)).toEqual([true, false]);
		expect(snapshot.summary.complete).toBe(false);
	});

	it("makes no scope of the EKS cluster that a resource of AWS belongs to", () => {
		const nodeGroup = { ...compliant("eks.NodeGroup"), account: "111122223333", region: "us-east-1", cluster: "prod" };
		const resources = [...inventory.resources, nodeGroup];
		const parts = splitByScope(whole, resources);
		expect(parts.map((part) => scopeName(part.scope))).toEqual(["111122223333.eu-west-1", "111122223333.us-east-1"]);
		expect(parts[1]?.snapshot.summary.resourcesByKind).toEqual({ "rds.DbInstance": 2, "eks.NodeGroup": 1 });
	});

	it("counts resources by their findings when the inventory is not at hand, and no scope as one", () => {
		const [, east] = splitByScope(whole).map(({ snapshot }) => snapshot);
		expect(east?.summary.resources).toBe(2);
	});

	it("has a scope of its own for what is listed once an account, found or not", () => {
		const [rule] = whole.rules;
		const names = splitByScope({ ...whole, rules: rule ? [{ ...rule, resource: "iam.Policy" }] : [] }).map((part) => scopeName(part.scope));
		expect(names).toEqual(["111122223333.eu-west-1", "111122223333.global", "111122223333.us-east-1"]);
	});

	it("gives clusters and databases what the estate knows of them", () => {
		const place = { partition: "aws", account: "123456789012", region: "eu-west-1" };
		const connection = connectionFrom("api", {
			partition: "-",
			account: "-",
			region: "-",
			arn: "postgres://db/#1",
			server: "postgres://db/",
		});
		const estate = snapshotOf({
			scopes: [place, { ...place, cluster: "prod" }, { partition: "-", account: "-", region: "-" }],
			resources: [ordersDatabase, prod, connection],
			errors: [],
		});
		const shares = Object.fromEntries(splitByScope(estate).map(({ scope, snapshot }) => [scopeName(scope), snapshot.estate]));
		expect(shares.outside?.connections.map(({ arn }) => arn)).toEqual(["postgres://db/#1"]);
		expect(shares["123456789012.eu-west-1"]?.atRest.map(({ resource }) => resource)).toContain(ordersDatabase.arn);
		expect(shares["123456789012.eu-west-1"]?.connections).toEqual([]);
		expect(shares.outside?.atRest).toEqual([]);
	});
});

describe("the name of a scope", () => {
	const cluster = (name: string) => scopeName({ ...scope("eu-west-1"), cluster: name });
	it.each([
		[scope("eu-west-1"), "111122223333.eu-west-1"],
		[{ ...scope("eu-west-1"), cluster: "prod" }, "111122223333.eu-west-1.prod"],
		[{ partition: "-", account: "-", region: "-" }, "outside"],
		[{ partition: "-", account: "-", region: "-", cluster: "admin@k8s.local/é" }, "outside.admin!40k8s!2elocal!2f!c3!a9"],
	])("of %j is %s", (scope, name) => {
		expect(scopeName(scope)).toBe(name);
	});

	it("stays short, and different names stay different", () => {
		const long = "x".repeat(1000);
		expect(cluster(long).length).toBeLessThan(260);
		expect(cluster(`${long}a`)).not.toBe(cluster(`${long}b`));
		expect(cluster("a.b")).not.toBe(cluster("a!2eb"));
		expect(cluster("../..")).toMatch(/^[A-Za-z0-9._!-]+$/);
	});
});
