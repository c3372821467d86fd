import { describe, expect, it } from "vitest";
import type { Alert } from "../../shared/core/alerts/alert.ts";
import { compileRoutes, type Route } from "../../shared/core/alerts/routes.ts";
import { type Batch, type Delivery, outboxOver } from "../../shared/sinks/outbox/entries.ts";
import { enqueueAlerts } from "../../shared/sinks/outbox/inbox.ts";
import { unpacked } from "../../shared/sinks/outbox/packed.ts";
import { type Audience, planInbox } from "../../shared/sinks/outbox/plan.ts";
import { alertOf, closingOf } from "../support/alerts.ts";
import { memoryStore } from "../support/outbox.ts";
import { now } from "../support/rule-table.ts";

const minute = 60_000;
const people: Audience = { name: "t", digestAbove: 3, wantsEach: false, threads: true };

/** Decides about arrivals again and again, and does what was decided without delivering anything. */
function planner({
	audiences = [people],
	routes = [{ targets: ["t"] }],
	floodWindow = 10 * minute,
	quiet = (): number | undefined => undefined,
}: {
	readonly audiences?: readonly Audience[];
	readonly routes?: readonly Route[];
	readonly floodWindow?: number;
	readonly quiet?: (target: string, alert: Alert, at: number) => number | undefined;
} = {}) {
	const store = memoryStore();
	const outbox = outboxOver(store);
	const rules = {
		routed: compileRoutes(routes),
		audiences,
		windowEnd: (_: string, at: number) => at + 60 * minute,
		quietUntil: quiet,
		floodWindow,
	};
	let kept = 0;
	return {
		store,
		outbox,
		/** Targets and what they are told, in order. */
		async told(at: number, alerts: readonly Alert[] = [], id = `arrival-${kept++}`) {
			if (alerts.length > 0) await enqueueAlerts(store, id, new Date(now).toISOString(), alerts);
			const decision = await planInbox({ store, outbox, rules }, at, async () => {});
			const batches = await Promise.all((await store.list("batches")).map(async (key) => unpacked<Batch>((await store.get(key)) ?? "")));
			await outbox.expand();
			for (const key of await store.list("outbox")) await store.remove(key);
			return { decision, told: batches.flatMap(({ deliveries }) => deliveries.map(words)) };
		},
	};
}

const words = ({ target, message, folded }: Delivery): string =>
	`${target} ${message.type === "digest" ? `digest of ${message.total}` : message.type === "alert" ? (message.resource?.name ?? "") : "note"}${folded ? " folded" : ""}`;
const names = (...list: string[]) => list.map((name) => alertOf(name));
const critical = (name: string) => alertOf(name, 0, { severity: "critical" });

describe("what is decided about arrivals", () => {
	it("is nothing when there are none, and is decided once", async () => {
		const { told, store } = planner();
		expect(await told(now)).toEqual({ decision: undefined, told: [] });
		expect((await told(now, names("a", "b"), "same")).told).toEqual(["t a", "t b"]);
		// It is published again.
		expect((await told(now + 1, names("a", "b"), "same")).told).toEqual([]);
		expect(await store.list("inbox")).toEqual([]);
		expect(await told(now + 2)).toEqual({ decision: undefined, told: [] });
	});

	it("counts what no route takes, and what is for a target that there is not", async () => {
		const { told } = planner({
			routes: [{ severity: "critical", targets: ["t"] }, { rules: ["none"], targets: ["t"] }, { targets: ["gone"] }],
		});
		const { decision, told: said } = await told(now, [...names("a", "b"), critical("c")]);
		expect(decision).toMatchObject({ alerts: 3, quiet: 2, held: 0 });
		expect(said).toEqual(["t c"]);
	});

	it("keeps the order of an incident whatever its severities were, and tells the worst incident first", async () => {
		const { told } = planner({ audiences: [{ ...people, digestAbove: 9 }] });
		const ended = closingOf("b", 2);
		const { decision } = await told(now, [
			alertOf("a"),
			alertOf("b", 0, { severity: "low" }),
			{ ...critical("b"), id: "0".repeat(32) },
			ended,
		]);
		expect(decision?.batch.deliveries.map(({ message }) => message.id)).toEqual([
			alertOf("b").id,
			"0".repeat(32),
			ended.id,
			alertOf("a").id,
		]);
	});

	it("takes an incident whose message waits to be sent for one that has a message", async () => {
		const { told, outbox, store } = planner();
		await outbox.enqueue([{ target: "t", message: alertOf("a") }], now);
		await outbox.expand();
		await enqueueAlerts(store, "x", new Date(now).toISOString(), [closingOf("a", 1), ...names("b", "c", "d", "e")]);
		expect((await told(now)).told).toEqual(["t a", "t digest of 4"]);
	});

	it("is told at the end of a window together with what comes at its end, and alone when it is alone", async () => {
		const { told } = planner({
			routes: [
				{ severity: "high", targets: ["t"] },
				{ targets: ["t"], every: "hourly" },
			],
		});
		const low = (name: string) => alertOf(name, 0, { severity: "low" });
		expect((await told(now, [low("a"), low("b")])).decision).toMatchObject({ held: 2 });
		expect((await told(now + minute, [low("c")])).decision).toMatchObject({ held: 1 });
		expect((await told(now + 59 * minute)).decision).toBeUndefined();
		expect((await told(now + 60 * minute, names("d"))).told).toEqual(["t d", "t digest of 2"]);
		expect((await told(now + 61 * minute)).told).toEqual(["t c"]);
	});

	it("is looked at anew when the quiet is over, as if it came then", async () => {
		const { told } = planner({
			quiet: (_, { severity }, at) => (severity !== "critical" && at < now + 30 * minute ? now + 30 * minute : undefined),
		});
		expect((await told(now, [...names("a", "b"), critical("c")])).told).toEqual(["t c"]);
		expect((await told(now + minute, names("d", "e"))).told).toEqual([]);
		expect((await told(now + 30 * minute)).told).toEqual(["t digest of 4"]);
	});
});

