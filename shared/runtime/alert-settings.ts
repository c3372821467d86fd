import { dirname, resolve } from "node:path";
import * as z from "zod";
import { alertKinds } from "../core/alerts/alert.ts";
import type { Route } from "../core/alerts/routes.ts";
import { type TimeRules, weekdays } from "../core/alerts/windows.ts";
import { severities } from "../core/severity.ts";
import { compilePattern } from "../core/suppression.ts";
import { isSafe } from "./safe-address.ts";
import { suggestion } from "./suggestion.ts";

/** Where a secret is kept; the configuration never holds one itself. */
const SecretPlace = z
	.union(
		[
			z.strictObject({ env: z.string().regex(/^[A-Za-z_]\w*$/, "must be the name of an environment variable") }),
			z.strictObject({ file: z.string().min(1) }),
			z.strictObject({
				secret: z
					.string()
					.regex(/^arn:[^:]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/, "must be the ARN of a secret in Secrets Manager"),
				/** The member of a secret that is a JSON object. */
				key: z.string().min(1).optional(),
			}),
		],
		{
			error:
				"must say where the secret is: { env: NAME }, { file: PATH } or { secret: ARN, key?: MEMBER }; the secret itself does not belong here",
		},
	)
	.readonly();

export type SecretPlace = z.infer<typeof SecretPlace>;

const Name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "must be lower-case letters, digits and hyphens, at most 40");
const Pattern = z.string().min(1).refine(compiles, "is no pattern that compiles");
const Mentions = z.partialRecord(
	z.enum(severities),
	z.array(
		z
			.string()
			.regex(
				/^(?:here|channel|everyone|[UWS][A-Z0-9]{2,20})$/,
				"must be here, channel, everyone, or the id of a user (U…) or user group (S…)",
			),
	),
);
const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 08:30");
const Web = z.url({ protocol: /^https?$/ }).refine(isSafe, "must be https (http is for localhost only), without user and password");
const shared = {
	/** More alerts than this at once become a digest; 0: always a digest. */
	digestAbove: z.int().min(0).max(1000).optional(),
	/** The target that gets its messages when it refuses them or is down. */
	fallback: Name.optional(),
	/** Minutes without success after which the fallback is used. Default: 15. */
	fallbackAfter: z.number().min(0).max(1440).optional(),
};

