import { type Alert, alertSchemaVersion, digestOf, fingerprintOf, type Note } from "../../core/alerts/alert.ts";
import { alertText } from "../../core/alerts/text.ts";
import { printable } from "../../core/printable.ts";
import { exactPattern } from "../../core/suppression.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { Filled } from "../../sinks/slack/form.ts";
import { type Decision, decisionId } from "./decisions.ts";
import { stateLayout } from "./layout.ts";
import type { SlackUser } from "./slack-payloads.ts";

/** A name that people know; Slack's id is what counts. */
const nameOf = ({ username, name, id }: SlackUser): string => alertText(printable(username ?? name ?? id), 80);

/** Somebody looks after it. The same alert is acknowledged once, whoever presses the button next. */
export const acknowledgement = (alert: Alert, user: SlackUser, now: number): Note => ({
	schema: alertSchemaVersion,
	type: "note",
	id: digestOf("note", alert.fingerprint, alert.id, "acknowledged"),
	fingerprint: alert.fingerprint,
	by: nameOf(user),
	user: user.id,
	text: "",
	at: new Date(now).toISOString(),
	ack: true,
});

/** Where and by what a decision was made. */
export interface Origin {
	readonly target: string;
	readonly channel: string;
	readonly message: string;
	/** Id of the form: sent twice as it is, it decides once. */
	readonly form: string;
}

/** The suppression that was asked for; undefined when the alert does not name the resource exactly. */
export function decisionOf(alert: Alert, filled: Filled, user: SlackUser, origin: Origin, now: number): Decision | undefined {
	const { rule, resource, account, region, fingerprint } = alert;
	// Alerts hold clipped and redacted texts: what they name must be what was found.
	if (!rule || !resource || fingerprintOf(rule.id, { ...resource, account, region }) !== fingerprint) return undefined;
	const by = nameOf(user);
	return {
		schema: "parapet.decision/1",
		suppression: {
			id: decisionId(filled.expires, digestOf("decision", fingerprint, origin.form, JSON.stringify(filled)).slice(0, 12)),
			rules: [exactPattern(rule.id)],
			accounts: [exactPattern(account)],
			...(filled.covers === "resource" ? { regions: [exactPattern(region)], resources: [exactPattern(resource.arn)] } : {}),
			owner: `${by} (Slack ${user.id})`,
			reason: alertText(filled.reason, 500),
			expires: filled.expires,
		},
		decided: {
			at: new Date(now).toISOString(),
			by: { id: user.id, name: by, ...(user.team_id === undefined ? {} : { team: user.team_id }) },
			target: origin.target,
			channel: origin.channel,
			message: origin.message,
			fingerprint,
			alert: alert.id,
		},
	};
}

/** Keeps a decision. The same form again finds its own; nothing is ever overwritten. */
export async function keepDecision(decision: Decision, store: ObjectStore): Promise<void> {
	const body = Buffer.from(`${JSON.stringify(decision, undefined, "\t")}\n`);
	await store.put(stateLayout.suppression(decision.suppression.id), body, "application/json", { absent: true });
}

/** What is said of a decision where the incident is shown. */
export const noteOf = ({ suppression, decided }: Decision, covers: Filled["covers"], account: string): Note => ({
	schema: alertSchemaVersion,
	type: "note",
	id: digestOf("note", decided.fingerprint, suppression.id),
	fingerprint: decided.fingerprint,
	by: decided.by.name,
	user: decided.by.id,
	text: covers === "rule" ? `for every resource of account ${account}. ${suppression.reason}` : suppression.reason,
	at: decided.at,
	until: `${suppression.expires}T00:00:00.000Z`,
});
