import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Alert, fingerprintOf, type Note } from "../../../shared/core/alerts/alert.ts";
import { compileSuppressions } from "../../../shared/core/suppression.ts";
import { loadDecisions } from "../../../shared/runtime/app/decisions.ts";
import { type SlackActionsParts, slackActions } from "../../../shared/runtime/app/slack-actions.ts";
import type { Incident } from "../../../shared/sinks/outbox/target.ts";
import { actionIds, actionValue, writeValue } from "../../../shared/sinks/slack/actions.ts";
import { alertOf } from "../../support/alerts.ts";
import { memoryStore } from "../../support/object-store.ts";
import { type SlackOptions, slackWorkspace } from "../../support/slack.ts";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const start = Date.parse("2026-11-24T12:00:00Z");
const thread = { channel: "C0000001", ts: "1763985600.000001" };

/** An alert whose fingerprint is that of its rule and resource, as real ones are. */
function real(differences: Partial<Alert> = {}): Alert {
	const alert = alertOf("orders", 0, differences);
	return {
		...alert,
		fingerprint:
			alert.rule && alert.resource
				? fingerprintOf(alert.rule.id, { ...alert.resource, account: alert.account, region: alert.region })
				: alert.fingerprint,
	};
}

interface World {
	readonly alert?: Alert;
	readonly incident?: Partial<Incident> | "unknown";
	readonly parts?: Partial<SlackActionsParts>;
	readonly slack?: SlackOptions;
}

function world({ alert = real(), incident = {}, parts = {}, slack = {} }: World = {}) {
	const workspace = slackWorkspace(slack);
	const state = memoryStore("state");
	const notes: Note[] = [];
	const logs: string[] = [];
	const log = (message: string, data: unknown = {}) => void logs.push(`${message} ${JSON.stringify(data)}`);
	const clock = { now: start };
	const told: Incident = {
		fingerprint: alert.fingerprint,
		status: "open",
		kind: "new",
		severity: "high",
		openedAt: 0,
		changedAt: 0,
		count: 1,
		sent: [],
		thread,
		shown: alert,
		...(incident === "unknown" ? {} : incident),
	};
	const all: SlackActionsParts = {
		signingSecret: async () => secret,
		longestDays: 90,
		state,
		bot: async (target) => (target === "security" ? { token: "xoxb-test-token" } : undefined),
		incident: async (target, fingerprint) =>
			incident !== "unknown" && target === "security" && fingerprint === alert.fingerprint ? told : undefined,
		note: async (note) => void notes.push(note),
		http: workspace.http,
		log: { debug: log, info: log, warn: log, error: log },
		now: () => clock.now,
		...parts,
	};
	const send = (body: string, change: { timestamp?: string; signature?: string; base64?: boolean; query?: string } = {}) => {
		const timestamp = change.timestamp ?? String(clock.now / 1000);
		const signature = change.signature ?? sign(body, timestamp);
		return slackActions(
			{
				headers: { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature },
				rawQueryString: change.query ?? "",
				body: change.base64 === false ? body : Buffer.from(body).toString("base64"),
				isBase64Encoded: change.base64 !== false,
			},
			all,
		);
	};
	return { workspace, state, notes, logs, clock, alert, send };
}

const sign = (body: string, timestamp: string, key = secret): string =>
	`v0=${createHmac("sha256", key).update(`v0:${timestamp}:${body}`).digest("hex")}`;

const form = (payload: unknown): string => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
const user = { id: "U0USER01", username: "jane", team_id: "T0000001" };

const press = (alert: Alert, action: string = actionIds.acknowledge, change: Record<string, unknown> = {}): string =>
	form({
		type: "block_actions",
		user,
		trigger_id: "1.2.abc",
		response_url: "https://hooks.slack.com/actions/T1/2/x",
		container: { type: "message_attachment", channel_id: thread.channel, message_ts: thread.ts },
		actions: [{ type: "button", action_id: action, value: writeValue(actionValue(alert, "security")) }],
		...change,
	});

