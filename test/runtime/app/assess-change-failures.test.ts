import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CollectionError } from "../../../shared/core/inventory.ts";
import {
	type AssessedApplication,
	application,
	assessedApplication,
	expectNoClaim,
	minute,
	scope,
	second,
	start,
} from "../../support/application/assessed.ts";
import { calledEvent, hubEvent } from "../../support/change-events.ts";
import { compliant } from "../../support/compliant/index.ts";
import { instance } from "../../support/findings.ts";
import type { MemoryStore } from "../../support/object-store.ts";

let app: AssessedApplication;
beforeEach(async () => {
	app = await assessedApplication();
});
// No claim is left behind.
afterEach(() => expectNoClaim(app));

describe("a message that is poisoned", () => {
	it("fails alone and ends in the dead-letter queue; nothing else is held up", async () => {
		app.decrypt();
		app.send({ hello: "world" }, app.modified(), calledEvent("rds:ModifyDBInstance", {}, { eventTime: "never" }));
		await app.run(start + 20 * second);
		expect(app.alerts()).toEqual(["new orders"]);
		await app.run();
		expect(app.dead.map(({ body }) => JSON.parse(body)).length).toBe(2);
	});

	it("from another account, or a region that is not scanned, is refused and not tried again", async () => {
		app.send(
			calledEvent("rds:ModifyDBInstance", { account: "999988887777" }),
			calledEvent("rds:ModifyDBInstance", { region: "eu-north-1" }),
			hubEvent({ AwsAccountId: "999988887777" }),
		);
		await app.run();
		expect(app.reads).toEqual([]);
		expect(app.dead).toEqual([]);
		expect(app.logs.filter((message) => message.includes("refused"))).toHaveLength(2);
	});

	it("of a scope that fails does not fail the others", async () => {
		const { place } = app.ports;
		app.ports.place = async (asked) => {
			if (asked.account === "444455556666") throw new Error("STS is down.");
			return place(asked);
		};
		app.decrypt();
		app.send(calledEvent("rds:ModifyDBInstance", { account: "444455556666" }), app.modified());
		await app.run(start + 20 * second);
		expect(app.alerts()).toEqual(["new orders"]);
		await app.run();
		expect(app.dead).toHaveLength(1);
	});

	it("with a clock that is ahead keeps nobody waiting", async () => {
		app.decrypt();
		app.send(app.modified("e-1", start + 365 * 24 * 60 * minute));
		await app.run(start + minute);
		expect(app.alerts()).toEqual(["new orders"]);
	});
});

describe("what cannot be read", () => {
	const unread = (cause: CollectionError["cause"], kinds: CollectionError["kinds"] = ["rds.DbInstance"]): CollectionError => ({
		service: "rds",
		operation: "DescribeDBInstances",
		cause,
		message: "Rate exceeded",
		scope,
		kinds,
	});

	it("for a moment resolves nothing, says nothing, and is tried again", async () => {
		app.decrypt();
		app.send(app.modified());
		await app.run();
		app.world.resources = [instance("orders"), compliant("kms.Key")];
		app.world.errors = [unread("throttled")];
		app.send(app.modified("e-2"));
		const published = app.snapshots().length;
		await app.run(app.now() + 70 * second);
		expect(app.snapshots()).toHaveLength(published);
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "fail" });
		app.world.errors = [];
		await app.run();
		expect(app.alerts()).toEqual(["new orders", "resolved orders"]);
		expect(app.dead).toEqual([]);
	});

	it("for long is published as unread, and the failure is carried", async () => {
		app.decrypt();
		app.send(app.modified());
		await app.run();
		app.world.errors = [unread("throttled")];
		app.send(app.modified("e-2"));
		await app.run();
		expect(
			app
				.alerts()
				.slice(1)
				.every((alert) => alert.startsWith("unreadable")),
		).toBe(true);
		expect(app.alerts()).not.toContain("resolved orders");
		expect((await app.latest())?.carried?.map(({ finding }) => finding.resource.name)).toContain("orders");
		expect((await app.latest())?.collectionErrors).toHaveLength(1);
		app.world.errors = [];
		app.send(app.modified("e-3"));
		await app.run();
		expect(app.alerts()).not.toContain("resolved orders");
		expect((await app.latest())?.collectionErrors).toEqual([]);
	});

	it("since it is denied is published at once", async () => {
		app.world.errors = [unread("denied")];
		app.send(app.modified());
		await app.run(start + 20 * second);
		expect((await app.latest())?.collectionErrors).toHaveLength(1);
		expect((await app.latest())?.summary.complete).toBe(false);
	});

	it("beside it, but joined with it, counts as well", async () => {
		app.world.errors = [unread("timeout", ["secretsmanager.Secret"])];
		app.send(calledEvent("kms:DisableKeyRotation"));
		await app.run(start + 20 * second);
		expect(app.snapshots()).toHaveLength(1);
		expect(app.waiting).toHaveLength(1);
	});
});

describe("an invocation that ends between any two effects", () => {
	it("loses nothing and says nothing that is not so", async () => {
		const stores = (): MemoryStore[] => [app.evidence, app.state];
		for (const which of [0, 1])
			for (let write = 0; write < 6; write++)
				for (const when of ["before", "after"] as const) {
					app = application();
					await app.wholeScan("whole-1", start - 10 * minute, start - 9 * minute);
					app.decrypt();
					app.send(app.modified());
					stores()[which]?.crashAt(write, when);
					await app.run();
					const place = `${which} ${write} ${when}`;
					expect([place, await app.verdicts()]).toEqual([place, expect.objectContaining({ "test-encrypted orders": "fail" })]);
					// Kept twice for two looks at most; a target is told of an open incident once.
					expect([place, [...new Set(app.alerts())]]).toEqual([place, ["new orders"]]);
					expect([place, app.dead]).toEqual([place, []]);
				}
	});

	it("while the queue takes nothing has its message come again", async () => {
		const { later } = app.ports;
		app.ports.later = async () => {
			app.ports.later = later;
			throw new Error("SQS is down.");
		};
		app.decrypt();
		app.send(app.modified());
		await app.run();
		expect(app.alerts()).toEqual(["new orders"]);
		expect(app.dead).toEqual([]);
	});
});