describe("a flood", () => {
	it("opens as many messages as are allowed within its window, then one digest a window", async () => {
		const { told } = planner();
		expect((await told(now, names("a", "b"))).told).toEqual(["t a", "t b"]);
		expect((await told(now + minute, names("c"))).told).toEqual(["t c"]);
		expect((await told(now + 2 * minute, names("d", "e"))).told).toEqual(["t digest of 2"]);
		expect((await told(now + 3 * minute, names("f"))).told).toEqual([]);
		expect((await told(now + 4 * minute, names("g"))).told).toEqual([]);
		expect((await told(now + 12 * minute)).told).toEqual(["t digest of 2"]);
		// What opened messages has been too long ago to count.
		expect((await told(now + 13 * minute, names("h", "i", "j"))).told).toEqual(["t h", "t i", "t j"]);
		expect((await told(now + 23 * minute - 1, names("k"))).told).toEqual(["t k"]);
	});

	it("leaves to critical ones as many messages of their own", async () => {
		const { told } = planner();
		expect((await told(now, names("a", "b", "c"))).told).toHaveLength(3);
		expect((await told(now + minute, [critical("d"), critical("e")])).told).toEqual(["t d", "t e"]);
		expect((await told(now + 2 * minute, [critical("f"), critical("g"), critical("h")])).told).toEqual(["t f", "t digest of 2"]);
	});

	it("is of one run alone where nobody remembers", async () => {
		const { told, store } = planner({ floodWindow: 0 });
		for (let run = 0; run < 3; run++) {
			expect((await told(now + run, names("a", "b", "c", "d"))).told).toEqual(["t digest of 4"]);
			expect((await told(now + run, names("a", "b", "c"))).told).toHaveLength(3);
		}
		expect(await store.list("flow")).toEqual([]);
	});

	it("gives machines each, marked, beside the digest, even of a single one", async () => {
		const { told } = planner({ audiences: [{ name: "t", digestAbove: 1, wantsEach: true, threads: false }] });
		expect((await told(now, names("a"))).told).toEqual(["t a"]);
		expect((await told(now + minute, names("b"))).told).toEqual(["t b folded", "t digest of 1"]);
		expect((await told(now + 2 * minute, names("c", "d"))).told).toEqual(["t c folded", "t d folded"]);
		expect((await told(now + 11 * minute)).told).toEqual(["t digest of 2"]);
	});

	it("does not concern a target that wants each message", async () => {
		const { told, store } = planner({ audiences: [{ ...people, digestAbove: Number.POSITIVE_INFINITY }] });
		expect((await told(now, names(...Array.from({ length: 50 }, (_, index) => `db-${index}`)))).told).toHaveLength(50);
		expect(await store.list("flow")).toEqual([]);
	});
});