const submit = (
	alert: Alert,
	filled: { reason?: string; expires?: string; covers?: string } = {},
	change: Record<string, unknown> = {},
): string =>
	form({
		type: "view_submission",
		user,
		view: {
			id: "V1",
			callback_id: "parapet_suppress_form",
			private_metadata: `${writeValue(actionValue(alert, "security"))} ${thread.channel} ${thread.ts}`,
			state: {
				values: {
					reason: { reason: { type: "plain_text_input", value: filled.reason ?? "Goes away with the old cluster." } },
					expires: { expires: { type: "datepicker", selected_date: filled.expires ?? "2026-12-31" } },
					covers: { covers: { type: "radio_buttons", selected_option: { value: filled.covers ?? "resource" } } },
				},
			},
			...change,
		},
	});

const findingOf = ({ rule, resource, account, region }: Alert, change: Record<string, unknown> = {}) => ({
	ruleId: rule?.id ?? "",
	resource: { partition: "aws", account, region, kind: "rds.DbInstance", tags: {}, arn: "", name: "", ...resource, ...change },
});

describe("a request to the function URL", () => {
	it.each([
		["without a signature", { signature: "" }],
		["with a signature of another secret", { signature: sign("payload=x", String(start / 1000), "another") }],
		["with a signature of another time", { signature: sign("payload=x", String(start / 1000 - 1)) }],
		["with a signature of another version", { signature: sign("payload=x", String(start / 1000)).replace("v0", "v1") }],
		["with half a signature", { signature: sign("payload=x", String(start / 1000)).slice(0, 30) }],
		["that is older than five minutes", { timestamp: String(start / 1000 - 301) }],
		["from the future", { timestamp: String(start / 1000 + 301) }],
		["with a time that is no number", { timestamp: "now" }],
	])("%s is refused without a word on why", async (_, change) => {
		const { send, state, logs } = world();
		expect(await send("payload=x", change)).toEqual({ statusCode: 401, body: "" });
		expect(state.writes).toEqual([]);
		expect(logs.join()).not.toContain(secret);
	});

	it.each([-300, 300])("is taken %d seconds from now", async (seconds) => {
		const { send } = world();
		expect(await send("payload=%7B%7D", { timestamp: String(start / 1000 + seconds) })).toMatchObject({ statusCode: 200 });
	});

	it("is signed over its bytes, encoded or not", async () => {
		const { send } = world();
		expect(await send("payload=ü", { base64: false })).toMatchObject({ statusCode: 200 });
		expect(await send("payload=üü", { base64: true })).toMatchObject({ statusCode: 200 });
	});

	it("is refused the second time", async () => {
		const { send, alert, notes, logs } = world();
		expect(await send(press(alert))).toMatchObject({ statusCode: 200 });
		expect(await send(press(alert))).toEqual({ statusCode: 401, body: "" });
		expect(notes).toHaveLength(1);
		expect(logs.join()).toContain("was here before");
	});

	it("is taken with a secret that was changed a moment ago", async () => {
		const asked: boolean[] = [];
		const { send } = world({
			parts: {
				signingSecret: async (fresh) => {
					asked.push(fresh);
					return fresh ? secret : "the old one";
				},
			},
		});
		expect(await send("payload=%7B%7D")).toMatchObject({ statusCode: 200 });
		expect(asked).toEqual([false, true]);
	});

	it("proves the address when Slack asks", async () => {
		const { send } = world();
		const answer = await send(JSON.stringify({ type: "url_verification", challenge: "abc" }));
		expect(JSON.parse(answer.body)).toEqual({ challenge: "abc" });
		expect(await send("ssl_check=1&token=x", { signature: "" })).toEqual({ statusCode: 200, body: "" });
		expect(await send("", { signature: "", query: "ssl_check=1" })).toEqual({ statusCode: 200, body: "" });
	});

	it.each([
		["of another kind", form({ type: "view_closed" })],
		["without JSON", "payload=%7B"],
		["without anything", ""],
		[
			"with a button of another app",
			form({ ...JSON.parse(new URLSearchParams(press(real())).get("payload") ?? ""), actions: [{ action_id: "other" }] }),
		],
		["with a form of another app", submit(real(), {}, { callback_id: "other" })],
	])("%s is answered and changes nothing", async (_, body) => {
		const { send, state, notes, workspace } = world();
		expect(await send(body)).toEqual({ statusCode: 200, body: "" });
		expect([notes, workspace.calls, state.writes.filter((key) => !key.startsWith("scratch/v1/requests/"))]).toEqual([[], [], []]);
	});

	it("that is far too long is not even looked at", async () => {
		const { send } = world();
		expect(await send(`payload=${"x".repeat(600_000)}`)).toEqual({ statusCode: 401, body: "" });
	});
});

