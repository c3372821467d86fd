import { describe, expect, it } from "vitest";
import { knowsNothing } from "../../../shared/core/history/readings.ts";
import type { CollectionError } from "../../../shared/core/inventory.ts";
import type { ResourceKind } from "../../../shared/core/kinds.ts";
import type { Scope } from "../../../shared/core/scope.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../../support/findings.ts";

const region: Scope = { partition: "aws", account: "111122223333", region: "eu-west-1" };
const unread = (scope: Scope, ...kinds: ResourceKind[]): CollectionError => ({ ...rdsDenied, scope, kinds });
const of = (scope: Scope, judged: readonly ResourceKind[], errors: readonly CollectionError[]): Snapshot => {
	const snapshot = snapshotOf(inventoryOf([], []));
	return {
		...snapshot,
		scope: { ...snapshot.scope, scopes: [scope] },
		rules: judged.map((resource) => ({ ...(snapshot.rules[0] as Snapshot["rules"][number]), resource, kinds: [resource] })),
		findings: [],
		collectionErrors: [...errors],
	};
};

describe("whether a snapshot knows anything of its scope", () => {
	it("does, when a kind that is judged there was read, though there was nothing", () => {
		expect(knowsNothing(of(region, ["rds.DbInstance", "rds.DbCluster"], [unread(region, "rds.DbInstance")]))).toBe(false);
		expect(knowsNothing(of(region, ["rds.DbInstance"], []))).toBe(false);
	});

	it("does not, when none of the kinds could be read that belong to it: those of accounts and clusters lie elsewhere", () => {
		const judged: ResourceKind[] = ["rds.DbInstance", "iam.Principal", "kubernetes.Workload"];
		const global = { ...region, region: "global" };
		const cluster = { ...region, cluster: "prod" };
		expect(knowsNothing(of(region, judged, [unread(region, "rds.DbInstance")]))).toBe(true);
		expect(knowsNothing(of(global, judged, [unread(global, "iam.Principal")]))).toBe(true);
		expect(knowsNothing(of(cluster, judged, [unread(cluster, "kubernetes.Workload")]))).toBe(true);
		expect(knowsNothing(of(cluster, judged, [unread(cluster, "rds.DbInstance")]))).toBe(false);
	});

	it("does, when it carries what was known before", () => {
		const [finding] = snapshotOf(inventoryOf([instance("a", { storageEncrypted: false })], [])).findings.filter(
			({ verdict }) => verdict === "fail",
		);
		const blank = of(region, ["rds.DbInstance"], [unread(region, "rds.DbInstance")]);
		if (!finding) throw new Error("nothing fails");
		expect(knowsNothing({ ...blank, carried: [{ finding, snapshotId: "x", knownAt: blank.finishedAt, why: "unreadable" }] })).toBe(false);
		expect(knowsNothing({ ...blank, findings: [finding] })).toBe(false);
		expect(knowsNothing({ ...blank, findings: [{ ...finding, verdict: "indeterminate" }] })).toBe(true);
	});
});
