import { describe, expect, it } from "vitest";
import { type Http, type HttpResponse, NoAnswer, retryAfter } from "../../shared/sinks/http.ts";
import type { Incident, Outcome } from "../../shared/sinks/outbox/target.ts";
import { slackBot } from "../../shared/sinks/slack/bot.ts";
import { slackWebhook } from "../../shared/sinks/slack/webhook.ts";
import { alertOf, closingOf } from "../support/alerts.ts";
import { virtualClock } from "../support/outbox.ts";
import { type SlackOptions, slackWorkspace } from "../support/slack.ts";

const bot = { name: "slack", channel: "C0000001", token: "xoxb-test-token", mentions: {} };

/** A workspace, and a bot that posts there. */
function setUp(options: SlackOptions = {}, further: Partial<typeof bot> = {}) {
	const clock = virtualClock();
	const workspace = slackWorkspace({ now: clock.now, ...options });
	return { clock, workspace, target: slackBot({ ...bot, ...further }, workspace.http, clock) };
}

const incidentOf = (outcome: Outcome, differences: Partial<Incident> = {}): Incident => {
	if (outcome.outcome !== "sent" || !outcome.thread) throw new Error(`not sent: ${JSON.stringify(outcome)}`);
	const { fingerprint } = alertOf("a");
	return {
		fingerprint,
		status: "open",
		kind: "new",
		severity: "high",
		openedAt: 0,
		changedAt: 0,
		count: 1,
		sent: [],
		thread: outcome.thread,
		...differences,
	};
};

