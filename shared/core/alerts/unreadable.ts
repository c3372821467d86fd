import type { Finding } from "../finding.ts";
import { type Scope, scopeKey, scopeText } from "../scope.ts";
import type { Snapshot } from "../snapshot.ts";
import { type Alert, type AlertExample, alertSchemaVersion, digestOf } from "./alert.ts";
import { type AlertSource, reportLink } from "./source.ts";
import { alertText } from "./text.ts";

/** How many calls and judgements an alert names. */
const shown = 10;

/** One alert for each scope of which more could not be judged than before, and one for each that can be read whole again. */
export function unreadableScopes(source: AlertSource): Alert[] {
	const { drift, before, after } = source;
	const then = blindSpots(before);
	const now = blindSpots(after);
	const fresh = new Map<string, { scope: Scope; findings: Finding[] }>();
	const note = (scope: Scope) => {
		const entry = fresh.get(scopeKey(scope)) ?? { scope, findings: [] };
		fresh.set(scopeKey(scope), entry);
		return entry;
	};
	for (const { change, before: earlier, after: later } of drift.differences) {
		const finding = later ?? earlier;
		if (change !== "unreadable" || finding === undefined || finding.suppressedBy !== undefined) continue;
		note(placeOf(finding)).findings.push(finding);
	}
	for (const [key, spot] of now) {
		const known = then.get(key);
		if ([...spot.calls].some((call) => !known?.calls.has(call))) note(spot.scope);
	}
	const alerts = [...fresh.values()].map(({ scope, findings }) => unreadable(scope, findings, source));
	const scanned = new Set(after.scope.scopes.map(scopeKey));
	const accounts = new Set(after.scope.scopes.map((scope) => scope.account));
	for (const [key, { scope }] of then) {
		const looked = scanned.has(key) || (scope.region === "global" && accounts.has(scope.account));
		if (looked && !now.has(key) && !fresh.has(key)) alerts.push(readable(scope, source));
	}
	return alerts;
}

interface BlindSpot {
	readonly scope: Scope;
	readonly calls: Set<string>;
}

/** The scopes of a snapshot of which something could not be read or judged. */
function blindSpots(snapshot: Snapshot): Map<string, BlindSpot> {
	const spots = new Map<string, BlindSpot>();
	const spot = (scope: Scope): BlindSpot => {
		const known = spots.get(scopeKey(scope)) ?? { scope, calls: new Set<string>() };
		spots.set(scopeKey(scope), known);
		return known;
	};
	for (const error of snapshot.collectionErrors) spot(error.scope).calls.add(`${error.service}:${error.operation} ${error.cause}`);
	for (const finding of snapshot.findings)
		if (finding.verdict === "indeterminate" && finding.suppressedBy === undefined) spot(placeOf(finding));
	return spots;
}

const placeOf = ({ resource: { partition, account, region, cluster } }: Finding): Scope => ({
	partition,
	account,
	region,
	...(cluster === undefined ? {} : { cluster }),
});

function unreadable(scope: Scope, findings: readonly Finding[], source: AlertSource): Alert {
	const errors = source.after.collectionErrors.filter((error) => scopeKey(error.scope) === scopeKey(scope));
	const calls = new Map(errors.map((error) => [`${error.service}:${error.operation} (${error.cause})`, error]));
	const said = [...calls.keys()].slice(0, 5).join(", ") + (calls.size > 5 ? `, and ${calls.size - 5} more` : "");
	const parts = [
		calls.size > 0 ? `${calls.size === 1 ? "A call" : `${calls.size} calls`} failed: ${said}.` : undefined,
		findings.length > 0
			? `${findings.length === 1 ? "One judgement" : `${findings.length} judgements`} could not be made; what failed there before counts as still failing.`
			: undefined,
	];
	return {
		...envelope(scope, source, "unreadable"),
		kind: "unreadable",
		status: "open",
		title: alertText(`Could not be read: ${scopeText(scope)}`, 200),
		detail: alertText(parts.filter((part) => part !== undefined).join(" "), 1500),
		unread: [...calls.values()].slice(0, shown).map(({ service, operation, cause, message }) => ({
			service,
			operation,
			cause,
			message: alertText(message, 300),
		})),
		examples: findings.slice(0, shown).map(
			(finding): AlertExample => ({
				rule: alertText(finding.ruleId, 200),
				resource: alertText(finding.resource.name, 300),
				detail: alertText(finding.detail, 300),
			}),
		),
	};
}

const readable = (scope: Scope, source: AlertSource): Alert => ({
	...envelope(scope, source, "resolved"),
	kind: "resolved",
	status: "closed",
	title: alertText(`Can be read again: ${scopeText(scope)}`, 200),
	detail: "Everything that is asked of this scope could be read and judged.",
});

type Envelope = Omit<Alert, "kind" | "status" | "title" | "detail">;

function envelope(scope: Scope, { drift, after, report }: AlertSource, kind: string): Envelope {
	const fingerprint = digestOf("unreadable", scopeKey(scope));
	return {
		schema: alertSchemaVersion,
		type: "alert",
		id: digestOf(fingerprint, kind, drift.to),
		fingerprint,
		// A blind spot hides the worst as well as the mildest.
		severity: "high",
		partition: scope.partition,
		account: scope.account,
		region: scope.region,
		...(scope.cluster === undefined ? {} : { cluster: alertText(scope.cluster, 200) }),
		frameworks: [],
		observedAt: after.finishedAt,
		snapshot: { from: drift.from, to: drift.to },
		...reportLink(report, drift.to),
	};
}
