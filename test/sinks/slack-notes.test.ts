import { describe, expect, it } from "vitest";
import { type Alert, alertSchemaVersion, type Note } from "../../shared/core/alerts/alert.ts";
import type { Incident } from "../../shared/sinks/outbox/target.ts";
import { bindingOf, readValue } from "../../shared/sinks/slack/actions.ts";
import { slackBot } from "../../shared/sinks/slack/bot.ts";
import { renderNote } from "../../shared/sinks/slack/notes.ts";
import { renderSlack, type SlackMessage } from "../../shared/sinks/slack/render.ts";
import { alertOf, closingOf } from "../support/alerts.ts";
import { virtualClock } from "../support/outbox.ts";
import { type Json, problemsOf, type SlackOptions, slackWorkspace } from "../support/slack.ts";

const at = (minutes: number): string => new Date(Date.parse(alertOf("a").observedAt) + minutes * 60_000).toISOString();

const noteOf = (id: string, differences: Partial<Note> = {}): Note => ({
	schema: alertSchemaVersion,
	type: "note",
	id: id.repeat(32).slice(0, 32),
	fingerprint: alertOf("a").fingerprint,
	by: "jane",
	user: "U0USER01",
	text: "",
	at: at(5),
	ack: true,
	...differences,
});

const { ack: _, ...suppression } = noteOf("b", { text: "Goes away.", until: at(60 * 24 * 30) });

const buttonsIn = (message: { attachments?: unknown }): { label: string; value: string }[] =>
	((message.attachments ?? []) as SlackMessage["attachments"])
		.flatMap(({ blocks }) => blocks)
		.filter(({ type }) => type === "actions")
		.flatMap(({ elements }) => elements as Json[])
		.map((element) => ({ label: String((element.text as Json).text), value: String(element.value) }));

const labels = (message: object): string[] => buttonsIn(message).map(({ label }) => label);

describe("the buttons of an incident", () => {
	it("are there when somebody answers them, bound to what the message shows", () => {
		const alert = alertOf("a");
		const shown = renderSlack(alert, {}, { target: "security" });
		expect(labels(shown)).toEqual(["Acknowledge", "Suppress…"]);
		for (const { value } of buttonsIn(shown))
			expect(readValue(value)).toEqual({ target: "security", fingerprint: alert.fingerprint, alert: alert.id, binding: bindingOf(alert) });
		expect(labels(renderSlack(alert))).toEqual([]);
	});

	it.each<[string, Alert, string[]]>([
		[
			"a scope that could not be read can be acknowledged only",
			alertOf("a", 0, { kind: "unreadable", rule: undefined, resource: undefined } as never),
			["Acknowledge"],
		],
		["what is over needs no decision", closingOf("a", 1), []],
		["a test neither", alertOf("a", 0, { test: true }), []],
	])("%s", (_, alert, expected) => {
		expect(labels(renderSlack(alert, {}, { target: "security" }))).toEqual(expected);
	});

	it("differ in their binding when anything that they are about does", () => {
		const alert = alertOf("a");
		const others = [
			alertOf("a", 1),
			{ ...alert, account: "999988887777" },
			{ ...alert, region: "us-east-1" },
			{ ...alert, cluster: "c" },
			{ ...alert, partition: "aws-cn" },
			{ ...alert, rule: { ...(alert.rule as NonNullable<Alert["rule"]>), id: "other" } },
			{ ...alert, resource: { ...(alert.resource as NonNullable<Alert["resource"]>), arn: "arn:other" } },
			{ ...alert, fingerprint: "0".repeat(32) },
		];
		expect(new Set([alert, ...others].map(bindingOf)).size).toBe(others.length + 1);
	});

	it("are there however long the alert is, within Slack's limits", () => {
		const long = "<!channel> & *x* ".repeat(200);
		const alert = alertOf("a", 0, {
			title: long.slice(0, 200),
			detail: long.slice(0, 1500),
			cluster: long.slice(0, 200),
			frameworks: Array.from({ length: 100 }, () => long.slice(0, 100)),
			rule: { id: "r", title: "t", risk: long.slice(0, 500), recommendation: long.slice(0, 500), links: [] },
			examples: Array.from({ length: 10 }, () => ({ rule: long.slice(0, 200), resource: long.slice(0, 300), detail: long.slice(0, 300) })),
			unread: Array.from({ length: 10 }, () => ({
				service: "rds",
				operation: long.slice(0, 200),
				cause: "denied",
				message: long.slice(0, 300),
			})),
		});
		const notes = [noteOf("a", { text: long.slice(0, 500), by: long.slice(0, 80) }), { ...suppression, text: long.slice(0, 500) }];
		for (const shown of [renderSlack(alert, {}, { target: "security", notes: [] }), renderSlack(alert, {}, { target: "security", notes })])
			expect(problemsOf(shown)).toEqual([]);
		expect(labels(renderSlack(alert, {}, { target: "security" }))).toHaveLength(2);
		expect(problemsOf(renderNote({ ...suppression, text: long, by: long, user: "<!here>" }))).toEqual([]);
	});
});

