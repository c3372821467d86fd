import type { Alert } from "../../shared/core/alerts/alert.ts";
import { digestOf } from "../../shared/core/alerts/alert.ts";
import type { TimeRules } from "../../shared/core/alerts/windows.ts";
import type { AlertSettings, TargetConfig } from "../../shared/runtime/alert-settings.ts";
import { openTargets } from "../../shared/runtime/alert-targets.ts";
import { type NotifyReport, notify } from "../../shared/runtime/app/notify.ts";
import type { CheckRecords } from "../../shared/runtime/app/notify-check.ts";
import type { Watched } from "../../shared/runtime/app/notify-system.ts";
import type { Http } from "../../shared/sinks/http.ts";
import { enqueueAlerts } from "../../shared/sinks/outbox/inbox.ts";
import type { Store } from "../../shared/sinks/outbox/store.ts";
import { type FakeCaller, fakeCaller } from "./aws/fake-caller.ts";
import { memoryStore, virtualClock } from "./outbox.ts";
import { slackWorkspace } from "./slack.ts";

export const findingsArn = "arn:aws:sns:eu-west-1:111122223333:findings";
export const systemArn = "arn:aws:sns:eu-west-1:111122223333:system";
export const slackTarget: TargetConfig = { type: "slack", channel: "C0000001", token: { env: "SLACK_TOKEN" } };

/** What was published to a topic. */
export interface Publication {
	readonly topic: string;
	readonly message: Record<string, unknown>;
	readonly attributes: Readonly<Record<string, string>>;
}

export interface Deployment {
	readonly store?: Store;
	readonly clock?: ReturnType<typeof virtualClock>;
	readonly targets?: Readonly<Record<string, TargetConfig>>;
	readonly routes?: AlertSettings["routes"];
	readonly times?: Partial<TimeRules>;
	readonly own?: { readonly findings?: string; readonly system?: string };
	readonly workspace?: ReturnType<typeof slackWorkspace>;
	/** Of Slack. */
	readonly http?: Http;
	readonly sns?: FakeCaller;
	readonly watched?: () => Promise<Watched>;
	/** Records of synthetic events. */
	readonly checks?: CheckRecords;
	/** Milliseconds of an invocation. */
	readonly time?: number;
	/** The token that is kept; read at most once an invocation. */
	readonly token?: () => string;
}

/** A deployment whose notify can be invoked as Lambda does; time passes only when something sleeps, or when it is told to. */
export function notifier(deployment: Deployment = {}) {
	const clock = deployment.clock ?? virtualClock();
	const store = deployment.store ?? memoryStore();
	const workspace = deployment.workspace ?? slackWorkspace({ now: clock.now });
	const sns = deployment.sns ?? fakeCaller({ "sns:Publish": { MessageId: "1" } });
	const targets = deployment.targets ?? { security: slackTarget };
	const settings: AlertSettings = {
		targets,
		routes: deployment.routes ?? [{ targets: Object.keys(targets) }],
		times: { timezone: "UTC", dailyAt: "08:00", quiet: [], ...deployment.times },
		environmentTags: [],
		state: "",
		base: "/",
	};
	const own = deployment.own ?? {};
	const topics: Record<string, TargetConfig> = {
		...(own.findings ? { [own.findings]: { type: "sns", topicArn: findingsArn } } : {}),
		...(own.system ? { [own.system]: { type: "sns", topicArn: systemArn } } : {}),
	};
	const metrics: Record<string, number[]> = {};
	let invocations = 0;
	const remembered = new Map<string, string>();
	return {
		clock,
		store,
		workspace,
		metrics,
		/** Keeps alerts as a publication does. */
		keep: (name: string, alerts: readonly Alert[], at = clock.now()) =>
			enqueueAlerts(store, digestOf("test", name), new Date(at).toISOString(), alerts),
		async invoke(time = deployment.time ?? 300_000): Promise<NotifyReport> {
			const end = clock.now() + time;
			return notify(
				{
					store,
					settings,
					own,
					clock,
					open: (names) =>
						openTargets({ ...settings, targets: { ...targets, ...topics } }, names, {
							environment: {},
							clock,
							http: deployment.http ?? workspace.http,
							aws: { caller: async () => sns },
							overflow: { put: async (key) => `s3://state/overflow/v1/${key}` },
							secret: async (place, _, again) => {
								const key = JSON.stringify(place);
								const known = again ? undefined : remembered.get(key);
								const value = known ?? deployment.token?.() ?? "xoxb-test-token";
								remembered.set(key, value);
								return value;
							},
						}),
					place: { home: { partition: "aws", account: "111122223333", region: "eu-west-1" }, stage: "test" },
					watched: deployment.watched,
					checks: deployment.checks,
				},
				{
					requestId: `invocation-${++invocations}`,
					remaining: () => end - clock.now(),
					metric: (name, value) => {
						metrics[name] = [...(metrics[name] ?? []), value];
					},
					log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
				},
			);
		},
		/** What topics were given so far. */
		published: (): Publication[] =>
			sns.calls
				.filter(({ operation }) => operation === "Publish")
				.map(({ input }) => {
					const { TopicArn, Message, MessageAttributes } = input as {
						TopicArn: string;
						Message: string;
						MessageAttributes: Record<string, { StringValue: string }>;
					};
					return {
						topic: TopicArn.split(":").at(-1) ?? "",
						message: JSON.parse((JSON.parse(Message) as { default: string }).default) as Record<string, unknown>,
						attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue])),
					};
				}),
	};
}

/** Keys of what is not done yet. */
export const pending = async (store: Store): Promise<string[]> =>
	(await Promise.all(["inbox", "batches", "outbox", "failed"].map((prefix) => store.list(prefix)))).flat();

/** Invokes as the schedule does, each minute, until nothing is pending. */
export async function untilDone({ invoke, clock, store }: ReturnType<typeof notifier>, times = 200): Promise<number> {
	for (let runs = 1; runs <= times; runs++) {
		await invoke();
		if ((await pending(store)).length === 0) return runs;
		clock.pass(60_000);
	}
	throw new Error("It does not end.");
}
