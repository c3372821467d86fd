import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnyRule } from "../../../shared/core/rule.ts";
import { assessChange } from "../../../shared/runtime/app/assess-change.ts";
import { CheckRecord } from "../../../shared/runtime/app/check-record.ts";
import {
	type AssessedApplication,
	application,
	assessedApplication,
	expectNoClaim,
	minute,
	rules,
	second,
	start,
} from "../../support/application/assessed.ts";
import { calledEvent, checkEvent } from "../../support/change-events.ts";
import { compliant } from "../../support/compliant/index.ts";

let app: AssessedApplication;
beforeEach(async () => {
	app = await assessedApplication();
});
// No claim is left behind.
afterEach(() => expectNoClaim(app));

describe("a scope", () => {
	it("without a snapshot is scanned as a whole, once, and the change is looked for then", async () => {
		app = application();
		app.decrypt();
		app.send(app.modified(), app.modified("e-2"));
		await app.run(start + minute);
		expect(app.scans).toHaveLength(1);
		expect(app.scans[0]).toMatch(/^change-[0-9a-f]{16}-\d+$/);
		app.pass(minute);
		await app.wholeScan("whole-1");
		await app.run();
		expect(app.reads).toEqual([]);
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "fail" });
		expect(app.dead).toEqual([]);
	});

	it("whose snapshot was judged by other rules is scanned as a whole", async () => {
		app.world.rules = rules.map((rule) => (rule.id === "test-encrypted" ? { ...rule, severity: "critical" } : rule)) as AnyRule[];
		app.send(app.modified());
		await app.run(start + minute);
		expect(new Set(app.scans).size).toBe(1);
		expect(app.snapshots()).toHaveLength(1);
	});

	it("whose snapshot another version made is scanned as a whole", async () => {
		app.world.generator = "parapet 9.9.9";
		app.send(app.modified());
		await app.run(start + minute);
		expect(new Set(app.scans).size).toBe(1);
	});

	it("that takes longer than an invocation is left to a whole scan", async () => {
		const { read } = app.ports;
		app.ports.read = async (place, kinds, deadline) => {
			const inventory = await read(place, kinds, deadline);
			await new Promise((resolve) => deadline.addEventListener("abort", resolve));
			return inventory;
		};
		const { later } = app.ports;
		app.ports.later = async (look, seconds) => {
			app.ports.read = read;
			await later(look, seconds);
		};
		// The deadline passes at once.
		let asked = 0;
		const context = { ...app.context(), remaining: () => (asked++ < 2 ? 60 * second : 30 * second + 10) };
		app.decrypt();
		await assessChange([{ id: "m", body: app.modified(), attempt: 1, sentAt: 0 }], context, app.ports);
		expect(app.scans).toHaveLength(1);
		expect(app.snapshots()).toHaveLength(1);
		expect(app.waiting).toHaveLength(1);
	});

	it("is kept by the queue while there is no time to begin", async () => {
		app.world.remaining = 30 * second;
		await assessChange([{ id: "m", body: app.modified(), attempt: 1, sentAt: 0 }], app.context(), app.ports);
		expect(app.reads).toEqual([]);
		expect(app.waiting).toHaveLength(1);
	});

	it("that no scan ever publishes does not go round for ever", async () => {
		app = application();
		app.send(app.modified());
		await app.run(start + 24 * 60 * minute);
		expect(app.dead).toHaveLength(1);
	});
});

describe("a scan of the whole scope", () => {
	it("that read before the change and is published after the look does not take its answer back", async () => {
		const before = app.world.resources;
		app.decrypt();
		app.send(app.modified());
		await app.run();
		app.world.resources = before;
		const published = await app.wholeScan("whole-2", start - minute, app.now());
		expect(published.outcome).toBe("latest");
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "fail" });
		expect(app.alerts()).toEqual(["new orders"]);
	});

	it("that is published while a look reads keeps what it read, and the look is put into it", async () => {
		app.world.duringRead = async () => {
			app.world.resources = app.world.resources.map((resource) =>
				resource.kind === "kms.Key" ? { ...resource, state: "Disabled" } : resource,
			);
			await app.wholeScan("whole-2", app.now() - 2 * second, app.now());
			app.decrypt();
		};
		app.send(calledEvent("rds:StartDBInstance", { time: new Date(start).toISOString() }));
		await app.run();
		expect((await app.latest())?.readings?.whole.snapshotId).toBe("whole-2");
		expect(await app.verdicts()).toMatchObject({
			"test-encrypted orders": "fail",
			[`test-key-enabled ${compliant("kms.Key").name}`]: "fail",
		});
	});
});

describe("the synthetic event of a check", () => {
	it("is noted, and an alert that says so is handed on, once, to all targets", async () => {
		app.send(checkEvent());
		app.send(checkEvent());
		await app.run();
		const record = CheckRecord.parse(JSON.parse(Buffer.from(app.state.objects.get("checks/v1/check-0001.json")?.body ?? "").toString()));
		expect(record).toEqual({ id: "check-0001", receivedAt: new Date(start).toISOString(), targets: {} });
		const [arrival, ...others] = [...app.inbox.texts.values()].map((text) => JSON.parse(text));
		expect(others).toEqual([]);
		expect(arrival).toMatchObject({
			type: "alerts",
			targets: ["slack", "findings"],
			alerts: [{ test: true, check: "check-0001", severity: "informational" }],
		});
		expect(app.reads).toEqual([]);
	});

	it("goes to the targets that it names", async () => {
		app.send(checkEvent({ targets: ["slack"] }));
		await app.run();
		expect([...app.inbox.texts.values()].map((text) => JSON.parse(text).targets)).toEqual([["slack"]]);
	});

	it("is refused from another account", async () => {
		app.send(checkEvent({}, { account: "999988887777" }));
		await app.run();
		expect(app.state.objects.size).toBe(0);
		expect(app.inbox.texts.size).toBe(0);
		expect(app.dead).toEqual([]);
	});
});
