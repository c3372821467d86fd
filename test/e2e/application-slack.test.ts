import { createHmac } from "node:crypto";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Alert, digestOf, fingerprintOf } from "../../shared/core/alerts/alert.ts";
import { stateLayout } from "../../shared/runtime/app/layout.ts";
import type { Check } from "../../shared/runtime/deploy-check/check.ts";
import { enqueueAlerts } from "../../shared/sinks/outbox/inbox.ts";
import { alertOf } from "../support/alerts.ts";
import { type Deployed, deployApplication, place } from "../support/application/deployed.ts";
import { runCommand, temporaryDirectory } from "../support/command.ts";
import type { Json, Posted } from "../support/slack.ts";

const signing = "xoxb-test-token";
const state = `parapet-${place.stage}-state-${place.account}-${place.region}`;
let deployed: Deployed;
let directory: string;

beforeAll(async () => {
	directory = temporaryDirectory();
	deployed = await deployApplication(directory, {
		// One secret will do for both: what is signed with is any text.
		config: (secret) => ({
			deploy: { eventAccounts: place.members, slackActions: { signingSecret: { secret }, approvers: ["U0USER01"] } },
		}),
	});
});
afterAll(() => deployed?.stop());
beforeEach(async () => {
	await deployed.emulator.forgetDenied();
});

/** Keeps an alert as publish-snapshot does, and gives it once Slack has it. */
async function told(name: string): Promise<{ alert: Alert; message: Posted }> {
	const made = alertOf(name, 0, { observedAt: new Date().toISOString() });
	const { rule, resource, account, region } = made;
	const alert = { ...made, fingerprint: fingerprintOf(rule?.id ?? "", { kind: "", arn: "", ...resource, account, region }) };
	const create = async (key: string, Body: string) => {
		await deployed.application.clients.s3.send(new PutObjectCommand({ Bucket: state, Key: `${stateLayout.alerts}${key}`, Body }));
		return true;
	};
	await enqueueAlerts({ create } as never, digestOf("alert", name), alert.observedAt, [alert]);
	const message = await until(() => deployed.slack.roots().find(({ fingerprint }) => fingerprint === alert.fingerprint));
	await deployed.application.settled();
	return { alert, message };
}

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
	for (let attempt = 0; attempt < 300; attempt++) {
		const found = await look();
		if (found !== undefined) return found;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(
		`it did not come; logs:\n${deployed.application.host
			.logs()
			.filter((line) => line.includes("ERROR"))
			.slice(-3)
			.join("\n")}`,
	);
}

const buttons = (message: Posted): Json[] =>
	(message.payload.attachments as { blocks: Json[] }[])
		.flatMap(({ blocks }) => blocks)
		.filter(({ type }) => type === "actions")
		.flatMap(({ elements }) => elements as Json[]);

/** A request as Slack sends it to the address that the deploy printed. */
async function send(payload: object, secret = signing): Promise<{ status: number; body: string }> {
	const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
	const timestamp = String(Math.floor(Date.now() / 1000));
	const response = await fetch(deployed.application.property("SlackActionsUrl", "functionUrl"), {
		method: "POST",
		headers: {
			"content-type": "application/x-www-form-urlencoded",
			"x-slack-request-timestamp": timestamp,
			"x-slack-signature": `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`,
		},
		body,
	});
	if (response.status >= 500) throw new Error(deployed.application.host.logs("slack-actions").slice(-3).join("\n"));
	return { status: response.status, body: await response.text() };
}

const press = (message: Posted, button: Json | undefined, user = "U0USER01") => ({
	type: "block_actions",
	user: { id: user, username: "jane" },
	trigger_id: "1.2.abc",
	response_url: "https://hooks.slack.com/actions/none",
	container: { type: "message_attachment", channel_id: message.channel, message_ts: message.ts },
	actions: [button],
});

