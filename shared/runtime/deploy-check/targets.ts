import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { mapBounded } from "../../aws/concurrency.ts";
import { ConfigError } from "../../core/errors.ts";
import { printable } from "../../core/printable.ts";
import type { Http } from "../../sinks/http.ts";
import { probeSlack } from "../../sinks/slack/probe.ts";
import { readSecret, type SecretSources } from "../alert-secret.ts";
import type { SecretPlace, TargetConfig } from "../alert-settings.ts";
import type { DeployConfig } from "../deploy-settings.ts";
import { isSafe } from "../safe-address.ts";
import { type Check, type CheckAccess, failed, notAnswered, ok, unknown, warning } from "./check.ts";

/** Targets that are looked at at a time. */
const atATime = 4;

/** Can the secrets of the targets be read, and do the targets know them? Nothing is posted. */
export async function checkTargets(
	access: CheckAccess,
	targets: Readonly<Record<string, TargetConfig>>,
	deploy: DeployConfig,
	sources: SecretSources,
	http: Http,
): Promise<Check[]> {
	const checks = await mapBounded(Object.entries(targets), atATime, async ([name, target]) => {
		access.progress(`looking at the target ${name}`);
		return checkTarget(`target ${name}`, name, target, access, sources, http);
	});
	return [...checks.flat(), ...(deploy.slackActions ? await checkActions(deploy.slackActions, sources) : [])];
}

async function checkTarget(
	title: string,
	name: string,
	target: TargetConfig,
	access: CheckAccess,
	sources: SecretSources,
	http: Http,
): Promise<Check[]> {
	const secret = (place: SecretPlace, member: string) => readSecret(place, `alerts.targets.${name}.${member}`, sources);
	const untested = (what: string): Check[] => [
		unknown(title, `${what} Whether it takes messages shows only when one is sent.`, `parapet alert test --target ${name}`),
	];
	try {
		switch (target.type) {
			case "slack": {
				if (target.webhook) {
					const address = await secret(target.webhook, "webhook");
					return isSafe(address) ? untested("The address of the webhook can be read.") : [noAddress(title, "webhook")];
				}
				const token = await secret(target.token as SecretPlace, "token");
				return checkBot(title, name, { token, channel: target.channel ?? "", api: target.api }, http);
			}
			case "sns":
				return [await checkTopic(title, target.topicArn, access)];
			case "webhook": {
				await secret(target.secret, "secret");
				const address = typeof target.url === "string" ? target.url : await secret(target.url, "url");
				return isSafe(address) ? untested("The address and its secret can be read.") : [noAddress(title, "url")];
			}
			case "teams": {
				const address = await secret(target.webhook, "webhook");
				return isSafe(address) ? untested("The address of the workflow can be read.") : [noAddress(title, "webhook")];
			}
			case "pagerduty": {
				const key = await secret(target.routingKey, "routingKey");
				// https://developer.pagerduty.com/docs/send-alert-event
				if (key.length !== 32)
					return [
						warning(
							title,
							`The routing key has ${key.length} characters, and not 32.`,
							"Use the integration key of an Events API v2 integration.",
						),
					];
				return untested("The routing key can be read.");
			}
		}
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		return [secretProblem(title, error)];
	}
}

/** That the deployer may not read a secret says nothing of the functions. */
const secretProblem = (title: string, error: ConfigError): Check =>
	/GetSecretValue, denied/.test(error.message)
		? unknown(
				title,
				error.message,
				"You may not read the secret; the function notify gets the right. Check it with credentials that may (also kms:Decrypt where the secret has a key of your own).",
			)
		: failed(title, error.message, "Make the secret, or correct where the configuration says that it is.");

const noAddress = (title: string, member: string): Check =>
	failed(title, `What is kept for ${member} is no https address.`, "Store the whole address, and nothing else.");

