import { describe, expect, it } from "vitest";
import { alertSchemaVersion, type Note, type NoteRepair, repairPhases } from "../../shared/core/alerts/alert.ts";
import { arrivalIn } from "../../shared/sinks/outbox/arrival.ts";
import { packed } from "../../shared/sinks/outbox/packed.ts";
import { readRepairValue, readValue } from "../../shared/sinks/slack/actions.ts";
import { plainNote, renderNote } from "../../shared/sinks/slack/notes.ts";
import { renderSlack } from "../../shared/sinks/slack/render.ts";
import { alertOf } from "../support/alerts.ts";
import { problemsOf } from "../support/slack.ts";

const hash = "0123456789abcdef".repeat(4);

const repairNote = (repair: Partial<NoteRepair> = {}, differences: Partial<Note> = {}): Note => ({
	schema: alertSchemaVersion,
	type: "note",
	id: "c".repeat(32),
	fingerprint: alertOf("a").fingerprint,
	by: "Parapet",
	text: "",
	at: "2026-11-24T12:00:00.000Z",
	repair: { attempt: "20261124t120000-0a1b2c3d", phase: "repaired", title: "Make the instance orders private", lines: [], ...repair },
	...differences,
});
const waiting = repairNote({ phase: "approval", lines: ["rds:ModifyDBInstance"], approval: { hash, expires: "2026-11-25T12:00:00.000Z" } });
const buttonsIn = (message: { blocks: readonly unknown[] }) =>
	(message.blocks as { type: string; elements?: { action_id: string; value: string }[] }[]).flatMap(({ type, elements }) =>
		type === "actions" ? (elements ?? []) : [],
	);

describe("a repair in the thread of its incident", () => {
	it.each(repairPhases)("says that it is %s, and is no decision of anybody", (phase) => {
		const note = repairNote({ phase });
		const { text } = renderNote(note, "security");
		expect(text).toContain("Make the instance orders private");
		expect(text).not.toContain("Acknowledged");
		expect(plainNote(note).text).toBe(text);
		const root = JSON.stringify(renderSlack(alertOf("a"), {}, { target: "security", notes: [note] }));
		expect(root).toContain(text);
		// Nobody looked after it, so that it can still be acknowledged.
		expect(root).toContain("parapet_acknowledge");
	});

	it("has buttons bound to the plan's hash while it waits, where clicks are answered", () => {
		const buttons = buttonsIn(renderNote(waiting, "security"));
		expect(buttons.map(({ action_id }) => action_id)).toEqual(["parapet_approve", "parapet_reject"]);
		for (const { value } of buttons) {
			expect(readRepairValue(value)).toEqual({ target: "security", attempt: "20261124t120000-0a1b2c3d", hash });
			expect(readValue(value)).toBeUndefined();
		}
		expect(buttonsIn(renderNote(waiting))).toEqual([]);
		expect(JSON.stringify(renderNote(waiting))).toContain("2026-11-25 12:00 UTC; plan 0123456789ab");
		expect(buttonsIn(renderNote(repairNote(), "security"))).toEqual([]);
	});

	it("stays within Slack's limits and says nothing to everybody, whatever the texts are", () => {
		const hostile = "<!channel> *x* `y` & <@U0USER01> ".repeat(40);
		const lines = Array.from({ length: 40 }, () => hostile);
		const note = repairNote(
			{ phase: "approval", title: hostile, lines, approval: { hash, expires: "2026-11-25T12:00:00.000Z" } },
			{ by: hostile, text: hostile, user: "<!here>" },
		);
		const message = renderNote(note, "security");
		expect(problemsOf(message)).toEqual([]);
		expect(JSON.stringify(message)).not.toContain("<!channel>");
		expect(JSON.stringify(message)).toContain("and 30 more");
		expect(problemsOf(renderSlack(alertOf("a"), {}, { target: "security", notes: [note] }))).toEqual([]);
	});

	it("comes through the inbox whole, and what is none does not", () => {
		expect(arrivalIn(packed({ type: "note", note: waiting }))).toEqual({ type: "note", note: waiting });
		for (const broken of [
			{ phase: "done" },
			{ lines: "x" },
			{ attempt: "../x" },
			{ approval: { hash, expires: "soon" } },
			{ title: 1 },
		] as unknown as Partial<NoteRepair>[])
			expect(arrivalIn(packed({ type: "note", note: repairNote(broken) }))).toBeUndefined();
	});

	it.each(["", "security x", `security x ${hash}0`, `Security x ${hash}`, `security ../x ${hash}`])(
		"knows that %j is no value of a button",
		(value) => expect(readRepairValue(value)).toBeUndefined(),
	);
});