describe("the buttons of a deployed application", () => {
	it("acknowledge: the message says who, its thread too, and nothing is done that the function may not", async () => {
		const { message } = await told("orders");
		const [acknowledge, suppress] = buttons(message);
		expect([acknowledge?.action_id, suppress?.action_id]).toEqual(["parapet_acknowledge", "parapet_suppress"]);
		expect(await send(press(message, acknowledge))).toEqual({ status: 200, body: "" });
		const reply = await until(() => deployed.slack.replies(message.ts)[0]);
		expect(reply.text).toContain("Acknowledged by <@U0USER01>");
		expect(buttons(message).map(({ action_id }) => action_id)).toEqual(["parapet_suppress"]);
		await deployed.application.settled();
		expect(await deployed.emulator.denied()).toEqual([]);
		expect(deployed.slack.problems).toEqual([]);
	});

	it("suppress: a form, a decision that is kept, and a message without buttons", async () => {
		const { alert, message } = await told("invoices");
		const suppress = buttons(message).find(({ action_id }) => action_id === "parapet_suppress");
		expect(await send(press(message, suppress))).toEqual({ status: 200, body: "" });
		const view = deployed.slack.views.at(-1);
		const expires = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
		const filled = (reason: string) => ({
			type: "view_submission",
			user: { id: "U0USER01", username: "jane" },
			view: {
				id: "V1",
				callback_id: view?.callback_id,
				private_metadata: view?.private_metadata,
				state: {
					values: {
						reason: { reason: { value: reason } },
						expires: { expires: { selected_date: expires } },
						covers: { covers: { selected_option: { value: "resource" } } },
					},
				},
			},
		});
		expect(JSON.parse((await send(filled("no"))).body)).toMatchObject({ response_action: "errors", errors: { reason: expect.anything() } });
		expect(await send(filled("Goes away with the old cluster."))).toEqual({ status: 200, body: "" });
		const reply = await until(() => deployed.slack.replies(message.ts)[0]);
		expect(reply.text).toContain(`Suppressed by <@U0USER01> until ${expires}`);
		expect(buttons(message)).toEqual([]);
		const { s3 } = deployed.application.clients;
		const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: state, Prefix: stateLayout.suppressions }));
		const [Key] = Contents.map((object) => object.Key);
		const decision = JSON.parse((await (await s3.send(new GetObjectCommand({ Bucket: state, Key }))).Body?.transformToString()) ?? "");
		expect(decision.suppression).toMatchObject({ resources: [alert.resource?.arn], owner: "jane (Slack U0USER01)", expires });
		await deployed.application.settled();
		expect(await deployed.emulator.denied()).toEqual([]);
		expect(deployed.slack.problems).toEqual([]);
	});

	it("do nothing for whoever did not sign as Slack does", async () => {
		const { message } = await told("carts");
		expect(await send(press(message, buttons(message)[0]), "another secret")).toEqual({ status: 401, body: "" });
		await deployed.application.settled();
		expect(deployed.slack.replies(message.ts)).toEqual([]);
	});
});

describe("parapet deploy check", () => {
	it("sees the alert of its event come out at every target of the deployment", async () => {
		const { code, stdout, stderr } = await runCommand(
			["deploy", "check", "--after", "--stage", place.stage, "--region", place.region, "--format", "json", "--timeout", "60"],
			{ env: { ...deployed.emulator.env, AWS_REGION: place.region }, directory },
		);
		expect(stderr).toBe("");
		const { after } = JSON.parse(stdout) as { after: Check[] };
		const found = Object.fromEntries(after.map(({ name, status, detail }) => [name, `${status} ${detail}`]));
		expect(
			found["synthetic event"],
			[
				JSON.stringify(after?.find(({ name }) => name === "synthetic event")),
				...deployed.application.host
					.invocations("parapet-test-assess-change")
					.map(({ event, outcome, ms }) => JSON.stringify({ event, outcome, ms }).slice(0, 900)),
				...deployed.application.host.logs("parapet-test-assess-change").slice(-4),
			].join("\n"),
		).toMatch(/^ok /);
		expect(found["alert to security"]).toMatch(/^ok /);
		// Functions and what feeds them are the test's own host here, of which Lambda's API knows nothing.
		expect(found["dead letters"]).toMatch(/^ok /);
		expect([0, 2, 3]).toContain(code);
		expect(await deployed.emulator.denied()).toEqual([]);
	});
});
