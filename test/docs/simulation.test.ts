import { describe, expect, it } from "vitest";
import { type Job, type Machinery, simulate } from "../../bench/application/simulate.ts";

const job: Job = { kind: "a", scanMs: 1000, publishMs: 500, stsCalls: 2 };
const jobs = (count: number): Job[] => Array.from({ length: count }, () => job);
const unlimited = { size: 1e9, perSecond: 1e9 };
const machinery = (differences: Partial<Machinery> = {}, rates: Partial<Machinery["rates"]> = {}): Machinery => ({
	concurrency: 10,
	rates: { dispatch: unlimited, transitions: unlimited, scalingScan: unlimited, scalingPublish: unlimited, sts: unlimited, ...rates },
	coldStartMs: { scan: 0, publish: 0 },
	stepMs: 0,
	statesOfItem: 4,
	...differences,
});

describe("the simulation of a run", () => {
	it("takes as many turns as items do not fit at a time", () => {
		const simulation = simulate(jobs(100), machinery());
		expect(simulation.wallMs).toBe(10 * 1500);
		expect(simulation.peak).toMatchObject({ items: 10, executions: 10 });
		expect(simulation.billed).toEqual({ scan: 100_000, publish: 50_000 });
		expect([...simulation.ended.values()].reduce((sum, ended) => sum + ended, 0)).toBe(100);
	});

	it("makes an environment only when none is idle, and pays for its start once", () => {
		const simulation = simulate(jobs(100), machinery({ coldStartMs: { scan: 300, publish: 200 } }));
		expect(simulation.environments).toEqual({ scan: 10, publish: 10 });
		expect(simulation.billed.scan).toBe(100_000 + 10 * 300);
		expect(simulation.wallMs).toBe(10 * 1500 + 500);
	});

	it("starts no more than a bucket lets through", () => {
		const simulation = simulate(jobs(1000), machinery({ concurrency: 1000 }, { dispatch: { size: 100, perSecond: 100 } }));
		// A hundred at once, then a hundred a second.
		expect(simulation.wallMs).toBeCloseTo(9000 + 1500, -1);
		expect(simulation.most.dispatch).toBeLessThanOrEqual(200);
		expect(simulation.waited.dispatch).toBeGreaterThan(0);
		expect(simulation.waited.sts).toBe(0);
	});

	it("counts every call and every state", () => {
		const simulation = simulate(jobs(50), machinery({ concurrency: 50 }));
		expect(simulation.most.sts).toBe(100);
		expect(simulation.most.transitions).toBe(200);
		expect(simulation.most.dispatch).toBe(50);
	});

	it("is held up where scaling is", () => {
		const simulation = simulate(jobs(300), machinery({ concurrency: 300 }, { scalingScan: { size: 100, perSecond: 10 } }));
		expect(simulation.waited.scalingScan).toBeGreaterThan(0);
		// Those who wait for a new environment do not wait for an idle one: the worst that can be.
		expect(simulation.wallMs).toBeCloseTo(20_000 + 1500, -1);
	});

	it("puts step after step", () => {
		expect(simulate(jobs(1), machinery({ stepMs: 50 })).wallMs).toBe(1550);
	});

	it("ends with nothing to do", () => {
		expect(simulate([], machinery())).toMatchObject({ wallMs: 0, peak: { items: 0 } });
	});
});
