import { beforeEach, describe, expect, it } from "vitest";
import type { Scope } from "../../../shared/core/scope.ts";
import { grants } from "../../../shared/runtime/app/finish-run.permissions.ts";
import { finishRun } from "../../../shared/runtime/app/finish-run.ts";
import { stateLayout } from "../../../shared/runtime/app/layout.ts";
import { FinishRequest, type PublishedScope } from "../../../shared/runtime/app/messages.ts";
import { testContext } from "../../support/application/scopewise.ts";
import { grantedStore } from "../../support/granted-store.ts";
import { type MemoryStore, memoryStore } from "../../support/object-store.ts";

const start = Date.parse("2026-06-15T00:00:00Z");
const scope = (region: string): Scope => ({ partition: "aws", account: "111122223333", region });
const regions = ["a-1", "b-1", "c-1", "d-1"];
const outcome = (region: string, changes: Partial<PublishedScope> = {}): PublishedScope => ({
	scope: scope(region),
	snapshotId: `id-${region}`,
	sha256: "0",
	outcome: "latest",
	complete: true,
	failed: false,
	resources: 1,
	failing: { high: 2 },
	changes: { new: 1 },
	...changes,
});
const input = (region: string) => JSON.stringify({ run: "run-1", item: { scope: scope(region), regions }, parts: [] });
const succeeded = (region: string, changes: Partial<PublishedScope> = {}) => ({
	Input: input(region),
	Output: JSON.stringify(outcome(region, changes)),
	Status: "SUCCEEDED",
	ExecutionArn: "arn:x",
});

let state: MemoryStore;
const put = (key: string, data: unknown) => state.put(key, Buffer.from(JSON.stringify(data)), "application/json", { absent: true });
const manifest = "runs/v1/run-1/results/0a1b/manifest.json";

beforeEach(async () => {
	state = memoryStore("state");
	await put(
		stateLayout.plan("run-1"),
		regions.map((region) => ({ scope: scope(region), regions })),
	);
});

/** Files of the Distributed Map, by status. */
async function results(files: Readonly<Record<string, readonly object[]>>) {
	const ResultFiles: Record<string, object[]> = { SUCCEEDED: [], FAILED: [], PENDING: [] };
	for (const [status, executions] of Object.entries(files)) {
		const Key = manifest.replace("manifest", `${status}_0`);
		await put(Key, executions);
		ResultFiles[status] = [{ Key, Size: 1 }];
	}
	await put(manifest, { DestinationBucket: "state", MapRunArn: "arn:map", ResultFiles });
}

async function finish(details: object = { ResultWriterDetails: { Bucket: "state", Key: manifest } }) {
	const context = testContext(start + 600_000);
	const plan = {
		run: "run-1",
		startedAt: "2026-06-15T00:00:00Z",
		trigger: "schedule",
		bucket: "state",
		key: stateLayout.plan("run-1"),
		scopes: 4,
	};
	const answer = await finishRun(FinishRequest.parse({ plan, map: details }), context, { state: grantedStore(state, "state", grants) });
	const summary = JSON.parse(Buffer.from(state.objects.get(stateLayout.summary("run-1"))?.body ?? "").toString());
	return { answer, summary, ...context };
}

describe("the end of a run", () => {
	it("counts what is complete, incomplete and failed, each scope of the plan once", async () => {
		await results({
			SUCCEEDED: [
				succeeded("a-1"),
				succeeded("b-1", { complete: false }),
				succeeded("c-1", { complete: false, failed: true, reason: "It timed out.", changes: { unreadable: 3 } }),
			],
			FAILED: [{ Input: input("d-1"), Status: "FAILED", Error: "Lambda.Unknown", Cause: "no memory" }],
		});
		const { answer, summary, metrics } = await finish();
		expect(answer).toMatchObject({
			planned: 4,
			complete: 1,
			incomplete: 1,
			failed: 2,
			changes: { new: 2, unreadable: 3 },
			failing: { high: 6 },
		});
		expect(summary).toMatchObject({
			...answer,
			finishedAt: "2026-06-15T00:10:00.000Z",
			incompleteScopes: [{ scope: scope("b-1") }],
			failedScopes: [
				{ scope: scope("c-1"), reason: "It timed out." },
				{ scope: scope("d-1"), reason: "Lambda.Unknown: no memory" },
			],
		});
		expect(Object.fromEntries(metrics)).toEqual({ ScopesComplete: 1, ScopesIncomplete: 1, ScopesFailed: 2, RunSeconds: 600 });
	});

	it("counts a scope as incomplete when a cluster that was read with it is", async () => {
		await results({ SUCCEEDED: [succeeded("a-1", { clusters: [outcome("a-1", { complete: false })] })] });
		expect((await finish()).answer).toMatchObject({ complete: 0, incomplete: 1, changes: { new: 2 } });
	});

	it("counts a scope without any result as failed", async () => {
		await results({ SUCCEEDED: [succeeded("a-1")], PENDING: [{ Input: input("b-1"), Status: "PENDING" }] });
		const { summary } = await finish();
		expect(summary.failed).toBe(3);
		expect(summary.failedScopes.map(({ reason }: { reason: string }) => reason)).toEqual([
			"PENDING",
			"There is no result of it.",
			"There is no result of it.",
		]);
	});

	it("takes what publishing itself kept where the results of the map lack it", async () => {
		await results({ SUCCEEDED: [succeeded("a-1")], FAILED: [{ Input: input("b-1"), Status: "FAILED", Error: "States.Timeout" }] });
		for (const region of ["b-1", "c-1"]) await put(stateLayout.outcome("run-1", scope(region)), outcome(region));
		expect((await finish()).answer).toMatchObject({ complete: 3, failed: 1 });
	});

	it.each([
		["no details", {}],
		["details that lead nowhere", { ResultWriterDetails: { Bucket: "state", Key: "runs/v1/run-1/results/none/manifest.json" } }],
	])("does without the results of the map when there are %s", async (_, details) => {
		for (const region of regions) await put(stateLayout.outcome("run-1", scope(region)), outcome(region));
		expect((await finish(details)).answer).toMatchObject({ planned: 4, complete: 4, failed: 0 });
	});

	it("finds the results of the map without being told where they are", async () => {
		await results({ SUCCEEDED: regions.map((region) => succeeded(region)) });
		expect((await finish({})).answer).toMatchObject({ complete: 4 });
	});

	it("is written once", async () => {
		await results({ SUCCEEDED: regions.map((region) => succeeded(region)) });
		const first = (await finish()).summary;
		state.objects.delete(manifest);
		expect((await finish()).summary).toEqual(first);
	});

	it("cannot be told without the plan", async () => {
		state.objects.clear();
		await expect(finish()).rejects.toThrow("nobody knows what the run set out to scan");
	});
});
