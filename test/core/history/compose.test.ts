import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compose, saysNothingNew } from "../../../shared/core/history/compose.ts";
import { withHistory } from "../../../shared/core/history/history.ts";
import { observedAt, readingOf } from "../../../shared/core/history/readings.ts";
import { splitByScope } from "../../../shared/core/history/split.ts";
import type { Inventory } from "../../../shared/core/inventory.ts";
import { type ResourceKind, sourceOf } from "../../../shared/core/kinds.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import { narrowed } from "../../../shared/core/rule.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import { complianceFindings } from "../../../shared/reports/ocsf.ts";
import { rules } from "../../../shared/rules/index.ts";
import { readInventory } from "../../../shared/runtime/inventory-file.ts";
import { judgeInventory } from "../../../shared/runtime/scan.ts";

const place = { partition: "aws", account: "111122223333", region: "eu-west-1" };
const morning = Date.parse("2026-11-20T06:00:00Z");
const minute = 60_000;

let world: Inventory;
let awsKinds: ResourceKind[];

beforeAll(async () => {
	const { inventory } = await readInventory("demo/estate.json");
	const resources = inventory.resources.filter(({ account, region }) => account === place.account && region === place.region);
	world = { scopes: [place], resources, errors: [] };
	awsKinds = [...new Set(resources.map(({ kind }) => kind))].filter((kind) => sourceOf(kind) === "aws");
});

/** The scope's snapshot of a scan that began at `startedAt` and took a minute. */
function scan(inventory: Inventory, startedAt: number, unique: string, kinds?: ReadonlySet<ResourceKind>): Snapshot {
	const snapshot = judgeInventory(kinds ? ofKinds(inventory, kinds) : inventory, {
		rules: kinds ? narrowed(rules, (kind) => kinds.has(kind)) : rules,
		selection: {},
		settings: { parameters: {}, severities: {}, enabled: [], disabled: [] },
		suppressions: [],
		startedAt,
		// The rules' own clock stands still, so that only what was read makes a difference.
		finishedAt: morning,
		unique,
	});
	const parts = splitByScope(snapshot, inventory.resources);
	const part = parts.find(({ scope }) => scope.account === place.account && scope.region === place.region && scope.cluster === undefined);
	if (!part) throw new Error("The scope has no part.");
	return {
		...part.snapshot,
		id: `${part.snapshot.id}-${unique}`,
		finishedAt: new Date(startedAt + minute).toISOString(),
		...(kinds ? { trigger: { cause: "change" as const, kinds: [...kinds], events: ["e-1"] } } : {}),
	};
}

/** What a look reads: the kinds, and the databases beside them, as the estate wants them. */
const ofKinds = ({ scopes, resources, errors }: Inventory, kinds: ReadonlySet<ResourceKind>): Inventory => ({
	scopes,
	resources: resources.filter(({ kind }) => kinds.has(kind) || kind === "rds.DbInstance" || kind === "rds.DbCluster"),
	errors: errors.filter((error) => error.kinds.some((kind) => kinds.has(kind))),
});

const verdicts = ({ findings }: Snapshot) =>
	findings.map(({ uid, verdict, severity, detail }) => `${uid} ${verdict} ${severity} ${detail}`);

/** What somebody would be told: the evidence of what passes is no news. */
const said = ({ findings }: Snapshot) =>
	findings
		.map(({ uid, verdict, severity, detail, evidence }) =>
			JSON.stringify([uid, verdict, severity, ...(verdict === "pass" ? [] : [detail, evidence])]),
		)
		.join("\n");

/** Turns every plain switch of a resource over. */
const turned = (resource: Resource): Resource =>
	Object.fromEntries(Object.entries(resource).map(([name, value]) => [name, typeof value === "boolean" ? !value : value])) as Resource;

/** Kinds with what happens to the resources of each. */
const changes = () =>
	fc.uniqueArray(
		fc.record({
			kind: fc.nat({ max: awsKinds.length - 1 }).map((index) => awsKinds[index] as ResourceKind),
			action: fc.constantFrom("turn", "drop", "empty"),
			which: fc.nat(50),
		}),
		{ selector: ({ kind }) => kind, minLength: 1, maxLength: 5 },
	);