describe("the button Acknowledge", () => {
	it("leaves a note for all who show the incident", async () => {
		const { send, alert, notes } = world();
		expect(await send(press(alert))).toEqual({ statusCode: 200, body: "" });
		expect(notes).toEqual([
			{
				schema: "parapet.alert/1",
				type: "note",
				id: expect.stringMatching(/^[0-9a-f]{32}$/),
				fingerprint: alert.fingerprint,
				by: "jane",
				user: "U0USER01",
				text: "",
				at: "2026-11-24T12:00:00.000Z",
				ack: true,
			},
		]);
	});

	it("says the same however often it is pressed, so that it is told once", async () => {
		const { send, alert, notes, clock } = world();
		await send(press(alert));
		clock.now += 1000;
		await send(press(alert, actionIds.acknowledge, { user: { id: "U0USER02" } }));
		expect(new Set(notes.map(({ id }) => id)).size).toBe(1);
	});

	it.each<[string, World, Record<string, unknown>, RegExp]>([
		["an incident that is not known", { incident: "unknown" }, {}, /not know this message yet/],
		["an incident whose message is not posted", { incident: { thread: undefined } as never }, {}, /not know this message yet/],
		["a message of another channel", {}, { container: { channel_id: "C9", message_ts: thread.ts } }, /newer one/],
		["another message", {}, { container: { channel_id: thread.channel, message_ts: "1.1" } }, /newer one/],
		["an incident that has changed since", { incident: { shown: real({ id: "0".repeat(32), kind: "worse" }) } }, {}, /changed since/],
		["an incident that is over", { alert: real({ status: "closed", kind: "resolved" }) }, {}, /is over/],
		[
			"an incident that somebody looks after",
			{
				incident: {
					notes: [
						{
							schema: "parapet.alert/1",
							type: "note",
							id: "n",
							fingerprint: "f",
							by: "joe & co",
							text: "",
							at: "2026-11-24T11:00:00Z",
							ack: true,
						},
					],
				},
			},
			{},
			/^joe &amp; co has acknowledged it/,
		],
	])("about %s decides nothing and says so to whoever pressed alone", async (_, setting, change, said) => {
		const { send, alert, notes, workspace } = world(setting);
		expect(await send(press(alert, actionIds.acknowledge, change))).toEqual({ statusCode: 200, body: "" });
		expect(notes).toEqual([]);
		expect(workspace.whispers).toEqual([
			{
				url: "https://hooks.slack.com/actions/T1/2/x",
				body: { response_type: "ephemeral", replace_original: false, text: expect.stringMatching(said) },
			},
		]);
	});

	it("believes nothing that the button says of the scope, the rule or the resource", async () => {
		const elsewhere = real();
		const forged = { ...actionValue(elsewhere, "security"), binding: actionValue(real({ account: "999988887777" }), "security").binding };
		const { send, notes } = world();
		await send(press(elsewhere, actionIds.acknowledge, { actions: [{ action_id: actionIds.acknowledge, value: writeValue(forged) }] }));
		expect(notes).toEqual([]);
	});

	it.each([
		"http://hooks.slack.com/actions/x",
		"https://hooks.slack.com.evil.example/actions/x",
		"https://u:p@hooks.slack.com/actions/x",
		"nowhere",
	])("answers to nobody but Slack (%s)", async (address) => {
		const { send, alert, workspace } = world({ incident: "unknown" });
		expect(await send(press(alert, actionIds.acknowledge, { response_url: address }))).toMatchObject({ statusCode: 200 });
		expect(workspace.calls).toEqual([]);
	});

	it("says that nothing was decided when the note cannot be kept, and logs no secret", async () => {
		const { send, alert, workspace, logs } = world({
			parts: {
				note: async () => {
					throw new Error("the bucket is away");
				},
			},
		});
		expect(await send(press(alert))).toEqual({ statusCode: 200, body: "" });
		expect(workspace.whispers[0]?.body.text).toContain("nothing was decided");
		expect(logs.join()).toContain("the bucket is away");
		expect(logs.join()).not.toMatch(/xoxb|8f742231/);
	});
});

