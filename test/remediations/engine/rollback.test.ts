import { describe, expect, it } from "vitest";
import { handleRequest } from "../../../shared/remediations/engine/request.ts";
import { release, rollback } from "../../../shared/remediations/engine/rollback.ts";
import { makeSafe, request, settingAction, target, world } from "../../support/remediation/world.ts";

const ada = { who: "arn:aws:iam::111122223333:user/ada", via: "cli" } as const;

async function repaired(config: Parameters<typeof world>[0] = {}, action = makeSafe) {
	const w = world(config, [action]);
	await handleRequest(request(), w.ports());
	const id = w.attempts()[0]?.id ?? "";
	expect(w.attempts()).toMatchObject([{ phase: "succeeded" }]);
	return { w, id };
}

describe("rollback", () => {
	it("restores exactly what was, proves it, and says who did it", async () => {
		const { w, id } = await repaired();
		expect(await rollback(id, ada, w.ports())).toMatchObject({ result: "done", attempt: `${id}-back-1` });
		expect(w.database().facts).toEqual({ public: true, protected: false, backups: 0 });
		const [repair, back] = w.attempts();
		expect(repair).toMatchObject({ phase: "rolledBack", detail: `Taken back by ${ada.who} with ${id}-back-1.` });
		expect(back).toMatchObject({
			kind: "rollback",
			of: id,
			phase: "succeeded",
			before: repair?.after,
			after: repair?.before,
			request: { by: ada.who },
		});
		expect(w.news()).toEqual(["succeeded", "rolledBack"]);
		expect(w.metrics).toContainEqual(["Rollbacks", 1, { family: "rds" }]);
	});

	it("happens once", async () => {
		const { w, id } = await repaired();
		await rollback(id, ada, w.ports());
		const writes = w.writes.length;
		expect(await rollback(id, ada, w.ports())).toMatchObject({ result: "refused", detail: "It was taken back already." });
		expect(w.writes).toHaveLength(writes);
	});

	it("wants an approval for the same repair from then on, until it is released", async () => {
		const { w, id } = await repaired();
		await rollback(id, ada, w.ports());
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "awaiting" }]);
		expect(await release(target(), "make-safe", w.ports())).toEqual(["held"]);
		const other = await repaired();
		await rollback(other.id, ada, other.w.ports());
		await release(target(), "make-safe", other.w.ports());
		expect(await handleRequest(request(), other.w.ports())).toMatchObject([{ result: "done" }]);
	});

	it("is refused when somebody changed it since", async () => {
		const { w, id } = await repaired();
		w.database().facts.backups = 14;
		const writes = w.writes.length;
		expect(await rollback(id, ada, w.ports())).toMatchObject({
			result: "refused",
			detail: expect.stringContaining("changed the resource since"),
		});
		expect(w.writes).toHaveLength(writes);
		expect(w.attempts()[1]).toMatchObject({ kind: "rollback", phase: "refused", reason: "changedSince" });
		// Back in order it may be tried again.
		w.database().facts.backups = 7;
		expect(await rollback(id, ada, w.ports())).toMatchObject({ result: "done" });
	});

	it("is refused while the resource is being changed, is gone or cannot be read", async () => {
		const { w, id } = await repaired();
		w.database().status = "modifying";
		expect(await rollback(id, ada, w.ports())).toMatchObject({ result: "refused" });
		w.databases.delete("orders");
		expect(await rollback(id, ada, w.ports())).toMatchObject({ result: "refused", detail: "orders is gone." });
	});

	it("is refused where there is no way back", async () => {
		const { w, id } = await repaired(
			{},
			settingAction("make-safe", { public: false }, { plan_: { inverse: { irreversible: "Encrypted is encrypted." } } }),
		);
		expect(await rollback(id, ada, w.ports())).toMatchObject({ result: "refused", detail: "Encrypted is encrypted." });
	});

	it("is refused for what was never repaired", async () => {
		const w = world({ mode: "plan" });
		await handleRequest(request(), w.ports());
		expect(await rollback(w.attempts()[0]?.id ?? "", ada, w.ports())).toMatchObject({ result: "refused" });
		expect(await rollback("nothing", ada, w.ports())).toMatchObject({ result: "none" });
		expect(w.writes).toEqual([]);
	});

	it("is possible while everything is paused", async () => {
		const { w, id } = await repaired();
		await w.documents.put("pause.json", {}, { always: true });
		expect(await rollback(id, ada, w.ports())).toMatchObject({ result: "done" });
	});
});
