import { beforeEach, expect, it } from "vitest";
import { stateLayout } from "../../../shared/runtime/app/layout.ts";
import { Plan, PlanRequest } from "../../../shared/runtime/app/messages.ts";
import { type PlanPorts, planScan } from "../../../shared/runtime/app/plan-scan.ts";
import { fakeCaller } from "../../support/aws/fake-caller.ts";
import { type MemoryStore, memoryStore } from "../../support/object-store.ts";

const quiet = () => {};
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

let state: MemoryStore;
beforeEach(() => {
	state = memoryStore("state");
});

const plan = (run: string, startedAt: string, only: object = {}) => {
	const ports: PlanPorts = {
		config: {
			access: { regions: ["eu-west-1"], allRegions: false, roles: [], concurrency: 8, inspectLogEvents: false, utilization: false },
			databases: [],
			kubernetes: { clusters: [] },
			kinds: ["rds.DbInstance", "iam.Principal"],
		},
		state,
		evidence: memoryStore("evidence"),
		connection: {
			caller: (scope) =>
				fakeCaller({ "sts:GetCallerIdentity": { Account: "111122223333", Arn: "arn:aws:sts::111122223333:assumed-role/a/b" } }, scope),
		},
		credentials: async () => ({ accessKeyId: "a", secretAccessKey: "b" }),
		home: { partition: "aws", account: "-", region: "eu-west-1" },
	};
	return planScan(PlanRequest.parse({ run, startedAt, ...only }), { log, metric: quiet }, ports);
};
const last = () => {
	const stored = state.objects.get(stateLayout.lastPlan);
	return stored && Plan.parse(JSON.parse(Buffer.from(stored.body).toString()));
};

it("notes the last plan over everything, with where its scopes are", async () => {
	const first = await plan("run-1", "2026-06-15T00:00:00Z");
	expect(last()).toEqual(first);
	const second = await plan("run-2", "2026-06-15T12:00:00Z");
	expect(last()).toEqual(second);
	expect(state.objects.has(second.key)).toBe(true);
});

it("passes over a run of some accounts or regions", async () => {
	await plan("run-1", "2026-06-15T00:00:00Z", { regions: ["eu-west-1"] });
	await plan("run-2", "2026-06-15T00:00:00Z", { accounts: ["111122223333"] });
	expect(last()).toBeUndefined();
});

it("does not let an earlier run come after a later one", async () => {
	await plan("run-1", "2026-06-15T00:00:00Z");
	const second = await plan("run-2", "2026-06-15T12:00:00Z");
	await plan("run-1", "2026-06-15T00:00:00Z");
	expect(last()).toEqual(second);
});

it("notes it at the second delivery when the first ended in between", async () => {
	// The plan is the first write.
	state.crashAt(1, "before");
	await expect(plan("run-1", "2026-06-15T00:00:00Z")).rejects.toThrow();
	expect(last()).toBeUndefined();
	const again = await plan("run-1", "2026-06-15T00:00:00Z");
	expect(last()).toEqual(again);
});