describe("the button Suppress…", () => {
	it("opens a form that Slack takes", async () => {
		const hostile = "<!channel> & *x* `y` \u202e ".repeat(60);
		const alert = real({ title: hostile.slice(0, 200), detail: hostile.slice(0, 1500) });
		const { send, workspace, notes } = world({ alert });
		expect(await send(press(alert, actionIds.suppress))).toEqual({ statusCode: 200, body: "" });
		expect(workspace.problems).toEqual([]);
		expect(workspace.views).toHaveLength(1);
		expect(JSON.stringify(workspace.views[0])).toContain("From 2026-11-25 to 2027-02-22, UTC");
		expect(notes).toEqual([]);
	});

	it("offers the whole account only where there is an account", async () => {
		const options = async (alert: Alert) => {
			const { send, workspace } = world({ alert });
			await send(press(alert, actionIds.suppress));
			const blocks = workspace.views[0]?.blocks as { block_id?: string; element?: { options?: { value: string }[] } }[];
			return blocks.find((block) => block.block_id === "covers")?.element?.options?.map(({ value }) => value);
		};
		expect(await options(real())).toEqual(["resource", "rule"]);
		expect(await options(real({ account: "-", region: "-" }))).toEqual(["resource"]);
	});

	it("is for approvers, and tells others alone", async () => {
		const { send, alert, workspace } = world({ parts: { approvers: ["U0BOSS01"] } });
		await send(press(alert, actionIds.suppress));
		expect(workspace.views).toEqual([]);
		expect(workspace.whispers[0]?.body.text).toContain("not among those who may suppress");
	});

	it("says what Slack says when the form does not open", async () => {
		const { send, alert, workspace } = world();
		await send(press(alert, actionIds.suppress, { trigger_id: "expired" }));
		expect(workspace.whispers[0]?.body.text).toContain("expired_trigger_id");
	});

	it("opens nothing for a scope that could not be read", async () => {
		const alert = real({ rule: undefined, resource: undefined, kind: "unreadable" } as never);
		const { send, workspace } = world({ alert });
		await send(press(alert, actionIds.suppress));
		expect(workspace.views).toEqual([]);
		expect(workspace.whispers[0]?.body.text).toContain("cannot be suppressed");
	});
});