const TargetConfig = z.discriminatedUnion("type", [
	z.strictObject({
		type: z.literal("slack"),
		...shared,
		channel: z
			.string()
			.regex(/^(?:[CGD][A-Z0-9]{6,20}|#[^\s#]{1,80})$/, "must be the id of a channel (C0123ABCD) or #name")
			.optional(),
		token: SecretPlace.optional(),
		webhook: SecretPlace.optional(),
		mentions: Mentions.optional(),
		/** Default: https://slack.com/api. */
		api: Web.optional(),
	}),
	z.strictObject({
		type: z.literal("sns"),
		...shared,
		topicArn: z.string().regex(/^arn:[^:]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/, "must be the ARN of a topic"),
		format: z.enum(["json", "amazon-q"]).optional(),
	}),
	z.strictObject({ type: z.literal("webhook"), ...shared, url: z.union([Web, SecretPlace]), secret: SecretPlace }),
	z.strictObject({ type: z.literal("teams"), ...shared, webhook: SecretPlace }),
	z.strictObject({ type: z.literal("pagerduty"), ...shared, routingKey: SecretPlace, api: Web.optional() }),
]);

const RouteConfig = z.strictObject({
	severity: z.enum(severities).optional(),
	kinds: z.array(z.enum(alertKinds)).min(1).optional(),
	environments: z.array(Pattern).min(1).optional(),
	accounts: z.array(Pattern).min(1).optional(),
	regions: z.array(Pattern).min(1).optional(),
	rules: z.array(Pattern).min(1).optional(),
	targets: z.array(Name).min(1),
	/** Collects what it takes and tells it in one digest, at the full hour or once a day. */
	every: z.enum(["hourly", "daily"]).optional(),
});

const QuietConfig = z
	.strictObject({
		from: Clock.optional(),
		/** May be earlier than from: the quiet then spans midnight. */
		to: Clock.optional(),
		/** Days on which it begins. Default: all. */
		days: z.array(z.enum(weekdays)).min(1).optional(),
		/** Default: those that people read at once, in Slack and Teams. */
		targets: z.array(Name).min(1).optional(),
		/** This severity and milder waits. Default: high; what is critical never waits. */
		severity: z.enum(severities).exclude(["critical"]).optional(),
	})
	.refine(({ from, to }) => (from === undefined) === (to === undefined), "from and to belong together; without both it is the whole day")
	.refine(({ from, to }) => from === undefined || from !== to, "from and to are the same; leave both out for the whole day")
	.refine(({ from, days }) => from !== undefined || days !== undefined, "would be quiet for ever: say from and to, or days");

/** The member `alerts` of the configuration file. */
export const AlertConfig = z
	.strictObject({
		targets: z.record(Name, TargetConfig).refine((targets) => Object.keys(targets).length > 0, "must have at least one target"),
		/** Default: low and worse, to all targets. */
		routes: z.array(RouteConfig).min(1).optional(),
		/** When most people are not to be disturbed. */
		quiet: z.array(QuietConfig).max(20).optional(),
		/** Of quiet hours and daily digests. Default: UTC. */
		timezone: z.string().refine(isTimezone, "must be the name of a time zone, such as Europe/Berlin").optional(),
		/** When daily digests are told. Default: 08:00. */
		dailyAt: Clock.optional(),
		/** Where the outbox and the incidents are kept, relative to the configuration. Default: parapet-alerts. */
		state: z.string().min(1).optional(),
		/** Address of the report; {snapshot} stands for the snapshot's id. */
		report: z
			.string()
			.regex(/^https?:\/\/[^\s<>|]+$/, "must be a web address")
			.optional(),
		/** Tags whose value is the environment. Default: Environment, Env, Stage. */
		environmentTags: z.array(z.string().min(1)).min(1).optional(),
	})
	.superRefine((config, context) => {
		const names = Object.keys(config.targets);
		const check = (name: string, path: (string | number)[]) => {
			if (names.includes(name)) return;
			context.addIssue({
				code: "custom",
				path,
				message: `there is no target "${name}"${suggestion(name, names) || `; there are: ${names.join(", ")}`}`,
			});
		};
		for (const [index, route] of (config.routes ?? []).entries())
			for (const [at, name] of route.targets.entries()) check(name, ["routes", index, "targets", at]);
		for (const [index, rule] of (config.quiet ?? []).entries())
			for (const [at, name] of (rule.targets ?? []).entries()) check(name, ["quiet", index, "targets", at]);
		for (const [name, target] of Object.entries(config.targets)) {
			const report = (member: string, message: string) => context.addIssue({ code: "custom", path: ["targets", name, member], message });
			if (target.fallback !== undefined) check(target.fallback, ["targets", name, "fallback"]);
			if (target.fallback === name) report("fallback", "must be another target");
			if (target.fallbackAfter !== undefined && target.fallback === undefined)
				report("fallbackAfter", "says when, and fallback does not say where");
			if (target.type !== "slack") continue;
			if ((target.token === undefined) === (target.webhook === undefined))
				report("token", "either token (with channel) or webhook must be there");
			if (target.token !== undefined && target.channel === undefined) report("channel", "must be there with token");
			if (target.webhook !== undefined && target.channel !== undefined) report("channel", "is decided by the webhook");
		}
	});

export type TargetConfig = z.infer<typeof TargetConfig>;

/** What alerts are sent by. */
export interface AlertSettings {
	readonly targets: Readonly<Record<string, TargetConfig>>;
	readonly routes: readonly Route[];
	/** When people are told. */
	readonly times: TimeRules;
	/** Directory of the outbox and the incidents. */
	readonly state: string;
	readonly report?: string | undefined;
	readonly environmentTags: readonly string[];
	/** Files of secrets are relative to it. */
	readonly base: string;
	readonly profile?: string | undefined;
}

/** Settings from the configuration file at `path`. */
export function alertSettings(config: z.infer<typeof AlertConfig>, path: string, profile: string | undefined): AlertSettings {
	const base = dirname(path);
	return {
		targets: config.targets,
		routes: config.routes ?? [{ severity: "low", targets: Object.keys(config.targets) }],
		times: { timezone: config.timezone ?? "UTC", dailyAt: config.dailyAt ?? "08:00", quiet: config.quiet ?? [] },
		state: resolve(base, config.state ?? "parapet-alerts"),
		report: config.report,
		environmentTags: config.environmentTags ?? ["Environment", "Env", "Stage"],
		base,
		profile,
	};
}

function isTimezone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en-US", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

function compiles(pattern: string): boolean {
	try {
		compilePattern(pattern);
		return true;
	} catch {
		return false;
	}
}