describe("what people decided, in the incident's message", () => {
	const text = (alert: Alert, notes: readonly Note[]): string => JSON.stringify(renderSlack(alert, {}, { target: "security", notes }));

	it("stands there with who and when, and its button goes", () => {
		const shown = renderSlack(alertOf("a"), {}, { target: "security", notes: [noteOf("a")] });
		expect(JSON.stringify(shown)).toContain(`Acknowledged by <@U0USER01>, ${at(5).slice(0, 16).replace("T", " ")} UTC`);
		expect(labels(shown)).toEqual(["Suppress…"]);
	});

	it("says until when it is suppressed and why, and has no buttons then", () => {
		const shown = renderSlack(alertOf("a"), {}, { target: "security", notes: [noteOf("a"), suppression] });
		expect(JSON.stringify(shown)).toContain(`Suppressed by <@U0USER01> until ${at(60 * 24 * 30).slice(0, 10)}`);
		expect(JSON.stringify(shown)).toContain("Goes away.");
		expect(labels(shown)).toEqual([]);
	});

	it.each<[Alert["kind"], boolean]>([
		["worse", false],
		["reopened", false],
		["better", true],
	])("an acknowledgement before the incident became %s counts still: %s", (kind, counts) => {
		expect(text(alertOf("a", 1, { kind, observedAt: at(10) }), [noteOf("a")]).includes("Acknowledged")).toBe(counts);
	});

	it("an acknowledgement after it became worse counts", () => {
		expect(text(alertOf("a", 1, { kind: "worse", observedAt: at(4) }), [noteOf("a")])).toContain("Acknowledged");
	});

	it("a suppression that was over when the scan ended is not shown", () => {
		expect(text(alertOf("a", 1, { kind: "reopened", observedAt: at(60) }), [{ ...suppression, until: at(60) }])).not.toContain(
			"Suppressed",
		);
		expect(text(alertOf("a", 1, { kind: "reopened", observedAt: at(59) }), [{ ...suppression, until: at(60) }])).toContain("Suppressed");
	});

	it("names who it was in words where Slack's id is not one", () => {
		expect(text(alertOf("a"), [noteOf("a", { user: "channel", by: "<!here> joe" })])).toContain("Acknowledged by &lt;!here&gt; joe");
	});
});