async function checkBot(
	title: string,
	name: string,
	bot: { readonly token: string; readonly channel: string; readonly api?: string | undefined },
	http: Http,
): Promise<Check[]> {
	const probe = await probeSlack(bot, http);
	if (probe.step === "token") {
		const advice = /^(?:invalid_auth|not_authed|account_inactive|token_revoked|token_expired)$/.test(probe.error)
			? "Install the app again and store its Bot User OAuth Token (xoxb-…) in the secret."
			: "Check the network and the token of the app.";
		return [failed(title, `Slack does not know the bot: ${printable(probe.error)}.`, advice)];
	}
	const { team, user, scopes, error } = probe;
	const who = `${printable(user)} of ${printable(team)}`;
	const checks: Check[] = [];
	if (scopes !== undefined && !scopes.includes("chat:write"))
		return [failed(title, `${who} may not post: the token lacks chat:write.`, "Add the scope to the app and install it again.")];
	if (bot.channel.startsWith("#"))
		checks.push(
			warning(
				title,
				`${who}; the channel is configured by its name, so that a message whose sending was cut off cannot be looked for.`,
				"Name the channel by its id (C…, under About in Slack).",
			),
		);
	else if (error === undefined) checks.push(ok(title, `${who}, reads and writes in ${bot.channel}.`));
	else if (error === "missing_scope")
		checks.push(
			warning(
				title,
				`${who} may not read the channel: after an outage a message can be there twice.`,
				"Add channels:history (groups:history for a private channel) to the app and install it again.",
			),
		);
	else if (error === "not_in_channel" || error === "channel_not_found")
		checks.push(
			failed(
				title,
				`${who} is not in the channel ${bot.channel} (${error}).`,
				"Invite it in the channel with /invite, and check the channel's id.",
			),
		);
	else
		checks.push(
			unknown(
				title,
				`${who}; the channel ${bot.channel} could not be looked at: ${printable(error)}.`,
				`parapet alert test --target ${name}`,
			),
		);
	return checks;
}

async function checkTopic(title: string, topicArn: string, { caller }: CheckAccess): Promise<Check> {
	const [, , , region = "", account = ""] = topicArn.split(":");
	const answer = await caller({ region, account }).call("sns", new GetTopicAttributesCommand({ TopicArn: topicArn }));
	if ("unread" in answer)
		return answer.unread.cause === "notFound"
			? failed(title, `There is no topic ${topicArn}.`, "Make it, or correct topicArn.")
			: notAnswered(title, answer.unread);
	const { SubscriptionsConfirmed = "0", KmsMasterKeyId } = answer.value.Attributes ?? {};
	if (SubscriptionsConfirmed === "0")
		return warning(title, "Nobody has confirmed a subscription to the topic.", "Subscribe to it: aws sns subscribe.");
	const key = KmsMasterKeyId === undefined || KmsMasterKeyId === "alias/aws/sns" ? undefined : KmsMasterKeyId;
	return key === undefined
		? ok(title, `The topic is there, with ${SubscriptionsConfirmed} subscriptions.`)
		: warning(
				title,
				`The topic is encrypted with the key ${key}.`,
				"Its key policy must allow the function notify kms:GenerateDataKey and kms:Decrypt; the check after the deploy tries it.",
			);
}

async function checkActions(
	{ signingSecret, approvers }: NonNullable<DeployConfig["slackActions"]>,
	sources: SecretSources,
): Promise<Check[]> {
	const title = "Slack buttons";
	try {
		const secret = await readSecret(signingSecret, "deploy.slackActions.signingSecret", sources);
		if (!/^[0-9a-f]{32}$/.test(secret))
			return [
				failed(
					title,
					"What is kept as the signing secret is none: it has 32 hexadecimal digits.",
					"Store Basic Information, Signing Secret of the Slack app; a token (xox…) is something else.",
				),
			];
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		return [secretProblem(title, error)];
	}
	return approvers === undefined
		? [
				warning(
					title,
					"Whoever sees an alert in Slack may suppress it, guests and people of other organizations in a shared channel included.",
					"Name those who may in deploy.slackActions.approvers.",
				),
			]
		: [ok(title, approvers.length === 1 ? "One person may suppress." : `${approvers.length} people may suppress.`)];
}
