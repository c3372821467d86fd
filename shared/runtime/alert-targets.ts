import { ConfigError } from "../core/errors.ts";
import { type Http, http as overHttp } from "../sinks/http.ts";
import type { Way } from "../sinks/outbox/deliver.ts";
import type { Clock } from "../sinks/outbox/store.ts";
import type { Outcome, Target } from "../sinks/outbox/target.ts";
import { slackBot } from "../sinks/slack/bot.ts";
import { slackWebhook } from "../sinks/slack/webhook.ts";
import type { Overflow } from "../sinks/sns/size.ts";
import { snsTopic } from "../sinks/sns/topic.ts";
import { pagerDuty } from "../sinks/webhook/pagerduty.ts";
import { teams } from "../sinks/webhook/teams.ts";
import { webhook } from "../sinks/webhook/webhook.ts";
import { readSecret, type SecretSources } from "./alert-secret.ts";
import type { AlertSettings, SecretPlace, TargetConfig } from "./alert-settings.ts";
import type { AwsWay } from "./aws-way.ts";
import { isSafe } from "./safe-address.ts";

/** What targets are opened with. */
export interface TargetParts {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly clock: Clock;
	/** Where messages go that are too long for a topic. */
	readonly overflow: Overflow;
	/** To topics and secrets. */
	readonly aws: AwsWay;
	/** Reads a secret instead of `readSecret`. */
	readonly secret?: SecretReader | undefined;
	readonly http?: Http | undefined;
	/** Slack messages of these targets have buttons, which somebody answers. */
	readonly actions?: ReadonlySet<string> | undefined;
}

/** The secret at a place; `what` names its member of the configuration in errors. `again`: not what is remembered. */
export type SecretReader = (place: SecretPlace, what: string, again: boolean) => Promise<string>;

/**
 * Opens the named targets: secrets are read, nothing is sent. One that cannot be opened refuses everything with the reason, so that the others work
 * and its fallback does. One that is refused reads its secrets again, since somebody may have changed them.
 */
export async function openTargets(
	settings: AlertSettings,
	names: readonly string[],
	parts: TargetParts,
): Promise<ReadonlyMap<string, Way>> {
	const { environment, aws } = parts;
	const sources: SecretSources = { environment, base: settings.base, aws };
	const read: SecretReader = parts.secret ?? ((place, what) => readSecret(place, what, sources));
	const ways = new Map<string, Way>();
	for (const name of names) {
		const config = settings.targets[name];
		if (!config) continue;
		const opened = async (again: boolean) => {
			const secrets: string[] = [];
			const secret = async (place: SecretPlace, member: string) => {
				const text = await read(place, `alerts.targets.${name}.${member}`, again);
				secrets.push(text);
				return text;
			};
			return { target: await open(name, config, secret, parts), secrets };
		};
		const target = await opened(false).then(
			({ target: first, secrets }) => (parts.secret && secrets.length > 0 ? renewable(first, secrets, () => opened(true)) : first),
			(error: unknown) => {
				if (!(error instanceof ConfigError)) throw error;
				return closedTarget(name, error.message);
			},
		);
		ways.set(name, { target, fallback: config.fallback, fallbackAfter: (config.fallbackAfter ?? 15) * 60_000 });
	}
	return ways;
}

interface Opened {
	readonly target: Target;
	readonly secrets: readonly string[];
}

/** A target that is opened anew, once, when it is refused and its secrets are others by now. */
function renewable(first: Target, secrets: readonly string[], reopen: () => Promise<Opened>): Target {
	let current = first;
	let renewed: Promise<boolean> | undefined;
	const renew = async (): Promise<boolean> => {
		const opened = await reopen().catch((error: unknown) => {
			if (!(error instanceof ConfigError)) throw error;
			return undefined;
		});
		if (!opened || opened.secrets.join("\n") === secrets.join("\n")) return false;
		current = opened.target;
		return true;
	};
	const retried = async (act: (target: Target) => Promise<Outcome>): Promise<Outcome> => {
		const tried = current;
		const outcome = await act(tried);
		if (outcome.outcome !== "refused") return outcome;
		renewed ??= renew();
		return (await renewed) && tried !== current ? act(current) : outcome;
	};
	return {
		...first,
		send: (message, attempt) => retried((target) => target.send(message, attempt)),
		...(first.note
			? { note: (note, attempt) => retried((target) => target.note?.(note, attempt) ?? Promise.resolve({ outcome: "sent" })) }
			: {}),
	};
}

const closedTarget = (name: string, reason: string): Target => ({
	name,
	threads: false,
	concurrency: 1,
	send: async () => ({ outcome: "refused", reason }),
});

async function open(
	name: string,
	config: TargetConfig,
	secret: (place: SecretPlace, member: string) => Promise<string>,
	{ clock, overflow, aws, http = overHttp, actions }: TargetParts,
): Promise<Target> {
	switch (config.type) {
		case "slack": {
			const mentions = config.mentions ?? {};
			if (config.webhook)
				return slackWebhook({ name, url: await address(config.webhook, `${name}.webhook`, secret), mentions }, http, clock);
			const token = await secret(config.token as SecretPlace, "token");
			return slackBot({ name, channel: config.channel ?? "", token, mentions, api: config.api, actions: actions?.has(name) }, http, clock);
		}
		case "sns": {
			const [, partition = "aws", , region = "", account = ""] = config.topicArn.split(":");
			const caller = await aws.caller({ partition, account, region });
			return snsTopic({ name, topicArn: config.topicArn, format: config.format ?? "json", overflow }, caller);
		}
		case "webhook": {
			const url = typeof config.url === "string" ? config.url : await address(config.url, `${name}.url`, secret);
			return webhook({ name, url, secret: await secret(config.secret, "secret") }, http, clock);
		}
		case "teams":
			return teams({ name, url: await address(config.webhook, `${name}.webhook`, secret) }, http, clock);
		case "pagerduty":
			return pagerDuty({ name, routingKey: await secret(config.routingKey, "routingKey"), api: config.api }, http, clock);
	}
}

/** An address that is a secret itself. */
async function address(place: SecretPlace, what: string, secret: (place: SecretPlace, member: string) => Promise<string>): Promise<string> {
	const text = await secret(place, what.split(".")[1] ?? what);
	if (!isSafe(text)) throw new ConfigError(`alerts.targets.${what}: what is kept there is no https address.`);
	return text;
}
