import { setTimeout as delay } from "node:timers/promises";
import { bucketStore } from "../../sinks/outbox/bucket.ts";
import { addressOf } from "../../sinks/s3/layout.ts";
import { readSecret } from "../alert-secret.ts";
import type { AlertSettings, TargetConfig } from "../alert-settings.ts";
import { openTargets, type SecretReader } from "../alert-targets.ts";
import type { AwsWay } from "../aws-way.ts";
import type { AppConfig } from "./app-config.ts";
import type { AppContext } from "./context.ts";
import { lastPlan } from "./last-plan.ts";
import { evidenceLayout, stateLayout } from "./layout.ts";
import type { NotifyParts } from "./notify.ts";
import { checkRecords } from "./notify-check.ts";
import { openLean } from "./open-lean.ts";
import type { App } from "./opening.ts";

/** Name of the findings topic among targets; a configuration that has one of this name has its own. */
export const findingsTarget = "findings";
/** Name of the system topic among targets; no configuration can have it, since its first letter is a digit. */
export const systemTarget = "0-system";

/** Secrets that were read, once a container: by place. */
const secrets = new Map<string, Promise<string>>();

/** What notify works with in Lambda. */
export async function notifyParts({ environment }: AppContext): Promise<NotifyParts> {
	const app = await openLean(environment);
	const { config } = app;
	const settings = appAlertSettings(config);
	const own = {
		...(environment.findingsTopic === undefined || findingsTarget in settings.targets ? {} : { findings: findingsTarget }),
		...(environment.systemTopic === undefined ? {} : { system: systemTarget }),
	};
	const topics: Readonly<Record<string, TargetConfig>> = {
		...(own.findings && environment.findingsTopic ? { [own.findings]: topic(environment.findingsTopic) } : {}),
		...(own.system && environment.systemTopic ? { [own.system]: topic(environment.systemTopic) } : {}),
	};
	const clock = { now: Date.now, sleep: (milliseconds: number) => delay(milliseconds) };
	return {
		store: bucketStore(app.state, stateLayout.alerts),
		settings,
		own,
		open: (names) =>
			openTargets({ ...settings, targets: { ...settings.targets, ...topics } }, names, {
				// Nothing of the configuration is looked up in the environment of a function.
				environment: {},
				clock,
				aws: wayOf(app),
				secret: rememberedSecrets(app),
				overflow: {
					async put(key, text) {
						const object = stateLayout.overflow(key);
						await app.state.put(object, Buffer.from(text), "application/json", { absent: true });
						return addressOf(app.state.bucket, object);
					},
				},
				...(config.deploy.slackActions ? { actions: new Set(Object.keys(settings.targets)) } : {}),
			}),
		clock,
		place: { home: { ...app.home, account: accountOf(environment) }, stage: environment.stage },
		checks: checkRecords(app.state),
		...(config.deploy.heartbeat === false ? {} : { watched: () => watched(app) }),
	};
}

const topic = (topicArn: string): TargetConfig => ({ type: "sns", topicArn });

/** The account of the application, as its key says. */
const accountOf = ({ key }: AppContext["environment"]): string => key.split(":")[4] ?? "-";

/** Settings of alerts as they were deployed; without any, everything goes to the deployment's topic. */
export function appAlertSettings({ alerts }: Pick<AppConfig, "alerts">): AlertSettings {
	return {
		targets: alerts?.targets ?? {},
		routes: alerts?.routes ?? [],
		times: alerts?.times ?? { timezone: "UTC", dailyAt: "08:00", quiet: [] },
		environmentTags: alerts?.environmentTags ?? ["Environment", "Env", "Stage"],
		report: alerts?.report,
		state: "",
		base: "/",
	};
}

const wayOf = ({ connection, credentials }: App): AwsWay => ({ caller: async (scope) => connection.caller(scope, credentials) });

/** Reads a secret once a container, and again when a target refuses what was read. A failure is not remembered. */
function rememberedSecrets(app: App): SecretReader {
	return (place, what, again) => {
		const key = JSON.stringify(place);
		const known = again ? undefined : secrets.get(key);
		if (known) return known;
		const reading = readSecret(place, what, { environment: {}, base: "/", aws: wayOf(app) });
		const remembered = reading.catch((error: unknown) => {
			secrets.delete(key);
			throw error;
		});
		secrets.set(key, remembered);
		return remembered;
	};
}

/** Markers of complete scans, one a scope, of what is still scanned: the others would grow old for ever. */
export async function watched({
	evidence,
	state,
	config,
}: Pick<App, "evidence" | "state"> & { readonly config: Pick<AppConfig, "kubernetes"> }) {
	const [markers, planned] = await Promise.all([evidence.list(evidenceLayout.allComplete), lastPlan(state, config)]);
	const scans = markers.filter(({ key }) => planned?.names.has(key.slice(evidenceLayout.allComplete.length)) ?? true);
	const times = scans.map(({ modified }) => Date.parse(modified)).filter((at) => !Number.isNaN(at));
	return { scopes: scans.length, ...(times.length > 0 ? { oldest: Math.min(...times) } : {}) };
}