describe("a bot in a channel", () => {
	it("posts an incident once, updates its message and replies in its thread with each change", async () => {
		const { workspace, target } = setUp();
		const incident = incidentOf(await target.send(alertOf("a"), {}));
		await target.send(alertOf("a", 1, { kind: "worse", severity: "critical", previousSeverity: "high" }), { incident });
		await target.send(closingOf("a", 2), { incident });
		const [root, ...others] = workspace.roots();
		expect(others).toEqual([]);
		expect(root?.updates).toEqual([expect.stringContaining("CRITICAL worse"), expect.stringContaining("HIGH resolved")]);
		expect(workspace.replies(root?.ts ?? "").map((reply) => reply.text)).toEqual(root?.updates);
		expect(workspace.problems).toEqual([]);
	});

	it("keeps the thread of an incident that comes back within a week, and begins a new one after it", async () => {
		const { clock, workspace, target } = setUp();
		const incident = incidentOf(await target.send(alertOf("a"), {}), { status: "closed", changedAt: clock.now() });
		clock.pass(7 * 24 * 3_600_000);
		await target.send(alertOf("a", 1, { kind: "reopened" }), { incident });
		expect(workspace.roots()).toHaveLength(1);
		clock.pass(10_000);
		const again = incidentOf(await target.send(alertOf("a", 2, { kind: "reopened" }), { incident }));
		expect(workspace.roots()).toHaveLength(2);
		expect(again.thread?.ts).toBe(workspace.roots()[1]?.ts);
	});

	it("begins anew when somebody deleted the message", async () => {
		const { workspace, target } = setUp();
		const incident = incidentOf(await target.send(alertOf("a"), {}), { thread: { channel: "C0000001", ts: "1.000001" } });
		const outcome = await target.send(closingOf("a", 1), { incident });
		expect(outcome).toMatchObject({ outcome: "sent", thread: { ts: workspace.roots()[1]?.ts } });
	});

	it("takes the name of a channel too, and updates by the id that Slack gave", async () => {
		const { workspace, target } = setUp({}, { channel: "#alerts" });
		const incident = incidentOf(await target.send(alertOf("a"), {}));
		expect(incident.thread?.channel).toBe("C0000001");
		expect(await target.send(closingOf("a", 1), { incident })).toMatchObject({ outcome: "sent" });
		expect(workspace.roots()[0]?.updates).toHaveLength(1);
	});

	it("begins anew in another channel when the configuration names it", async () => {
		const { clock, workspace, target } = setUp({ channels: { C0000001: "#alerts", C0000002: "#databases" } });
		const incident = incidentOf(await target.send(alertOf("a"), {}));
		const moved = slackBot({ ...bot, channel: "C0000002" }, workspace.http, clock);
		expect(await moved.send(closingOf("a", 1), { incident })).toMatchObject({ outcome: "sent", thread: { channel: "C0000002" } });
		expect(workspace.roots().map((root) => root.channel)).toEqual(["C0000001", "C0000002"]);
	});

	it("finds the message that an attempt without an answer posted, and sends it no second time", async () => {
		const { clock, workspace, target } = setUp();
		const from = clock.now();
		workspace.setFault((method) => (method === "chat.postMessage" ? { kind: "lost" } : undefined));
		expect(await target.send(alertOf("a"), {})).toMatchObject({ outcome: "retry", uncertain: true });
		const outcome = await target.send(alertOf("a"), { uncertain: { from, to: from } });
		expect(outcome).toEqual({ outcome: "sent", thread: { channel: "C0000001", ts: workspace.roots()[0]?.ts } });
		expect(workspace.messages).toHaveLength(1);
	});

	it("finds it among many others, page by page", async () => {
		const { clock, workspace, target } = setUp();
		const from = clock.now();
		workspace.setFault((method, call) => (method === "chat.postMessage" && call === 1 ? { kind: "lost" } : undefined));
		await target.send(alertOf("a"), {});
		for (let other = 0; other < 40; other++) await target.send(alertOf(`other-${other}`), {});
		const outcome = await target.send(alertOf("a"), { uncertain: { from, to: from + 40_000 } });
		expect(outcome).toMatchObject({ outcome: "sent" });
		expect(workspace.messages).toHaveLength(41);
	});

	it("says when the earlier attempts had not arrived, so that nobody looks for them again", async () => {
		const { clock, workspace, target } = setUp();
		workspace.setFault((method) => (method === "chat.postMessage" ? { kind: "status", status: 503 } : undefined));
		const outcome = await target.send(alertOf("a"), { uncertain: { from: clock.now(), to: clock.now() } });
		expect(outcome).toMatchObject({ outcome: "retry", uncertain: true, absent: true });
	});

	it("waits rather than posts when the history cannot be read for the moment, and posts when it never can", async () => {
		const { clock, workspace, target } = setUp();
		const uncertain = { from: clock.now(), to: clock.now() };
		workspace.setFault((method) => (method === "conversations.history" ? { kind: "status", status: 500 } : undefined));
		expect(await target.send(alertOf("a"), { uncertain })).toMatchObject({ outcome: "retry", uncertain: true });
		expect(workspace.messages).toHaveLength(0);
		workspace.setFault((method) => (method === "conversations.history" ? { kind: "error", error: "missing_scope" } : undefined));
		expect(await target.send(alertOf("a"), { uncertain })).toMatchObject({ outcome: "sent" });
	});

	it("sends text alone when Slack does not take the blocks", async () => {
		const { workspace, target } = setUp();
		workspace.setFault((_, call) => (call === 1 ? { kind: "error", error: "invalid_blocks" } : undefined));
		expect(await target.send(alertOf("a"), {})).toMatchObject({ outcome: "sent" });
		expect(workspace.messages[0]?.text).toContain("a is not encrypted, scan 0.");
		workspace.setFault(() => ({ kind: "error", error: "invalid_blocks" }));
		expect(await target.send(alertOf("a"), {})).toEqual({ outcome: "rejected", reason: "Slack: invalid_blocks" });
	});

	it("tells in the thread although the workspace forbids edits", async () => {
		const { workspace, target } = setUp();
		const incident = incidentOf(await target.send(alertOf("a"), {}));
		workspace.setFault((method) => (method === "chat.update" ? { kind: "error", error: "edit_window_closed" } : undefined));
		expect(await target.send(closingOf("a", 1), { incident })).toMatchObject({ outcome: "sent" });
		expect(workspace.replies(incident.thread?.ts ?? "")).toHaveLength(1);
	});

	it.each<[string, Outcome]>([
		["invalid_auth", { outcome: "refused", reason: "Slack: invalid_auth" }],
		["token_revoked", { outcome: "refused", reason: "Slack: token_revoked" }],
		["channel_not_found", { outcome: "refused", reason: "Slack: channel_not_found" }],
		["is_archived", { outcome: "refused", reason: "Slack: is_archived" }],
		["not_in_channel", { outcome: "refused", reason: "Slack: not_in_channel" }],
		["restricted_action_read_only_channel", { outcome: "refused", reason: "Slack: restricted_action_read_only_channel" }],
		["ratelimited", { outcome: "retry", reason: "Slack: ratelimited", uncertain: false }],
		["internal_error", { outcome: "retry", reason: "Slack: internal_error", uncertain: true }],
		["an_error_of_tomorrow", { outcome: "retry", reason: "Slack: an_error_of_tomorrow", uncertain: false }],
		["<b>not a code</b>", { outcome: "retry", reason: "Slack: an error without a name", uncertain: false }],
	])("takes %s for what it means", async (error, expected) => {
		const { target } = setUp({ fault: () => ({ kind: "error", error }) });
		expect(await target.send(alertOf("a"), {})).toEqual(expected);
	});

	it.each<[string, NonNullable<SlackOptions["fault"]>, Outcome]>([
		[
			"429",
			() => ({ kind: "status", status: 429, retryAfter: 7 }),
			{ outcome: "retry", reason: "Slack answered with 429 (too many messages)", afterMs: 7000, uncertain: false },
		],
		[
			"429 without a time",
			() => ({ kind: "status", status: 429 }),
			{ outcome: "retry", reason: "Slack answered with 429 (too many messages)", afterMs: 30_000, uncertain: false },
		],
		["500", () => ({ kind: "status", status: 500 }), { outcome: "retry", reason: "Slack answered with 500", uncertain: true }],
		[
			"503 with a time",
			() => ({ kind: "status", status: 503, retryAfter: 2 }),
			{ outcome: "retry", reason: "Slack answered with 503", afterMs: 2000, uncertain: true },
		],
		["403 of a proxy", () => ({ kind: "status", status: 403 }), { outcome: "refused", reason: "Slack answered with 403" }],
		["302", () => ({ kind: "status", status: 302 }), { outcome: "refused", reason: "Slack answered with 302" }],
		["no answer", () => ({ kind: "timeout" }), { outcome: "retry", reason: "Slack did not answer within 15 s", uncertain: true }],
		[
			"half an answer",
			() => ({ kind: "garbled" }),
			{ outcome: "retry", reason: "Slack's answer is not what it should be", uncertain: true },
		],
	])("takes %s for what it means", async (_, fault, expected) => {
		const { target } = setUp({ fault });
		expect(await target.send(alertOf("a"), {})).toEqual(expected);
	});

	it("posts one message a second, and says its token in no reason", async () => {
		const { clock, workspace, target } = setUp();
		const start = clock.now();
		for (let count = 0; count < 5; count++) await target.send(alertOf(`db-${count}`), {});
		expect(workspace.calls.map(({ at }) => at - start)).toEqual([0, 1000, 2000, 3000, 4000]);
		const wrong = setUp({}, { token: "xoxb-wrong-token" });
		expect(JSON.stringify(await wrong.target.send(alertOf("a"), {}))).not.toContain("xoxb");
	});
});

