import { type Alert, digestOf } from "../../core/alerts/alert.ts";
import type { Block } from "./render.ts";

/** What the buttons of a message are called in Slack's payloads. */
export const actionIds = { acknowledge: "parapet_acknowledge", suppress: "parapet_suppress" } as const;
export type ActionId = (typeof actionIds)[keyof typeof actionIds];

/** What a button says of its incident. It is never believed: what the incident itself says decides. */
export interface ActionValue {
	readonly target: string;
	readonly fingerprint: string;
	/** Id of the alert that the message showed. */
	readonly alert: string;
	/** `bindingOf` that alert. */
	readonly binding: string;
}

/** Binds a button to the alert, the scope, the rule and the resource that the message showed. */
export const bindingOf = ({ fingerprint, id, partition, account, region, cluster, rule, resource }: Alert): string =>
	digestOf("button", fingerprint, id, partition, account, region, cluster ?? "", rule?.id ?? "", resource?.arn ?? "");

export const actionValue = (alert: Alert, target: string): ActionValue => ({
	target,
	fingerprint: alert.fingerprint,
	alert: alert.id,
	binding: bindingOf(alert),
});

/** A value as text, far below Slack's 2,000 characters. */
export const writeValue = ({ target, fingerprint, alert, binding }: ActionValue): string => [target, fingerprint, alert, binding].join(" ");

/** A value from its text; undefined when it is none. */
export function readValue(text: string): ActionValue | undefined {
	const [, target, fingerprint, alert, binding] = /^([a-z][a-z0-9-]{0,39}) ([0-9a-f]{32}) ([0-9a-f]{32}) ([0-9a-f]{32})$/.exec(text) ?? [];
	if (target === undefined || fingerprint === undefined || alert === undefined || binding === undefined) return undefined;
	return { target, fingerprint, alert, binding };
}

/** Can it be suppressed: a rule on a resource, not a scope that could not be read? */
export const isSuppressible = (alert: Alert): boolean => alert.rule !== undefined && alert.resource !== undefined;

/** The buttons of an open incident, or none when there is nothing to decide. */
export function buttons(alert: Alert, target: string, done: { readonly acknowledged: boolean; readonly suppressed: boolean }): Block[] {
	if (alert.status !== "open" || alert.test) return [];
	const value = writeValue(actionValue(alert, target));
	const button = (action_id: ActionId, text: string): Block => ({ type: "button", action_id, text: { type: "plain_text", text }, value });
	const elements = [
		...(done.acknowledged || done.suppressed ? [] : [button(actionIds.acknowledge, "Acknowledge")]),
		...(done.suppressed || !isSuppressible(alert) ? [] : [button(actionIds.suppress, "Suppress…")]),
	];
	return elements.length > 0 ? [{ type: "actions", elements }] : [];
}

/** The buttons of a plan that waits for approval. */
export const repairActionIds = { approve: "parapet_approve", reject: "parapet_reject" } as const;

/** What such a button says: the plan that the message showed, by its hash. */
export interface RepairValue {
	readonly target: string;
	readonly attempt: string;
	readonly hash: string;
}

export const writeRepairValue = ({ target, attempt, hash }: RepairValue): string => [target, attempt, hash].join(" ");

/** A value from its text; undefined when it is none. */
export function readRepairValue(text: string): RepairValue | undefined {
	const [, target, attempt, hash] = /^([a-z][a-z0-9-]{0,39}) ([A-Za-z0-9_-]{1,64}) ([0-9a-f]{64})$/.exec(text) ?? [];
	return target === undefined || attempt === undefined || hash === undefined ? undefined : { target, attempt, hash };
}
