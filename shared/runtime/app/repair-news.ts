import { type Alert, alertSchemaVersion, digestOf, fingerprintOf, type Note, type RepairPhase } from "../../core/alerts/alert.ts";
import { alertText } from "../../core/alerts/text.ts";
import type { Action, ApiCall } from "../../remediations/action.ts";
import { type Attempt, inverseOf, type News, type NewsKind } from "../../remediations/engine/attempt.ts";
import type { Intrusion } from "./remediation-events.ts";

const phases: Readonly<Record<NewsKind, RepairPhase>> = {
	planned: "proposed",
	approvalWanted: "approval",
	scheduled: "scheduled",
	deferred: "scheduled",
	succeeded: "repaired",
	failed: "failed",
	refused: "refused",
	rolledBack: "rolled-back",
	expired: "expired",
	superseded: "superseded",
	flapping: "refused",
};

/** What somebody must hear of who does not look at the thread of the incident. */
const serious: Readonly<Partial<Record<NewsKind, Pick<Alert, "severity" | "title">>>> = {
	failed: { severity: "high", title: "A repair failed" },
	rolledBack: { severity: "high", title: "A repair was taken back" },
	flapping: { severity: "high", title: "Something keeps changing a resource back" },
	deferred: { severity: "medium", title: "More repairs than the budget of the hour" },
};

const phaseOf = ({ kind, attempt }: News): RepairPhase => {
	if (attempt.reason === "rejected") return "rejected";
	return attempt.kind === "rollback" && kind === "succeeded" ? "rolled-back" : phases[kind];
};

/** What a repair is called: its title with the name of the resource. */
const titleOf = ({ target }: Attempt, action: Pick<Action, "title"> | undefined, fallback: string): string =>
	alertText(`${action?.title ?? fallback}: ${target.name}`, 200);

/** Notes for the incidents of the rules that the action repairs: those that were told of get the reply, and no others. */
export function notesOf(news: News, action: Pick<Action, "title" | "rules"> | undefined, now: number): Note[] {
	const { key, attempt } = news;
	const phase = phaseOf(news);
	const named = attempt.request.rules ?? [];
	const rules = named.length > 0 ? named : (action?.rules ?? []);
	const { by, user } = whoOf(news);
	return rules.map((rule): Note => {
		const fingerprint = fingerprintOf(rule, attempt.target);
		return {
			schema: alertSchemaVersion,
			type: "note",
			id: digestOf("repair", key, fingerprint),
			fingerprint,
			by,
			...(user === undefined ? {} : { user }),
			text: alertText(attempt.detail, 500),
			at: new Date(now).toISOString(),
			repair: {
				attempt: attempt.id,
				phase,
				title: titleOf(attempt, action, attempt.action),
				lines: linesOf(attempt, phase).map((line) => alertText(line, 300)),
				...(phase === "approval" && attempt.hash !== undefined && attempt.expiresAt !== undefined
					? { approval: { hash: attempt.hash, expires: attempt.expiresAt } }
					: {}),
			},
		};
	});
}

/** Who did it: whoever decided, else whoever asked. */
function whoOf({ attempt: { approval, rejection, request } }: News): { readonly by: string; readonly user?: string } {
	const who = rejection?.by ?? approval?.by ?? request.by;
	return /^[UW][A-Z0-9]{2,20}$/.test(who) ? { by: who, user: who } : { by: alertText(who, 80) };
}

const called = ({ api, does }: ApiCall): string => `${does} (${api})`;

function linesOf({ plan, made, kind }: Attempt, phase: RepairPhase): string[] {
	if (!plan) return [];
	const inverse = inverseOf(plan);
	if (phase === "repaired" || phase === "rolled-back" || phase === "failed")
		return [
			...(kind === "rollback" ? (inverse ?? []) : plan.calls).map(called),
			...made.flatMap(({ api, requestId, problem }) =>
				problem !== undefined ? [problem] : requestId === undefined ? [] : [`Request ${requestId} of ${api}`],
			),
		];
	const irreversible = "irreversible" in plan.inverse ? plan.inverse.irreversible : undefined;
	return [
		...plan.calls.map(called),
		`Downtime: ${plan.downtime}. Risk: ${plan.risk}.`,
		irreversible === undefined ? "It can be taken back." : `It cannot be taken back: ${irreversible}`,
		...plan.notes,
	];
}

/** What people must hear of a login that looks like an intruder's, with what to do first: nothing is done by itself, since it may be a customer. */
export function alertOfIntrusion({ id, type, severity, account, region, database, arn, user, at }: Intrusion, partition: string): Alert {
	const success = /Success/i.test(type);
	const who = user === undefined ? "Somebody" : `The user ${user}`;
	return {
		schema: alertSchemaVersion,
		type: "alert",
		id: digestOf("intrusion", id, String(severity)),
		fingerprint: digestOf("intrusion", account, region, id),
		kind: "system",
		status: "open",
		severity: severity >= 7 || success ? "critical" : severity >= 4 ? "high" : "medium",
		title: alertText(`GuardDuty: ${success ? "a suspicious login to" : "somebody tries to log in to"} the database ${database}`, 200),
		detail: alertText(
			`${type} (${id}). ${who} ${success ? "logged in to" : "failed at"} ${arn ?? database} in a way that GuardDuty finds unusual. ` +
				"First look who is connected (pg_stat_activity, processlist) and end the session if nobody knows it; then change the password of the user " +
				"(parapet rotate now --secret ARN), take the public address from the instance if it has one (parapet remediate plan), and keep a snapshot as evidence.",
			1500,
		),
		partition,
		account,
		region,
		frameworks: [],
		observedAt: new Date(at).toISOString(),
		snapshot: { from: id, to: id },
	};
}

/** An alert about Parapet's own doing, when the news is one that somebody must act on; the same news is the same alert. */
export function alertOfNews(news: News, action: Pick<Action, "title"> | undefined, now: number): Alert | undefined {
	const { kind, key, attempt } = news;
	const words = serious[kind];
	if (!words) return undefined;
	const { target } = attempt;
	return {
		schema: alertSchemaVersion,
		type: "alert",
		id: digestOf("repair-alert", key),
		// All that the budget of an hour leaves over is one incident.
		fingerprint:
			kind === "deferred"
				? digestOf("remediation", key)
				: digestOf("remediation", kind, attempt.action, target.account, target.region, target.arn),
		kind: "system",
		status: "open",
		...words,
		detail: alertText(
			`${titleOf(attempt, action, attempt.action)} (${target.arn}). ${attempt.detail} See: parapet remediate status ${attempt.id}`,
			1500,
		),
		partition: target.partition,
		account: target.account,
		region: target.region,
		frameworks: [],
		observedAt: new Date(now).toISOString(),
		snapshot: { from: attempt.id, to: attempt.id },
	};
}
