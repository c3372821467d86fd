import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assessChange } from "../../../shared/runtime/app/assess-change.ts";
import { type AssessedApplication, assessedApplication, expectNoClaim, minute, second, start } from "../../support/application/assessed.ts";
import { calledEvent, hubEvent, rdsEvent } from "../../support/change-events.ts";
import { compliant } from "../../support/compliant/index.ts";
import { instance } from "../../support/findings.ts";

let app: AssessedApplication;
beforeEach(async () => {
	app = await assessedApplication();
});
// No claim is left behind.
afterEach(() => expectNoClaim(app));

describe("a change", () => {
	it("is published within a minute of its event, with an alert, and the rest of the scope stays", async () => {
		app.decrypt();
		app.send(app.modified());
		await app.run();
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "fail", "test-backups orders": "pass" });
		expect((await app.latest())?.trigger).toEqual({ cause: "change", kinds: ["rds.DbInstance"], events: ["e-1"] });
		expect((await app.latest())?.readings?.whole.snapshotId).toBe("whole-1");
		expect(Object.keys(await app.verdicts())).toContain(`test-key-enabled ${compliant("kms.Key").name}`);
		expect(app.alerts()).toEqual(["new orders"]);
		const took = app.metrics.find(([name]) => name === "ChangeSeconds")?.[1];
		expect(took).toBeLessThan(60);
		expect(app.metrics).toContainEqual(["ChangesReceived", 1]);
	});

	it("that was undone is resolved", async () => {
		app.decrypt();
		app.send(app.modified());
		await app.run();
		app.world.resources = [instance("orders"), compliant("kms.Key")];
		app.send(app.modified("e-2"));
		await app.run();
		expect(app.alerts()).toEqual(["new orders", "resolved orders"]);
	});

	it("of something that is gone ends its findings", async () => {
		app.decrypt();
		app.send(app.modified());
		await app.run();
		app.world.resources = [compliant("kms.Key")];
		app.send(calledEvent("rds:DeleteDBInstance", { time: new Date(app.now()).toISOString() }));
		await app.run();
		expect(Object.keys(await app.verdicts())).toEqual([`test-key-enabled ${compliant("kms.Key").name}`]);
		expect(app.alerts()).toEqual(["new orders", "gone orders"]);
	});

	it("that AWS does not show yet is found by a second look", async () => {
		const before = app.world.resources;
		app.decrypt();
		app.world.stale = { until: start + 50 * second, resources: before };
		app.send(app.modified());
		await app.run(start + 40 * second);
		expect(app.snapshots()).toHaveLength(1);
		await app.run();
		expect(app.alerts()).toEqual(["new orders"]);
		expect((await app.latest())?.trigger?.events).toEqual(["e-1"]);
	});

	it("is looked at again for as long as something is on its way to another state, and no longer", async () => {
		app.world.resources = [instance("orders", { status: "modifying" })];
		app.send(app.modified());
		await app.run();
		const looks = app.reads.length;
		expect(looks).toBe(6);
		expect(app.now() - start).toBeLessThan(45 * minute);
		app.world.resources = [instance("orders")];
		app.send(app.modified("e-2"));
		await app.run();
		expect(app.reads.length - looks).toBe(2);
	});

	it("that comes to nothing is not published", async () => {
		app.send(app.modified());
		await app.run();
		expect(app.reads).toHaveLength(2);
		expect(app.snapshots()).toEqual([expect.stringContaining("whole-1")]);
		expect(app.alerts()).toEqual([]);
	});

	it("of what only passing findings tell is not published, since of a healthy database that is another every minute", async () => {
		app.world.resources = [instance("orders", { backupRetentionDays: 21 }), compliant("kms.Key")];
		app.send(app.modified());
		await app.run();
		expect(app.snapshots()).toHaveLength(1);
		app.world.resources = [instance("orders", { backupRetentionDays: 3 }), compliant("kms.Key")];
		app.send(app.modified("e-2"));
		await app.run();
		app.world.resources = [instance("orders", { backupRetentionDays: 2 }), compliant("kms.Key")];
		app.send(app.modified("e-3"));
		await app.run();
		expect(app.snapshots()).toHaveLength(3);
		expect(app.alerts()).toEqual(["new orders"]);
	});

	it("of another kind than is judged is not looked at", async () => {
		app.send(calledEvent("backup:DeleteBackupVault"), calledEvent("iam:PutRolePolicy", { region: "us-east-1" }));
		await app.run();
		expect(app.reads).toEqual([]);
		expect(app.dead).toEqual([]);
	});

	it("is read together with what it is joined with, but only its own kind is replaced", async () => {
		const asked: string[][] = [];
		const { read } = app.ports;
		app.ports.read = async (place, kinds, deadline) => {
			asked.push([...kinds]);
			return read(place, kinds, deadline);
		};
		app.decrypt();
		app.send(calledEvent("kms:DisableKeyRotation"));
		await app.run();
		expect(asked[0]).toEqual(expect.arrayContaining(["kms.Key", "rds.DbInstance", "secretsmanager.Secret", "eks.Cluster"]));
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "pass" });
	});
});