describe("the form", () => {
	it("suppresses the rule on the one resource, with owner, reason and end", async () => {
		const { send, alert, state, notes } = world();
		expect(await send(submit(alert))).toEqual({ statusCode: 200, body: "" });
		const { suppressions, problems } = await loadDecisions(state, start);
		expect(problems).toEqual([]);
		expect(suppressions).toEqual([
			{
				id: expect.stringMatching(/^slack-20261231-[0-9a-f]{12}$/),
				rules: ["rds-instance-storage-encrypted"],
				accounts: ["111122223333"],
				regions: ["eu-west-1"],
				resources: ["arn:aws:rds:eu-west-1:111122223333:db:orders"],
				owner: "jane (Slack U0USER01)",
				reason: "Goes away with the old cluster.",
				expires: "2026-12-31",
			},
		]);
		const { cover } = compileSuppressions(suppressions, start);
		expect(cover(findingOf(alert) as never)).toBeDefined();
		expect(cover(findingOf(alert, { arn: "arn:aws:rds:eu-west-1:111122223333:db:orders2", name: "orders2" }) as never)).toBeUndefined();
		expect(notes).toEqual([
			expect.objectContaining({
				fingerprint: alert.fingerprint,
				user: "U0USER01",
				text: "Goes away with the old cluster.",
				until: "2026-12-31T00:00:00.000Z",
			}),
		]);
	});

	it("suppresses the rule in the whole account when that is chosen, and nowhere else", async () => {
		const { send, alert, state, notes } = world();
		await send(submit(alert, { covers: "rule" }));
		const { cover } = compileSuppressions((await loadDecisions(state, start)).suppressions, start);
		expect(cover(findingOf(alert, { arn: "arn:aws:rds:us-east-1:111122223333:db:x", region: "us-east-1" }) as never)).toBeDefined();
		expect(cover(findingOf(alert, { account: "999988887777" }) as never)).toBeUndefined();
		expect(cover({ ...findingOf(alert), ruleId: "rds-instance-deletion-protection" } as never)).toBeUndefined();
		expect(notes[0]?.text).toContain("every resource of account 111122223333");
	});

	it("takes names for names, whatever patterns they look like", async () => {
		const arn = "mysql://db*.example?/[x]/";
		const alert = real({ resource: { arn, kind: "mysql.Server", name: "db", tags: {} } });
		const { send, state } = world({ alert });
		await send(submit(alert));
		const { cover } = compileSuppressions((await loadDecisions(state, start)).suppressions, start);
		expect(cover(findingOf(alert) as never)).toBeDefined();
		expect(cover(findingOf(alert, { arn: "mysql://db1.example2/[x]/" }) as never)).toBeUndefined();
	});

	it.each<[string, { reason?: string; expires?: string; covers?: string }, string]>([
		["a reason of nine characters", { reason: "  123456789  " }, "reason"],
		["a reason that is too long", { reason: "x".repeat(501) }, "reason"],
		["today", { expires: "2026-11-24" }, "expires"],
		["a day after the last", { expires: "2027-02-23" }, "expires"],
		["a day that is none", { expires: "2026-11-31" }, "expires"],
		["no day", { expires: "" }, "expires"],
		["everything there is", { covers: "everything" }, "covers"],
	])("shows what is wrong with %s and decides nothing", async (_, filled, field) => {
		const { send, alert, state, notes } = world();
		const answer = JSON.parse((await send(submit(alert, filled))).body);
		expect(answer.response_action).toBe("errors");
		expect(Object.keys(answer.errors)).toEqual([field]);
		expect(notes).toEqual([]);
		expect((await loadDecisions(state, start)).suppressions).toEqual([]);
	});

	it.each([{ reason: "1234567890" }, { reason: "x".repeat(500) }, { expires: "2026-11-25" }, { expires: "2027-02-22" }])(
		"takes what is just within the limits: %o",
		async (filled) => {
			const { send, alert, notes } = world();
			expect(await send(submit(alert, filled))).toEqual({ statusCode: 200, body: "" });
			expect(notes).toHaveLength(1);
		},
	);

	it.each<[string, World, RegExp]>([
		["from somebody who is no approver", { parts: { approvers: ["U0BOSS01"] } }, /not among those/],
		["about an incident that has changed since", { incident: { shown: real({ id: "0".repeat(32) }) } }, /changed since/],
		["about an incident that is over", { alert: real({ status: "closed" }) }, /is over/],
		["about a message that is not the incident's", { incident: { thread: { channel: "C0000001", ts: "1.1" } } }, /newer one/],
		["about a resource whose name is not whole", { alert: { ...real(), fingerprint: "0".repeat(32) } }, /whole name/],
	])("%s is refused in the form itself", async (_, setting, said) => {
		const { send, alert, state, notes } = world(setting);
		const answer = JSON.parse((await send(submit(alert))).body);
		expect(answer.response_action).toBe("update");
		expect(JSON.stringify(answer.view)).toMatch(said);
		expect(notes).toEqual([]);
		expect((await loadDecisions(state, start)).suppressions).toEqual([]);
	});

	it("decides once when it is sent again after the note was lost", async () => {
		let lost = true;
		const notes: Note[] = [];
		const { send, alert, state, clock } = world({
			parts: {
				note: async (note) => {
					if (lost) throw new Error("cut off");
					notes.push(note);
				},
			},
		});
		expect(JSON.parse((await send(submit(alert))).body)).toMatchObject({
			response_action: "errors",
			errors: { reason: expect.stringContaining("again") },
		});
		lost = false;
		clock.now += 1000;
		expect(await send(submit(alert))).toEqual({ statusCode: 200, body: "" });
		expect((await loadDecisions(state, start)).suppressions).toHaveLength(1);
		expect(notes).toHaveLength(1);
	});

	it("keeps no secret that somebody wrote into the reason", async () => {
		const { send, alert, state } = world();
		await send(submit(alert, { reason: "the password=hunter2hunter2 is known to all" }));
		expect(JSON.stringify((await loadDecisions(state, start)).suppressions)).not.toContain("hunter2");
	});
});
