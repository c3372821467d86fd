import { explainUnread } from "../../core/observed.ts";
import { compileSuppressions, type Suppression } from "../../core/suppression.ts";
import type { Action, JsonObject, Plan } from "../action.ts";
import type { Mode } from "../settings.ts";
import { inverseOf, type Reason, type RepairRequest } from "./attempt.ts";
import { planHash } from "./canonical.ts";
import { hasTags, isAllowed, looksAtTags, modeFor, type Subject } from "./matches.ts";
import type { Ports } from "./ports.ts";
import { readOnly } from "./read-only.ts";
import { readTags } from "./tags.ts";

/** What a request comes to for an action, before anything is kept or changed. */
export type Considered =
	| { readonly kind: "off"; readonly detail: string }
	| { readonly kind: "compliant"; readonly detail: string }
	| { readonly kind: "gone"; readonly detail: string }
	| { readonly kind: "busy"; readonly detail: string }
	| { readonly kind: "refused"; readonly reason: Reason; readonly detail: string }
	/** Something could not be read: another time it may. */
	| { readonly kind: "unread"; readonly detail: string }
	| {
			readonly kind: "plan";
			readonly plan: Plan;
			readonly facts: JsonObject;
			readonly hash: string;
			readonly mode: Exclude<Mode, "off">;
			/** May it be applied, or is it only shown? */
			readonly allowed: boolean;
	  };

type Needed = Pick<Ports, "now" | "settings" | "suppressions" | "reading">;

/** Reads afresh and judges by every guard that hangs on the resource and the configuration. It makes only read calls and keeps nothing. */
export async function consider(action: Action, request: Pick<RepairRequest, "target" | "rules">, ports: Needed): Promise<Considered> {
	const { target } = request;
	// Where nothing may be done, not even the tags are read: there may be no way into the account.
	const early = decided(action, request, undefined, ports);
	if (early && early.kind !== "unread") return early;
	// First, so that a store of suppressions that cannot be read ends it.
	const suppressions = await ports.suppressions();
	const aws = readOnly(await ports.reading(target, action.family));
	const reading = await action.read(target, aws);
	if ("gone" in reading) return { kind: "gone", detail: reading.gone };
	if ("unread" in reading) return { kind: "unread", detail: explainUnread(reading.unread) };

	let tags: Tags = {};
	if (looksAtTags(ports.settings) || suppressions.some((each) => each.tags ?? each.except?.tags)) {
		const read = await readTags(target, aws);
		if ("unread" in read) return { kind: "unread", detail: explainUnread(read.unread) };
		tags = read.value;
	}
	const guarded = decided(action, request, tags, ports) ?? covered(action, request, tags, suppressions, ports);
	if (guarded) return guarded;
	const mode = modeFor(ports.settings, subjectOf(action, request, tags));
	if (mode === undefined || mode === "off") return { kind: "off", detail: `${action.id} is off here.` };

	const decision = action.plan(reading.state, ports.settings.actions, target);
	if (decision.kind !== "plan") return decision;
	const { kind: _, ...plan } = decision;
	if (plan.calls.length === 0) return { kind: "refused", reason: "unknown", detail: "The plan has no calls." };
	const stray = [...plan.calls, ...(inverseOf(plan) ?? [])].find(({ api }) => !action.writes.includes(api));
	if (stray) return { kind: "refused", reason: "unknown", detail: `The plan calls ${stray.api}, which ${action.id} does not declare.` };
	const facts = action.facts(reading.state);
	const allowed = isAllowed(ports.settings, subjectOf(action, request, tags)) === "yes";
	return { kind: "plan", plan, facts, hash: planHash(action.id, target, plan, facts), mode, allowed };
}

type Tags = Readonly<Record<string, string>>;

const subjectOf = (action: Action, { target, rules = [] }: Pick<RepairRequest, "target" | "rules">, tags: Tags | undefined): Subject => ({
	action,
	rules,
	target,
	tags,
});

/** Why nothing may be changed there. */
export const outside = ({ arn, account, region }: Pick<RepairRequest["target"], "arn" | "account" | "region">): string =>
	`${arn} in ${account}/${region} is in no scope of remediation.allow.`;

/** What scopes and modes decide; with unknown tags only what they do not hang on. */
function decided(
	action: Action,
	request: Pick<RepairRequest, "target" | "rules">,
	tags: Tags | undefined,
	{ settings }: Pick<Ports, "settings">,
): Extract<Considered, { kind: "off" | "refused" | "unread" }> | undefined {
	const { arn, account, region } = request.target;
	const subject = subjectOf(action, request, tags);
	const allowed = isAllowed(settings, subject);
	const mode = modeFor(settings, subject);
	// What is only shown changes nothing, so that it may be shown everywhere.
	if (allowed === "no" && mode !== "plan") return { kind: "refused", reason: "outside", detail: outside({ arn, account, region }) };
	if (mode === "off") return { kind: "off", detail: `${action.id} is off here.` };
	if ((allowed === "unknown" && mode !== "plan") || mode === undefined)
		return { kind: "unread", detail: "What may be done hangs on tags that are not known." };
	return undefined;
}

/** Suppressions, and the mark of what is short-lived. */
function covered(
	action: Action,
	{ target, rules = [] }: Pick<RepairRequest, "target" | "rules">,
	tags: Tags,
	suppressions: readonly Suppression[],
	{ now, settings }: Pick<Ports, "now" | "settings">,
): Extract<Considered, { kind: "refused" }> | undefined {
	const { cover } = compileSuppressions(suppressions, now());
	const resource = { ...target, tags };
	for (const ruleId of new Set([...rules, ...action.rules])) {
		const id = cover({ ruleId, resource });
		if (id !== undefined) return { kind: "refused", reason: "suppressed", detail: `The suppression "${id}" covers ${ruleId} here.` };
	}
	// One of them is enough: each is a way in which people mark what lives for hours only.
	if (Object.entries(settings.actions.ephemeralTags).some(([key, pattern]) => hasTags({ [key]: pattern }, tags)))
		return { kind: "refused", reason: "ephemeral", detail: "Its tags say that it is short-lived." };
	return undefined;
}