describe("events of a burst", () => {
	it("are one look, and one after a minute", async () => {
		app.decrypt();
		app.send(...Array.from({ length: 200 }, (_, index) => app.modified(`e-${index}`)));
		await app.run();
		expect(app.reads).toHaveLength(2);
		expect(app.alerts()).toEqual(["new orders"]);
		expect((await app.latest())?.trigger?.events).toHaveLength(20);
		expect(app.metrics).toContainEqual(["ChangesReceived", 200]);
	});

	it("over a minute are a few looks, however they are delivered", async () => {
		app.decrypt();
		const events = Array.from({ length: 200 }, (_, index) => ({
			event: app.modified(`e-${index}`, start + index * 300),
			at: start + index * 300 + 2000,
		}));
		for (let from = 0; from < 200; from += 34) {
			const part = events.slice(from, from + 34);
			app.pass(Math.max(0, (part.at(-1)?.at ?? 0) - app.now()));
			app.send(...part.map(({ event }) => event));
			await app.run(app.now());
		}
		await app.run();
		expect(app.reads.length).toBeLessThanOrEqual(9);
		expect(app.alerts()).toEqual(["new orders"]);
	});

	it("that never end are two looks a minute, and none of what they say is more than a minute old", async () => {
		for (let at = start; at < start + 20 * minute; at += 12 * second) {
			await app.run(at);
			app.pass(Math.max(0, at - app.now()));
			app.send(app.modified(`e-${at}`, at));
			if (at === start + 10 * minute) app.decrypt();
		}
		await app.run();
		expect(app.reads.length).toBeLessThanOrEqual(45);
		expect(app.alerts()).toEqual(["new orders"]);
		const published = Date.parse((await app.latest())?.startedAt ?? "");
		expect(published - (start + 10 * minute)).toBeLessThan(minute);
		expect(app.dead).toEqual([]);
	});

	it("that are delivered twice, late and out of order are what one of them is", async () => {
		app.decrypt();
		const events = Array.from({ length: 10 }, (_, index) => app.modified(`e-${index}`, start + index * second));
		app.pass(30 * second);
		app.send(...events.toReversed());
		await app.run(app.now() + 10 * second);
		const looks = app.reads.length;
		app.send(...events);
		await app.run(app.now() + 10 * second);
		expect(app.reads.length).toBe(looks);
		await app.run();
		expect(app.alerts()).toEqual(["new orders"]);
	});

	it("from before the last scan are known", async () => {
		app.send(app.modified("e-1", start - 11 * minute));
		await app.run();
		expect(app.reads).toEqual([]);
	});

	it("while somebody else looks wait until that is over, and are looked at again when it began before them", async () => {
		let inner: Promise<unknown> | undefined;
		app.world.duringRead = async () => {
			app.pass(30 * second);
			app.decrypt();
			inner = assessChange([{ id: "x", body: app.modified("e-2"), attempt: 1, sentAt: 0 }], app.context(), app.ports);
			await inner;
			expect(app.reads).toHaveLength(1);
		};
		app.send(app.modified());
		await app.run();
		expect(inner).toBeDefined();
		expect(app.alerts()).toEqual(["new orders"]);
	});
});

describe("other sources", () => {
	it.each<[string, () => unknown]>([
		["RDS", () => rdsEvent("RDS DB Instance Event")],
		["Security Hub", () => hubEvent({ UpdatedAt: new Date(start).toISOString() })],
	])("lead to the same: %s", async (_, event) => {
		app.decrypt();
		app.send(event());
		await app.run();
		expect(app.alerts()).toEqual(["new orders"]);
	});
});
