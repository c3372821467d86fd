import { http } from "../../sinks/http.ts";
import { bucketStore } from "../../sinks/outbox/bucket.ts";
import { outboxOver } from "../../sinks/outbox/entries.ts";
import { enqueueNote } from "../../sinks/outbox/inbox.ts";
import { readSecret, type SecretSources } from "../alert-secret.ts";
import type { SecretPlace } from "../alert-settings.ts";
import type { AppContext } from "./context.ts";
import { stateLayout } from "./layout.ts";
import { openLean } from "./open-lean.ts";
import type { SlackActionsParts } from "./slack-actions.ts";

/** A secret is read again after so long, in milliseconds, so that a new one needs no deployment. */
const remembered = 5 * 60_000;
/** And not more often, whoever sends wrong signatures. */
const atMostEvery = 30_000;

/** Reads a secret once a while; a failure is not remembered. */
export function remembering(read: () => Promise<string>, now: () => number): (fresh: boolean) => Promise<string> {
	let known: { readonly value: Promise<string>; readonly at: number } | undefined;
	return (fresh) => {
		const age = known === undefined ? Number.POSITIVE_INFINITY : now() - known.at;
		if (known !== undefined && age < (fresh ? atMostEvery : remembered)) return known.value;
		const value = read();
		const made = { value, at: now() };
		known = made;
		value.catch(() => {
			if (known === made) known = undefined;
		});
		return value;
	};
}

const secrets = new Map<string, (fresh: boolean) => Promise<string>>();

/** What slack-actions works with in Lambda. */
export async function slackParts(app: AppContext): Promise<SlackActionsParts> {
	const { config, state, connection, credentials } = await openLean(app.environment);
	const { slackActions } = config.deploy;
	if (!slackActions) throw new Error("The configuration has no deploy.slackActions.");
	const sources: SecretSources = { environment: {}, base: ".", aws: { caller: async (scope) => connection.caller(scope, credentials) } };
	const secret = (place: SecretPlace, what: string): ((fresh: boolean) => Promise<string>) => {
		const known = secrets.get(what) ?? remembering(() => readSecret(place, what, sources), app.now);
		secrets.set(what, known);
		return known;
	};
	const store = bucketStore(state, stateLayout.alerts);
	return {
		signingSecret: secret(slackActions.signingSecret, "deploy.slackActions.signingSecret"),
		approvers: slackActions.approvers,
		longestDays: slackActions.longestDays ?? 90,
		// Patterns are for ARNs at the command line: in Slack people are named by their ids.
		repairApprovers: config.remediation?.approvers?.filter((name) => /^[UW][A-Z0-9]{2,20}$/.test(name)),
		state,
		async bot(name) {
			const target = config.alerts?.targets[name];
			if (target?.type !== "slack" || !target.token) return undefined;
			return { token: await secret(target.token, `alerts.targets.${name}.token`)(false), api: target.api };
		},
		incident: outboxOver(store).incident,
		note: (note) => enqueueNote(store, note),
		http,
		log: app.log,
		now: app.now,
	};
}
