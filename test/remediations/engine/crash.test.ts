import { describe, expect, it } from "vitest";
import { handleRequest } from "../../../shared/remediations/engine/request.ts";
import { rollback } from "../../../shared/remediations/engine/rollback.ts";
import { makeSafe, request, type World, world } from "../../support/remediation/world.ts";

/** How many effects the scenario has when nothing goes wrong. */
async function effectsOf(make: () => World, act: (w: World) => Promise<unknown>): Promise<number> {
	const w = make();
	const from = w.state.effects;
	await act(w);
	return w.state.effects - from;
}

/** Ends the process before and after each effect, delivers the message again, and holds what comes out against `check`. */
async function crashEverywhere(
	make: () => World,
	act: (w: World) => Promise<unknown>,
	check: (w: World, where: string) => void,
): Promise<void> {
	const effects = await effectsOf(make, act);
	expect(effects).toBeGreaterThan(20);
	for (let effect = 0; effect < effects; effect++)
		for (const when of ["before", "after"] as const) {
			const w = make();
			w.state.crashAt = { effect: w.state.effects + effect, when };
			await act(w).catch(() => undefined);
			w.state.crashAt = undefined;
			// The queue brings the message again, after its visibility timeout, and once too often.
			for (const wait of [30_000, 600_000]) {
				w.state.now += wait;
				await act(w).catch(() => undefined);
			}
			w.state.now += 600_000;
			await w.settle();
			check(w, `${when} effect ${effect}`);
		}
}

const three = ["public", "protected", "backups"];
const namesOf = (writes: World["writes"]) => writes.map((write) => Object.keys(write)[1]);

describe("a crash before or after any effect", () => {
	it("of a repair ends in the same repair: each call once, one record, told once", async () => {
		await crashEverywhere(
			() => world({}, [makeSafe]),
			(w) => handleRequest(request(), w.ports()),
			(w, where) => {
				expect([where, namesOf(w.writes)]).toEqual([where, three]);
				expect([where, w.attempts().map(({ phase }) => phase)]).toEqual([where, ["succeeded"]]);
				expect([where, w.news()]).toEqual([where, ["succeeded"]]);
				expect([where, [...w.documents.all.keys()].filter((key) => key.startsWith("open/"))]).toEqual([where, []]);
				const [attempt] = w.attempts();
				expect([where, attempt?.untold, attempt?.lease]).toEqual([where, [], undefined]);
				expect([where, attempt?.made.filter(({ problem }) => problem === undefined).length]).toEqual([where, 3]);
			},
		);
	});

	it("of one of three that deliver it at the same time ends in the same repair", async () => {
		await crashEverywhere(
			() => world({}, [makeSafe]),
			(w) => Promise.allSettled([1, 2, 3].map(() => handleRequest(request(), w.ports()))),
			(w, where) => {
				expect([where, namesOf(w.writes)]).toEqual([where, three]);
				expect([where, w.attempts().map(({ phase }) => phase)]).toEqual([where, ["succeeded"]]);
				expect([where, w.news()]).toEqual([where, ["succeeded"]]);
			},
		);
	});

	it("of a rollback ends in the same rollback: the facts before, each call once", async () => {
		const make = async () => {
			const w = world({}, [makeSafe]);
			await handleRequest(request(), w.ports());
			w.writes.length = 0;
			return w;
		};
		const prepared = new Map<World, string>();
		const fresh = async (): Promise<World> => {
			const w = await make();
			prepared.set(w, w.attempts()[0]?.id ?? "");
			return w;
		};
		const probe = await fresh();
		const act = (w: World) => rollback(prepared.get(w) ?? "", { who: "ada", via: "cli" }, w.ports());
		const from = probe.state.effects;
		await act(probe);
		const effects = probe.state.effects - from;
		for (let effect = 0; effect < effects; effect++)
			for (const when of ["before", "after"] as const) {
				const w = await fresh();
				w.state.crashAt = { effect: w.state.effects + effect, when };
				await act(w).catch(() => undefined);
				w.state.crashAt = undefined;
				for (const wait of [30_000, 600_000]) {
					w.state.now += wait;
					await act(w).catch(() => undefined);
				}
				w.state.now += 600_000;
				await w.settle();
				const where = `${when} effect ${effect}`;
				expect([where, namesOf(w.writes)]).toEqual([where, [...three].reverse()]);
				expect([where, w.database().facts]).toEqual([where, { public: true, protected: false, backups: 0 }]);
				expect([where, w.attempts().map(({ kind, phase }) => [kind, phase])]).toEqual([
					where,
					[
						["repair", "rolledBack"],
						["rollback", "succeeded"],
					],
				]);
				expect([where, w.news()]).toEqual([where, ["succeeded", "rolledBack"]]);
			}
	});

	it("of a repair that is taken back ends with everything as it was", async () => {
		await crashEverywhere(
			() => {
				const w = world({}, [makeSafe]);
				w.state.denied = (input) => input.protected === true;
				return w;
			},
			async (w) => {
				// Once only: the fault is still there afterwards, and would be a request of its own.
				if (!w.attempts().some(({ phase }) => phase === "rolledBack")) await handleRequest(request(), w.ports());
			},
			(w, where) => {
				const [first] = w.attempts();
				expect([where, first?.phase]).toEqual([where, "rolledBack"]);
				expect([where, w.database().facts]).toEqual([where, { public: true, protected: false, backups: 0 }]);
				expect([where, namesOf(w.writes)]).toEqual([where, ["public", "public"]]);
			},
		);
	});
});
