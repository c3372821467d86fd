import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AwsConnection } from "../aws/connection.ts";
import { ConfigError } from "../core/errors.ts";
import { writeFileWhole } from "../sinks/filesystem.ts";
import { http } from "../sinks/http.ts";
import type { Way } from "../sinks/outbox/deliver.ts";
import type { Clock } from "../sinks/outbox/store.ts";
import type { Target } from "../sinks/outbox/target.ts";
import { slackBot } from "../sinks/slack/bot.ts";
import { slackWebhook } from "../sinks/slack/webhook.ts";
import type { Overflow } from "../sinks/sns/size.ts";
import { pagerDuty } from "../sinks/webhook/pagerduty.ts";
import { teams } from "../sinks/webhook/teams.ts";
import { webhook } from "../sinks/webhook/webhook.ts";
import { readSecret, type SecretSources } from "./alert-secret.ts";
import { type AlertSettings, isSafe, type SecretPlace, type TargetConfig } from "./alert-settings.ts";
import { version } from "./version.ts";

/** Targets that are ready to send; close them. */
export interface OpenTargets {
	readonly ways: ReadonlyMap<string, Way>;
	readonly close: () => void;
}

/** Opens the named targets: secrets are read, nothing is sent. One that cannot be opened refuses everything with the reason, so that the others work and its fallback does. */
export async function openTargets(
	settings: AlertSettings,
	names: readonly string[],
	environment: Readonly<Record<string, string | undefined>>,
	clock: Clock,
): Promise<OpenTargets> {
	const sources: SecretSources = { environment, base: settings.base, profile: settings.profile };
	const aws = lazyAws(settings.profile);
	const ways = new Map<string, Way>();
	for (const name of names) {
		const config = settings.targets[name];
		if (!config) continue;
		const target = await open(name, config, settings, sources, clock, aws.connection).catch((error: unknown) => {
			if (!(error instanceof ConfigError)) throw error;
			return closedTarget(name, error.message);
		});
		ways.set(name, { target, fallback: config.fallback, fallbackAfter: (config.fallbackAfter ?? 15) * 60_000 });
	}
	return { ways, close: aws.close };
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
	settings: AlertSettings,
	sources: SecretSources,
	clock: Clock,
	connection: () => Promise<AwsConnection>,
): Promise<Target> {
	const secret = (place: SecretPlace, member: string) => readSecret(place, `alerts.targets.${name}.${member}`, sources);
	switch (config.type) {
		case "slack": {
			const mentions = config.mentions ?? {};
			if (config.webhook)
				return slackWebhook({ name, url: await address(config.webhook, `${name}.webhook`, secret), mentions }, http, clock);
			const token = await secret(config.token as SecretPlace, "token");
			return slackBot({ name, channel: config.channel ?? "", token, mentions, api: config.api }, http, clock);
		}
		case "sns": {
			const [, partition = "aws", , region = "", account = ""] = config.topicArn.split(":");
			const { defaultCredentials } = await import("../aws/credentials.ts");
			const { snsTopic } = await import("../sinks/sns/topic.ts");
			const caller = (await connection()).caller({ partition, account, region }, defaultCredentials(settings.profile));
			return snsTopic(
				{ name, topicArn: config.topicArn, format: config.format ?? "json", overflow: directoryOverflow(settings.state) },
				caller,
			);
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

/** Messages that are too long for a topic, in a directory beside the outbox. */
const directoryOverflow = (state: string): Overflow => ({
	async put(key, text) {
		const path = resolve(state, "overflow", key);
		await writeFileWhole(dirname(path), path.slice(join(dirname(path), "/").length), [text]);
		return pathToFileURL(path).href;
	},
});

/** The connection to AWS, made when the first target needs it. */
function lazyAws(profile: string | undefined): { connection: () => Promise<AwsConnection>; close: () => void } {
	let made: AwsConnection | undefined;
	return {
		async connection() {
			if (!made) {
				const { connect } = await import("../aws/connection.ts");
				made = connect({ version, concurrency: 16, profile });
			}
			return made;
		},
		close: () => made?.close(),
	};
}