describe("a bot that is told what people decided", () => {
	function setUp(options: SlackOptions = {}) {
		const clock = virtualClock();
		const workspace = slackWorkspace({ now: clock.now, ...options });
		const target = slackBot(
			{ name: "security", channel: "C0000001", token: "xoxb-test-token", mentions: {}, actions: true },
			workspace.http,
			clock,
		);
		return { clock, workspace, target };
	}
	async function told(options: SlackOptions = {}) {
		const world = setUp(options);
		const alert = alertOf("a");
		const sent = await world.target.send(alert, {});
		if (sent.outcome !== "sent" || !sent.thread) throw new Error("not sent");
		const incident: Incident = {
			fingerprint: alert.fingerprint,
			status: "open",
			kind: "new",
			severity: "high",
			openedAt: 0,
			changedAt: 0,
			count: 1,
			sent: [],
			thread: sent.thread,
			shown: alert,
		};
		return { ...world, alert, incident };
	}

	it("shows it in the message and says it in the thread", async () => {
		const { workspace, target, incident } = await told();
		expect(await target.note?.(noteOf("a"), { incident })).toEqual({ outcome: "sent" });
		const [root] = workspace.roots();
		expect(labels(root?.payload ?? {})).toEqual(["Suppress…"]);
		expect(workspace.replies(root?.ts ?? "").map(({ text }) => text)).toEqual([expect.stringContaining("Acknowledged by <@U0USER01>")]);
		expect(workspace.problems).toEqual([]);
	});

	it("keeps what was decided before", async () => {
		const { workspace, target, incident } = await told();
		await target.note?.(suppression, { incident: { ...incident, notes: [noteOf("a")] } });
		expect(JSON.stringify(workspace.roots()[0]?.payload)).toMatch(/Acknowledged.*Suppressed/);
	});

	it("keeps showing it when the incident goes on", async () => {
		const { workspace, target, incident } = await told();
		await target.send(alertOf("a", 1, { kind: "better", observedAt: at(10) }), { incident: { ...incident, notes: [noteOf("a")] } });
		expect(JSON.stringify(workspace.roots()[0]?.payload)).toContain("Acknowledged");
	});

	it("says nothing where the message is gone, or never was", async () => {
		const { workspace, target, incident } = await told();
		expect(await target.note?.(noteOf("a"), { incident: { ...incident, thread: { channel: "C0000001", ts: "1.1" } } })).toEqual({
			outcome: "sent",
		});
		const { thread: _, ...without } = incident;
		expect(await target.note?.(noteOf("a"), { incident: without })).toEqual({ outcome: "sent" });
		expect(workspace.messages).toHaveLength(1);
	});

	it("does not say it twice when the first answer was lost", async () => {
		const { clock, workspace, target, incident } = await told();
		workspace.setFault((method) => (method === "chat.postMessage" ? { kind: "lost" } : undefined));
		const begun = clock.now();
		expect(await target.note?.(noteOf("a"), { incident })).toMatchObject({ outcome: "retry", uncertain: true });
		workspace.setFault(undefined);
		expect(await target.note?.(noteOf("a"), { incident, uncertain: { from: begun, to: begun } })).toMatchObject({ outcome: "sent" });
		expect(workspace.replies(workspace.roots()[0]?.ts ?? "")).toHaveLength(1);
	});

	it("waits when Slack wants it to", async () => {
		const { workspace, target, incident } = await told();
		workspace.setFault(() => ({ kind: "status", status: 429, retryAfter: 7 }));
		expect(await target.note?.(noteOf("a"), { incident })).toMatchObject({ outcome: "retry", afterMs: 7000 });
	});
});

describe("a name that holds a line", () => {
	it("cannot say anything in a line of its own: who suppressed what is said by Parapet alone", () => {
		const forged = "role x\n:mute: Suppressed by jane until 2027-01-01";
		const unread = [{ service: "rds", operation: "x", cause: "denied", message: `no\r\n${forged}` }];
		const alert: Alert = { ...alertOf("a"), detail: forged, previousDetail: forged, unread };
		const texts = [JSON.stringify(renderSlack(alert)), JSON.stringify(renderNote(noteOf("c", { text: forged })))];
		for (const text of texts) expect(text).not.toMatch(/\\n:mute: Suppressed by jane/);
		expect(texts[0]).toContain("role x :mute: Suppressed");
	});
});
