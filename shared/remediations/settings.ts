import * as z from "zod";
import type { QuietRule } from "../core/alerts/windows.ts";
import { weekdays } from "../core/alerts/windows.ts";
import { compilePattern } from "../core/suppression.ts";
import type { ActionSettings } from "./action.ts";
import { type Mode, modes } from "./modes.ts";

export type { Mode } from "./modes.ts";

const Pattern = z.string().min(1).refine(compiles, "is no pattern that compiles");
const Patterns = z.array(Pattern).min(1);
const Tags = z.record(z.string(), Pattern).refine((tags) => Object.keys(tags).length > 0, "must name at least one tag");
const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 08:30");
const Cidr = z.union([z.cidrv4(), z.cidrv6()], { error: "must be a CIDR such as 10.0.0.0/8" });
const Arn = (what: string, pattern: RegExp) => z.string().regex(pattern, `must be ${what}`);

const ModeRule = z.strictObject({
	/** Ids of actions. */
	actions: Patterns.optional(),
	/** Rules whose failing is repaired. */
	rules: Patterns.optional(),
	accounts: Patterns.optional(),
	regions: Patterns.optional(),
	/** Patterns over the ARN or the name. */
	resources: Patterns.optional(),
	tags: Tags.optional(),
	mode: z.enum(modes),
});

const AllowScope = z.strictObject({
	/** An account id or a pattern; there is no default. */
	accounts: Patterns,
	regions: Patterns.optional(),
	resources: Patterns.optional(),
	tags: Tags.optional(),
	actions: Patterns.optional(),
});

const Window = z
	.strictObject({
		/** Days on which it begins. Default: all. */
		days: z.array(z.enum(weekdays)).min(1).optional(),
		from: Clock,
		/** May be earlier than from: the window then spans midnight. */
		to: Clock,
	})
	.refine(({ from, to }) => from !== to, "from and to are the same");

/** What actions need to know. */
const Actions = z.strictObject({
	/** Accounts that may be shared with, beside the own ones. */
	trustedAccounts: z.array(z.string().regex(/^\d{12}$/, "must be a 12-digit account id")).optional(),
	/** CIDRs that may reach EKS endpoints and databases. */
	allowedCidrs: z.array(Cidr).optional(),
	/** Days of backups that every database keeps. Default: 7. */
	backupDays: z.int().min(1).max(35).optional(),
	/** Days that log groups keep, one of those that CloudWatch Logs knows. Default: 365. */
	logDays: z
		.union(
			[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653].map((days) =>
				z.literal(days),
			),
		)
		.optional(),
	/** KMS key for copies of snapshots and for log groups: ARN or alias. */
	kmsKey: Arn("the ARN of a KMS key or an alias", /^(?:arn:[^:]+:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/.+|alias\/.+)$/).optional(),
	/** Role that enhanced monitoring writes with. */
	monitoringRole: Arn("the ARN of an IAM role", /^arn:[^:]+:iam::\d{12}:role\/.+$/).optional(),
	/** Lambda that rotates secrets. */
	rotationFunction: Arn("the ARN of a Lambda function", /^arn:[^:]+:lambda:[a-z0-9-]+:\d{12}:function:.+$/).optional(),
	/** Days between rotations. Default: 30. */
	rotationDays: z.int().min(1).max(1000).optional(),
	/** Tags of resources that live for hours only. Default: none. */
	ephemeralTags: Tags.optional(),
	/** Principals of break-glass access to EKS. */
	breakGlass: z.array(z.string().min(1)).optional(),
	/** SNS topic for event subscriptions. */
	eventTopic: Arn("the ARN of a topic", /^arn:[^:]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/).optional(),
});

/** The member `remediation` of the configuration file. Without it nothing is ever changed: `allow` is empty. */
export const RemediationConfig = z.strictObject({
	/** What happens where no rule below says otherwise. Default: plan. */
	mode: z.enum(modes).optional(),
	/** Modes for actions, rules, scopes: the first that matches. */
	rules: z.array(ModeRule).max(500).optional(),
	/** Where anything may be changed at all. Default: nowhere. */
	allow: z.array(AllowScope).max(500).optional(),
	/** How much is changed at most; what is over waits for the next hour. */
	budget: z
		.strictObject({
			/** Repairs an hour. Default: 10. */
			perHour: z.int().min(0).max(1000).optional(),
			/** Share of the resources of a kind that are changed in an hour; one always may. Default: 0.1. */
			share: z.number().min(0).max(1).optional(),
		})
		.optional(),
	/** Maintenance windows. Default: none, and what wants one is refused. */
	windows: z.array(Window).max(20).optional(),
	/** Of the windows. Default: UTC. */
	timezone: z.string().refine(isTimezone, "must be the name of a time zone, such as Europe/Berlin").optional(),
	/** Who may approve: ids of Slack users (U…), or patterns over the ARN of whoever runs the command. Default: nobody in Slack, everybody with credentials at the command line. */
	approvers: Patterns.optional(),
	/** Hours after which a plan that nobody approved expires. Default: 24. */
	expiryHours: z.number().min(0.1).max(720).optional(),
	/** What actions need to know. */
	settings: Actions.optional(),
});
export type RemediationConfig = z.infer<typeof RemediationConfig>;

/** Where something holds: all members that are there must match. */
export interface RemediationScope {
	readonly actions?: readonly string[] | undefined;
	readonly rules?: readonly string[] | undefined;
	readonly accounts?: readonly string[] | undefined;
	readonly regions?: readonly string[] | undefined;
	readonly resources?: readonly string[] | undefined;
	readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** The settings with all defaults. */
export interface RemediationSettings {
	readonly mode: Mode;
	readonly rules: readonly (RemediationScope & { readonly mode: Mode })[];
	readonly allow: readonly RemediationScope[];
	readonly budget: { readonly perHour: number; readonly share: number };
	readonly windows: readonly Pick<QuietRule, "days" | "from" | "to">[];
	readonly timezone: string;
	readonly approvers?: readonly string[] | undefined;
	readonly expiryHours: number;
	readonly actions: ActionSettings;
}

/** The member `remediation`, which may be absent, with all defaults. */
export function remediationSettings(config: RemediationConfig = {}): RemediationSettings {
	const { settings = {} } = config;
	return {
		mode: config.mode ?? "plan",
		rules: config.rules ?? [],
		allow: config.allow ?? [],
		budget: { perHour: config.budget?.perHour ?? 10, share: config.budget?.share ?? 0.1 },
		windows: config.windows ?? [],
		timezone: config.timezone ?? "UTC",
		approvers: config.approvers,
		expiryHours: config.expiryHours ?? 24,
		actions: {
			trustedAccounts: settings.trustedAccounts ?? [],
			allowedCidrs: settings.allowedCidrs ?? [],
			backupDays: settings.backupDays ?? 7,
			logDays: settings.logDays ?? 365,
			kmsKey: settings.kmsKey,
			monitoringRole: settings.monitoringRole,
			rotationFunction: settings.rotationFunction,
			rotationDays: settings.rotationDays ?? 30,
			ephemeralTags: settings.ephemeralTags ?? {},
			breakGlass: settings.breakGlass ?? [],
			eventTopic: settings.eventTopic,
		},
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
