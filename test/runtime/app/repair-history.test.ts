import { describe, expect, it } from "vitest";
import { compose } from "../../../shared/core/history/compose.ts";
import type { Attempt } from "../../../shared/remediations/engine/attempt.ts";
import { withEvidence } from "../../../shared/runtime/app/repair-evidence.ts";
import { readHistory, withHistory } from "../../../shared/runtime/app/repair-history.ts";
import { objectDocuments } from "../../../shared/runtime/remediate/object-documents.ts";
import { instance, inventoryOf, snapshotOf } from "../../support/findings.ts";
import { memoryStore } from "../../support/object-store.ts";

const scope = { partition: "aws", account: "111122223333", region: "eu-west-1" };
const target = { ...scope, arn: "arn:aws:rds:eu-west-1:111122223333:db:orders", kind: "rds.DbInstance", name: "orders" } as const;
const attempt = (id: string, differences: Partial<Attempt> = {}): Attempt => ({
	schema: "parapet.attempt/1",
	id,
	kind: "repair",
	phase: "succeeded",
	detail: "It is repaired, and a fresh reading proves it.",
	action: "rds-instance-private",
	family: "rds",
	target,
	request: { id: "x", source: "finding", by: "Parapet", why: "It is public.", at: "2026-11-24T11:59:00.000Z" },
	createdAt: "2026-11-24T12:00:00.000Z",
	updatedAt: "2026-11-24T12:00:01.000Z",
	made: [{ api: "rds:ModifyDBInstance", startedAt: "", factsBefore: "", requestId: "r-1" }],
	undone: [],
	tries: 0,
	log: [],
	untold: ["succeeded"],
	lease: { by: "w", until: "" },
	...differences,
});

function world() {
	const [state, evidence] = [memoryStore("state"), memoryStore("evidence")];
	const documents = withEvidence(withHistory(objectDocuments(state, "repairs/v1/")), evidence);
	const put = (made: Attempt) => documents.put(`attempts/v1/${made.id}.json`, made as never, { always: true });
	const history = () => readHistory(state, "repairs/v1/", scope);
	const records = async () => (await evidence.list("repairs/v1/")).map(({ key }) => key.replace(/^.*-/, ""));
	return { state, evidence, put, history, records };
}

describe("attempts that end", () => {
	it("are noted in the history of their scope with who, why and the ids of the calls", async () => {
		const { put, history } = world();
		expect(await history()).toBeUndefined();
		await put(attempt("a-1", { approval: { by: "U0USER01", at: "", hash: "" } }));
		await put(attempt("a-2", { phase: "refused", reason: "outside", made: [] }));
		expect(await history()).toEqual([
			{
				attempt: "a-1",
				kind: "repair",
				action: "rds-instance-private",
				resource: target.arn,
				phase: "succeeded",
				detail: "It is repaired, and a fresh reading proves it.",
				why: "It is public.",
				by: "U0USER01",
				at: "2026-11-24T12:00:01.000Z",
				requestIds: ["r-1"],
			},
			expect.objectContaining({ attempt: "a-2", phase: "refused", reason: "outside", by: "Parapet", requestIds: [] }),
		]);
	});

	it("have one entry, that of their last end, and not before they end", async () => {
		const { put, history } = world();
		await put(attempt("a-1", { phase: "applying" }));
		expect(await history()).toBeUndefined();
		await put(attempt("a-1"));
		await put(attempt("a-1"));
		await put(attempt("a-1", { phase: "rolledBack" }));
		expect(await history()).toMatchObject([{ attempt: "a-1", phase: "rolledBack" }]);
	});

	it("push out the oldest", async () => {
		const { put, history } = world();
		for (let index = 0; index < 103; index++) await put(attempt(`a-${index}`));
		const entries = (await history()) ?? [];
		expect([entries.length, entries[0]?.attempt, entries.at(-1)?.attempt]).toEqual([100, "a-3", "a-102"]);
	});

	it("leave records, before the first call and at every end, and do not end when these cannot be written", async () => {
		const { put, records, evidence, state } = world();
		for (const phase of ["planned", "awaiting", "scheduled", "applying", "settling", "verifying", "succeeded"] as const)
			await put(attempt("a-1", { phase, made: phase === "applying" ? [] : attempt("a-1").made }));
		expect(await records()).toEqual(["applying.json", "succeeded.json"]);
		const [record] = [...evidence.objects].map(([, { body }]) => JSON.parse(Buffer.from(body).toString()) as Attempt);
		expect(record?.lease).toBeUndefined();
		evidence.put = async () => Promise.reject(new Error("denied"));
		await expect(put(attempt("a-2"))).rejects.toThrow("denied");
		expect(await state.get("repairs/v1/attempts/v1/a-2.json")).toBeUndefined();
	});
});

it("nothing inside of a cluster has a history", async () => {
	const { put, state } = world();
	await put(attempt("a-1"));
	expect(await readHistory(state, "repairs/v1/", { ...scope, cluster: "shop" })).toBeUndefined();
});

it("a look at some kinds brings the newest history into the snapshot that it is put into", () => {
	const entry = { attempt: "a-1" } as never;
	const whole = { ...snapshotOf(inventoryOf([instance("a")])), repairs: [] };
	const look = {
		...snapshotOf(inventoryOf([instance("a")]), {
			startedAt: Date.parse("2026-06-16T12:00:00Z"),
			finishedAt: Date.parse("2026-06-16T12:01:00Z"),
		}),
		trigger: { cause: "change" as const, kinds: ["rds.DbInstance" as const], events: [] },
	};
	expect(compose({ ...look, repairs: [entry] }, whole)?.repairs).toEqual([entry]);
	expect(compose(look, whole)?.repairs).toEqual([]);
});
