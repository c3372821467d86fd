import { describe, expect, it } from "vitest";
import { type Alert, alertSchemaVersion, type Note } from "../../shared/core/alerts/alert.ts";
import { withHistory } from "../../shared/core/history/history.ts";
import { type Arrival, enqueueAlerts, enqueueChange, enqueueNote } from "../../shared/sinks/outbox/inbox.ts";
import { packed, unpacked } from "../../shared/sinks/outbox/packed.ts";
import { alertOf } from "../support/alerts.ts";
import { instance, inventoryOf, snapshotOf } from "../support/findings.ts";
import { memoryStore } from "../support/outbox.ts";
import { now } from "../support/rule-table.ts";

const scope = { partition: "aws", account: "111122223333", region: "eu-west-1" };
const making = { environmentTags: ["Environment"], report: "https://reports.example.com/{snapshot}" };
const bad = { storageEncrypted: false };
const snapshot = (id: string, minutes: number, resources: ReturnType<typeof instance>[]) =>
	snapshotOf(inventoryOf(resources, []), { id, startedAt: now, finishedAt: now + minutes * 60_000 });
const before = snapshot("one", 0, [instance("a", bad)]);
const change = (after: typeof before) => {
	const { snapshot: historied, drift } = withHistory(after, before);
	return { scope, before, after: historied, ...(drift ? { drift } : {}) };
};
const arrivals = (store: ReturnType<typeof memoryStore>) =>
	[...store.texts.values()].map((text) => unpacked<Arrival>(text)).flatMap((each) => (each.type === "alerts" ? each.alerts : []));

describe("what is kept of a change", () => {
	it("is one object with all alerts, whose key orders it by the end of the scan", async () => {
		const store = memoryStore();
		expect(await enqueueChange(store, change(snapshot("two", 1, [instance("a"), instance("b", bad)])), making)).toBe(2);
		expect(await enqueueChange(store, change(snapshot("three", 2, [instance("b", bad)])), making)).toBe(2);
		const keys = [...store.texts.keys()];
		expect(keys).toHaveLength(2);
		expect(keys.toSorted()).toEqual(keys);
		expect(keys[0]).toMatch(new RegExp(`^inbox/${String(now + 60_000).padStart(14, "0")}-[0-9a-f]{32}$`));
		expect(arrivals(store).map(({ kind, resource }: Alert) => `${kind} ${resource?.name}`)).toEqual([
			"new b",
			"resolved a",
			"new b",
			"gone a",
		]);
		expect(arrivals(store)[0]?.report).toBe("https://reports.example.com/two");
	});

	it("is kept once, however often the change is published", async () => {
		const store = memoryStore();
		const once = change(snapshot("two", 1, []));
		await enqueueChange(store, once, making);
		const texts = new Map(store.texts);
		await enqueueChange(store, once, making);
		expect(store.texts).toEqual(texts);
	});

	it("is nothing when nothing changed, and when there is nothing to compare with", async () => {
		const store = memoryStore();
		expect(await enqueueChange(store, change(snapshot("two", 1, [instance("a", bad)])), making)).toBe(0);
		expect(await enqueueChange(store, { scope, after: before }, making)).toBe(0);
		expect(store.texts.size).toBe(0);
	});

	it("keeps ten thousand alerts in one object that is a small part of them", async () => {
		const store = memoryStore();
		const alerts = Array.from({ length: 10_000 }, (_, index) => alertOf(`db-${index}`));
		await enqueueAlerts(store, "many", new Date(now).toISOString(), alerts);
		expect(arrivals(store)).toEqual(alerts);
		const [text] = store.texts.values();
		expect(text?.length).toBeLessThan(JSON.stringify(alerts).length / 5);
	});

	it("keeps notes among them, by the time of the decision", async () => {
		const store = memoryStore();
		const { fingerprint } = alertOf("a");
		const note: Note = {
			schema: alertSchemaVersion,
			type: "note",
			id: "n".repeat(32),
			fingerprint,
			by: "Ann",
			text: "known",
			at: "2026-06-15T12:00:00Z",
		};
		await enqueueNote(store, note);
		await enqueueNote(store, note);
		expect([...store.texts].map(([, text]) => unpacked(text))).toEqual([{ type: "note", note }]);
	});
});

describe("packed values", () => {
	it.each([["short"], ["long ".repeat(10_000)], [[]], [null]])("come back as they were (%#)", (value) => {
		expect(unpacked(packed(value))).toEqual(value);
	});
});