function changed(inventory: Inventory, happened: readonly { kind: ResourceKind; action: string; which: number }[]): Inventory {
	const resources = happened.reduce<readonly Resource[]>((all, { kind, action, which }) => {
		const own = all.filter((resource) => resource.kind === kind);
		const struck = own[which % Math.max(1, own.length)];
		return all.flatMap((resource) => {
			if (resource.kind !== kind) return [resource];
			if (action === "empty") return [];
			if (resource !== struck) return [resource];
			return action === "drop" ? [] : [turned(resource)];
		});
	}, inventory.resources);
	return { ...inventory, resources };
}

describe("a look at some kinds, put into the last whole scan", () => {
	it("changes nothing in a world that did not change", () => {
		const before = scan(world, morning, "a");
		fc.assert(
			fc.property(fc.subarray(awsKinds, { minLength: 1 }), (kinds) => {
				const look = scan(world, morning + minute, "b", new Set(kinds));
				const composed = compose(look, before);
				expect(composed && verdicts(composed)).toEqual(verdicts(before));
				expect(composed?.summary).toEqual(before.summary);
				expect(composed?.estate).toEqual(before.estate);
				expect(saysNothingNew(look, before)).toBe(true);
			}),
			{ numRuns: 15 },
		);
	}, 60_000);

	it("gives what a whole scan of the changed world gives, and the same drift", () => {
		const before = scan(world, morning, "a");
		fc.assert(
			fc.property(changes(), (happened) => {
				const after = changed(world, happened);
				const whole = scan(after, morning + minute, "b");
				const look = scan(after, morning + minute, "c", new Set(happened.map(({ kind }) => kind)));
				const composed = compose(look, before) as Snapshot;
				expect(verdicts(composed)).toEqual(verdicts(whole));
				expect(composed.summary.resourcesByKind).toEqual(whole.summary.resourcesByKind);
				expect(composed.summary.failing).toEqual(whole.summary.failing);
				expect(withHistory(composed, before).drift?.counts).toEqual(withHistory(whole, before).drift?.counts);
				expect(saysNothingNew(look, before)).toBe(said(whole) === said(before) && sameEstate(composed, before));
			}),
			{ numRuns: 30 },
		);
	}, 60_000);

	it("says when each kind was read", () => {
		const before = scan(world, morning, "a");
		const look = scan(world, morning + 10 * minute, "b", new Set(["rds.DbInstance"]));
		const composed = compose(look, before) as Snapshot;
		expect(composed).toMatchObject({
			id: look.id,
			startedAt: look.startedAt,
			trigger: { cause: "change", kinds: ["rds.DbInstance"], events: ["e-1"] },
			readings: {
				whole: { snapshotId: before.id, startedAt: before.startedAt },
				kinds: { "rds.DbInstance": { snapshotId: look.id, startedAt: look.startedAt } },
			},
		});
		expect(readingOf(composed, "rds.DbInstance")?.snapshotId).toBe(look.id);
		expect(readingOf(composed, "kms.Key")?.snapshotId).toBe(before.id);
		expect(readingOf(look, "kms.Key")).toBeUndefined();
		expect(observedAt(composed, "rds.DbInstance")).toBe(look.finishedAt);
		expect(observedAt(composed, "kms.Key")).toBe(before.finishedAt);
		// What other systems are told was last seen when it was.
		const [database, key] = (["rds.DbInstance", "kms.Key"] as const).map((kind) =>
			[...complianceFindings(composed)].find(({ resources }) => resources[0]?.type === kind),
		);
		expect(database?.finding_info.last_seen_time).toBe(Date.parse(look.finishedAt));
		expect(key?.finding_info.last_seen_time).toBe(Date.parse(before.finishedAt));
	});

	it("is complete where all that is unknown is suppressed", () => {
		const accepted = (snapshot: Snapshot): Snapshot => ({
			...snapshot,
			findings: snapshot.findings.map((finding) => (finding.verdict === "indeterminate" ? { ...finding, suppressedBy: "s" } : finding)),
		});
		const [before, look] = [scan(world, morning, "a"), scan(world, morning + minute, "b", new Set(["kms.Key"]))];
		expect(before.summary.verdicts.indeterminate).toBeGreaterThan(0);
		expect(compose(look, before)?.summary.complete).toBe(false);
		expect(compose(accepted(look), accepted(before))?.summary.complete).toBe(true);
	});

	it("keeps an earlier look at another kind", () => {
		const before = scan(world, morning, "a");
		const first = compose(scan(world, morning + minute, "b", new Set(["rds.DbInstance"])), before) as Snapshot;
		const second = compose(scan(world, morning + 2 * minute, "c", new Set(["kms.Key"])), first) as Snapshot;
		expect(Object.keys(second.readings?.kinds ?? {}).sort()).toEqual(["kms.Key", "rds.DbInstance"]);
		expect(second.readings?.whole.snapshotId).toBe(before.id);
		expect(second.trigger?.kinds).toEqual(["kms.Key"]);
	});

	it("is nothing when the kind was read again since", () => {
		const later = scan(world, morning + 10 * minute, "b");
		expect(compose(scan(world, morning, "a", new Set(["rds.DbInstance"])), later)).toBeUndefined();
		expect(saysNothingNew(scan(changed(world, [{ kind: "rds.DbInstance", action: "empty", which: 0 }]), morning, "a"), later)).toBe(true);
	});

	it("keeps what could not be read in the whole scan, until the kind is read", () => {
		const errors: Inventory["errors"] = [
			{
				service: "kms",
				operation: "ListKeys",
				cause: "denied",
				message: "Not allowed.",
				scope: place,
				kinds: ["kms.Key"],
			},
		];
		const blind = { ...world, resources: world.resources.filter(({ kind }) => kind !== "kms.Key"), errors };
		const before = scan(blind, morning, "a");
		const other = compose(scan(world, morning + minute, "b", new Set(["rds.DbInstance"])), before) as Snapshot;
		expect(other.collectionErrors).toEqual(errors);
		expect(other.summary.complete).toBe(false);
		const read = compose(scan(world, morning + 2 * minute, "c", new Set(["kms.Key"])), other) as Snapshot;
		expect(read.collectionErrors).toEqual([]);
		expect(verdicts(read)).toEqual(verdicts(scan(world, morning, "d")));
	});
});

