import { expect, it } from "vitest";
import { evidenceLayout, stateLayout } from "../../../shared/runtime/app/layout.ts";
import { grants } from "../../../shared/runtime/app/notify.permissions.ts";
import { watched } from "../../../shared/runtime/app/notify-parts.ts";
import { grantedStore } from "../../support/granted-store.ts";
import { type MemoryStore, memoryStore } from "../../support/object-store.ts";

const scope = (account: string) => ({ partition: "aws", account, region: "eu-west-1" });
const write = (store: MemoryStore, key: string, value: unknown) =>
	store.put(key, Buffer.from(JSON.stringify(value)), "application/json", { absent: true });

async function buckets() {
	const [evidence, state] = [memoryStore("evidence"), memoryStore("state")];
	for (const account of ["111111111111", "222222222222"]) await write(evidence, evidenceLayout.complete(scope(account)), {});
	const ports = {
		evidence: grantedStore(evidence, "evidence", grants),
		state: grantedStore(state, "state", grants),
		config: { kubernetes: { clusters: [] } },
	};
	return { state, ports };
}

it("counts the scopes that the last run planned, and not what is no longer scanned", async () => {
	const { state, ports } = await buckets();
	const key = stateLayout.plan("run-1");
	await write(state, key, [{ scope: scope("111111111111"), regions: ["eu-west-1"] }]);
	const plan = { run: "run-1", startedAt: "2026-06-15T00:00:00Z", trigger: "schedule", bucket: "state", key, scopes: 1 };
	await write(state, stateLayout.lastPlan, plan);
	expect((await watched(ports)).scopes).toBe(1);
});

it("counts every scope before the first plan", async () => {
	const { ports } = await buckets();
	expect((await watched(ports)).scopes).toBe(2);
});
