import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../shared/remediations/action.ts";
import { keys } from "../../../shared/remediations/engine/keys.ts";
import { withEvidence } from "../../../shared/runtime/app/repair-evidence.ts";
import { memoryStore } from "../../support/object-store.ts";
import { memoryDocuments, target } from "../../support/remediation/world.ts";

const id = "rds-instance-private-0a1b2c3d4e5f";
const attempt = (phase: string, at: string, more: JsonObject = {}): JsonObject => ({
	id,
	phase,
	target: { ...target() },
	createdAt: "2026-11-24T12:00:00.000Z",
	updatedAt: at,
	made: [],
	...more,
});

describe("records of an attempt in the evidence", () => {
	const always = { always: true } as const;
	const records = (store: ReturnType<typeof memoryStore>) => [...store.objects.keys()].map((key) => key.replace(/^.*-/, ""));

	it("are one of what was there before the first call, and one of the end, however often they are kept", async () => {
		const evidence = memoryStore();
		const documents = withEvidence(memoryDocuments(), evidence);
		const call = { api: "rds:ModifyDBInstance", startedAt: "", factsBefore: "" };
		await documents.put(keys.attempt(id), attempt("scheduled", "2026-11-24T12:00:00.000Z"), always);
		expect(records(evidence)).toEqual([]);
		for (const at of ["2026-11-24T12:00:01.000Z", "2026-11-24T12:05:01.000Z"])
			await documents.put(keys.attempt(id), attempt("applying", at), always);
		await documents.put(keys.attempt(id), attempt("applying", "2026-11-24T12:05:02.000Z", { made: [call] }), always);
		expect(records(evidence)).toEqual(["applying.json"]);
		for (const at of ["2026-11-24T12:06:00.000Z", "2026-11-24T12:11:00.000Z"])
			await documents.put(keys.attempt(id), attempt("succeeded", at), always);
		expect(records(evidence)).toEqual(["applying.json", "succeeded.json"]);
		expect(evidence.writes).toHaveLength(2);
	});

	it("of attempts with the same name after the state was lost are each kept", async () => {
		const evidence = memoryStore();
		for (const createdAt of ["2026-11-24T12:00:00.000Z", "2026-11-25T12:00:00.000Z"])
			await withEvidence(memoryDocuments(), evidence).put(keys.attempt(id), attempt("applying", createdAt, { createdAt }), always);
		expect(records(evidence)).toEqual(["applying.json", "applying.json"]);
	});

	it("of the same refusal on the same day are one", async () => {
		const evidence = memoryStore();
		const documents = withEvidence(memoryDocuments(), evidence);
		for (const createdAt of ["2026-11-24T12:00:00.000Z", "2026-11-24T13:00:00.000Z"])
			await documents.put(keys.attempt(id), attempt("refused", createdAt, { createdAt }), { absent: true });
		expect(records(evidence)).toEqual(["refused.json"]);
	});
});
