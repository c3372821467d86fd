import { describe, expect, it } from "vitest";
import type { TargetConfig } from "../../../shared/runtime/alert-settings.ts";
import type { Check } from "../../../shared/runtime/deploy-check/check.ts";
import { checkTargets } from "../../../shared/runtime/deploy-check/targets.ts";
import type { DeployConfig } from "../../../shared/runtime/deploy-settings.ts";
import { type Answer, fails, fakeCaller, testScope } from "../../support/aws/fake-caller.ts";
import { type SlackOptions, slackWorkspace } from "../../support/slack.ts";

const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
const secrets: Readonly<Record<string, string>> = {
	[arn("slack")]: JSON.stringify({
		token: "xoxb-test-token",
		old: "xoxb-revoked",
		signing: "8f742231b10e8888abcd99aaabbb85a5",
		spaced: "xoxb a",
	}),
	[arn("hook")]: "https://hooks.example.com/T/B/very-secret",
	[arn("word")]: "not-an-address",
	[arn("key")]: "0123456789abcdef0123456789abcdef",
};
const answers: Readonly<Record<string, Answer>> = {
	"secretsmanager:GetSecretValue": ({ SecretId }: Record<string, unknown>) => {
		const SecretString = secrets[String(SecretId)];
		return SecretString === undefined ? fails(String(SecretId).includes("denied") ? "denied" : "notFound") : { SecretString };
	},
};

async function look(
	target: TargetConfig | undefined,
	{
		deploy = {},
		slack = {},
		further = {},
	}: { deploy?: DeployConfig; slack?: SlackOptions; further?: Readonly<Record<string, Answer>> } = {},
) {
	const workspace = slackWorkspace(slack);
	const caller = fakeCaller({ ...answers, ...further });
	const checks = await checkTargets(
		{ ...testScope, stage: "prod", caller: () => caller, progress: () => {} },
		target ? { team: target } : {},
		deploy,
		{ environment: {}, base: ".", aws: { caller: async () => caller } },
		workspace.http,
	);
	return { checks, workspace };
}

const bot = (differences: object = {}): TargetConfig =>
	({ type: "slack", channel: "C0000001", token: { secret: arn("slack"), key: "token" }, ...differences }) as TargetConfig;

describe("a target of alerts", () => {
	it.each<[string, TargetConfig, SlackOptions, Check["status"], RegExp]>([
		["a bot in its channel", bot(), {}, "ok", /parapet of Acme, reads and writes in C0000001/],
		["a channel by its name", bot({ channel: "#alerts" }), {}, "warning", /by its name/],
		["a bot that is not in the channel", bot({ channel: "C9999999" }), {}, "failed", /not in the channel C9999999/],
		["a bot that may not post", bot(), { scopes: "channels:history" }, "failed", /lacks chat:write/],
		[
			"a bot that may not read",
			bot(),
			{ fault: (method) => (method === "conversations.history" ? { kind: "error", error: "missing_scope" } : undefined) },
			"warning",
			/may not read/,
		],
		["a token that was revoked", bot({ token: { secret: arn("slack"), key: "old" } }), {}, "failed", /invalid_auth/],
		["a Slack that is away", bot(), { fault: () => ({ kind: "timeout" }) }, "failed", /did not answer/],
		["a token that is none", bot({ token: { secret: arn("slack"), key: "spaced" } }), {}, "failed", /spaces/],
		[
			"a secret without the member",
			bot({ token: { secret: arn("slack"), key: "other" } }),
			{},
			"failed",
			/no JSON object with the text other/,
		],
		["a secret that is not there", bot({ token: { secret: arn("none") } }), {}, "failed", /could not be read/],
		["a secret that whoever deploys may not read", bot({ token: { secret: arn("denied") } }), {}, "unknown", /denied/],
		["a webhook of Slack", { type: "slack", webhook: { secret: arn("hook") } }, {}, "unknown", /only when one is sent/],
		["a webhook that is none", { type: "slack", webhook: { secret: arn("word") } }, {}, "failed", /no https address/],
		["a workflow of Teams", { type: "teams", webhook: { secret: arn("hook") } }, {}, "unknown", /only when one is sent/],
		[
			"a webhook",
			{ type: "webhook", url: "https://example.com/hook", secret: { secret: arn("key") } },
			{},
			"unknown",
			/only when one is sent/,
		],
		["PagerDuty", { type: "pagerduty", routingKey: { secret: arn("key") } }, {}, "unknown", /only when one is sent/],
		["PagerDuty with a key that is none", { type: "pagerduty", routingKey: { secret: arn("word") } }, {}, "warning", /14 characters/],
	])("%s", async (_, target, slack, status, detail) => {
		const { checks, workspace } = await look(target, { slack });
		expect(checks).toEqual([expect.objectContaining({ name: "target team", status, detail: expect.stringMatching(detail) })]);
		if (status !== "ok") expect(checks[0]?.advice?.length).toBeGreaterThan(0);
		expect(workspace.messages).toEqual([]);
		expect(JSON.stringify(checks)).not.toMatch(/xoxb-[a-z0-9]|very-secret|0123456789abcdef/);
	});

	const topic: TargetConfig = { type: "sns", topicArn: "arn:aws:sns:eu-west-1:111122223333:alerts" };
	it.each<[string, Answer, Check["status"]]>([
		["with subscribers", { Attributes: { SubscriptionsConfirmed: "2" } }, "ok"],
		["without subscribers", { Attributes: { SubscriptionsConfirmed: "0" } }, "warning"],
		["with a key of its own", { Attributes: { SubscriptionsConfirmed: "2", KmsMasterKeyId: "arn:aws:kms:x" } }, "warning"],
		["that is not there", fails("notFound"), "failed"],
		["of which nobody speaks", fails("denied"), "unknown"],
	])("a topic %s", async (_, answer, status) => {
		expect((await look(topic, { further: { "sns:GetTopicAttributes": answer } })).checks).toEqual([expect.objectContaining({ status })]);
	});
});

describe("the buttons of Slack", () => {
	const actions = (key: string, approvers?: string[]): DeployConfig => ({
		slackActions: { signingSecret: { secret: arn("slack"), key }, ...(approvers ? { approvers } : {}) },
	});
	it.each<[string, DeployConfig, Check["status"]]>([
		["with approvers", actions("signing", ["U0USER01"]), "ok"],
		["for everybody", actions("signing"), "warning"],
		["with a token for a signing secret", actions("token", ["U0USER01"]), "failed"],
		["with a secret that is not there", { slackActions: { signingSecret: { secret: arn("none") } } }, "failed"],
		["with a secret that may not be read", { slackActions: { signingSecret: { secret: arn("denied") } } }, "unknown"],
	])("%s", async (_, deploy, status) => {
		const { checks } = await look(undefined, { deploy });
		expect(checks).toEqual([expect.objectContaining({ name: "Slack buttons", status })]);
		expect(JSON.stringify(checks)).not.toMatch(/8f742231|xoxb-[a-z0-9]/);
	});
});