describe("an incoming webhook", () => {
	const hook = { name: "hook", url: "https://hooks.slack.com/services/T0/B0/secret", mentions: {} };
	const answering =
		(status: number, body: string): Http =>
		async (): Promise<HttpResponse> => ({ status, headers: {}, body });
	const send = (http: Http) => slackWebhook(hook, http, virtualClock()).send(alertOf("a"), {});

	it("posts a message a change", async () => {
		const workspace = slackWorkspace();
		const target = slackWebhook(hook, workspace.http, virtualClock());
		await target.send(alertOf("a"), {});
		await target.send(closingOf("a", 1), {});
		expect(workspace.roots()).toHaveLength(2);
		expect(workspace.problems).toEqual([]);
		expect(target.threads).toBe(false);
	});

	it.each<[number, string, string]>([
		[404, "no_service", "refused"],
		[403, "action_prohibited", "refused"],
		[410, "channel_is_archived", "refused"],
		[404, "channel_not_found", "refused"],
		[400, "invalid_payload", "rejected"],
		[400, "<html>", "rejected"],
		[500, "rollup_error", "retry"],
		[429, "rate_limited", "retry"],
	])("takes %i %s as %s", async (status, body, expected) => {
		expect((await send(answering(status, body))).outcome).toBe(expected);
	});

	it("does not say its address when nothing answers", async () => {
		const outcome = await send(async () => {
			throw new NoAnswer("hooks.slack.com: ECONNREFUSED", false);
		});
		expect(outcome).toEqual({ outcome: "retry", reason: "hooks.slack.com: ECONNREFUSED", uncertain: false });
	});
});

describe("Retry-After", () => {
	const now = Date.parse("2026-01-02T03:04:05Z");
	it.each([
		["7", 7000],
		["0", 0],
		["1.5", 1500],
		["Fri, 02 Jan 2026 03:05:05 GMT", 60_000],
		["Fri, 02 Jan 2026 03:00:00 GMT", 0],
		["999999", 3_600_000],
		["soon", undefined],
	])("%s is %s ms", (value, expected) => {
		expect(retryAfter({ status: 429, headers: { "retry-after": value }, body: "" }, now)).toBe(expected);
	});
});
