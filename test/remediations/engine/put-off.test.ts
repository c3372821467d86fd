import { describe, expect, it } from "vitest";
import { nextCall } from "../../../shared/remediations/engine/calls.ts";
import { handleRequest } from "../../../shared/remediations/engine/request.ts";
import { rollback } from "../../../shared/remediations/engine/rollback.ts";
import type { Session } from "../../../shared/remediations/engine/session.ts";
import { request, settingAction, target, world } from "../../support/remediation/world.ts";

const ada = { who: "arn:aws:iam::111122223333:user/ada", via: "cli" } as const;

/** A repair whose way back applies at once what it changes, in a world where others put changes off. */
async function repaired() {
	const waiting: string[] = [];
	const back = {
		api: "rds:ModifyDBInstance",
		input: { name: "orders", public: true, ApplyImmediately: true },
		does: "Set it back",
	} as const;
	const action = settingAction("make-private", { public: false }, { waiting: () => waiting, plan_: { inverse: [back] } });
	const w = world({}, [action]);
	await handleRequest(request(), w.ports());
	expect(w.attempts()).toMatchObject([{ phase: "succeeded" }]);
	return { w, waiting, back, action, id: w.attempts()[0]?.id ?? "" };
}

describe("A way back that applies at once", () => {
	it("is refused while changes of others wait, and possible when they are through", async () => {
		const { w, waiting, id } = await repaired();
		waiting.push("EngineVersion");
		const writes = w.writes.length;
		expect(await rollback(id, ada, w.ports())).toMatchObject({ result: "refused", detail: expect.stringContaining("EngineVersion") });
		expect(w.attempts()[1]).toMatchObject({ kind: "rollback", phase: "refused", reason: "pendingChanges" });
		expect(w.writes).toHaveLength(writes);
		waiting.pop();
		expect(await rollback(id, ada, w.ports())).toMatchObject({ result: "done" });
		expect(w.database().facts.public).toBe(true);
	});

	it("stops before the call when something was put off only just now", async () => {
		const { w, waiting, back, action } = await repaired();
		const session = { attempt: { ...w.attempts()[0], target: target() }, action } as unknown as Session;
		const writes = w.writes.length;
		waiting.push("DBInstanceClass");
		const course = { calls: [back], made: [], member: "undone", planned: false } as const;
		expect(await nextCall(session, course, w.ports())).toMatchObject({
			result: "stop",
			detail: expect.stringContaining("DBInstanceClass"),
		});
		expect(w.writes).toHaveLength(writes);
	});
});