describe("a whole scan that began before a look was published", () => {
	it("does not take the look's answer back", () => {
		const before = scan(world, morning, "a");
		const after = changed(world, [{ kind: "rds.DbInstance", action: "turn", which: 0 }]);
		const look = compose(scan(after, morning + 5 * minute, "b", new Set(["rds.DbInstance"])), before) as Snapshot;
		// It read the databases before they changed, and ended after the look.
		const stale = { ...scan(world, morning + 3 * minute, "c"), finishedAt: new Date(morning + 20 * minute).toISOString() };
		const composed = compose(stale, look) as Snapshot;
		expect(verdicts(composed)).toEqual(verdicts(look));
		expect(composed.trigger).toBeUndefined();
		expect(composed.readings?.whole.snapshotId).toBe(stale.id);
		expect(composed.readings?.kinds["rds.DbInstance"]?.startedAt).toBe(look.startedAt);
		expect(withHistory(composed, look).drift?.differences).toEqual([]);
	});

	it("becomes the latest though the look ended later", () => {
		const before = scan(world, morning, "a");
		const look = compose(scan(world, morning + 30 * minute, "b", new Set(["rds.DbInstance"])), before) as Snapshot;
		const composed = compose(
			scan(changed(world, [{ kind: "kms.Key", action: "empty", which: 0 }]), morning + 20 * minute, "c"),
			look,
		) as Snapshot;
		expect(composed.findings.some(({ resource }) => resource.kind === "kms.Key")).toBe(false);
		expect(composed.finishedAt).toBe(look.finishedAt);
	});

	it("is itself when everything in it is newer", () => {
		const before = scan(world, morning, "a");
		const look = compose(scan(world, morning + minute, "b", new Set(["rds.DbInstance"])), before) as Snapshot;
		const whole = scan(world, morning + 2 * minute, "c");
		expect(compose(whole, look)).toBe(whole);
	});
});

function sameEstate(one: Snapshot, two: Snapshot): boolean {
	return JSON.stringify([one.estate, one.summary]) === JSON.stringify([two.estate, two.summary]);
}
