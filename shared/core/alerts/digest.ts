import { severities } from "../severity.ts";
import { type Alert, alertKinds, alertSchemaVersion, type Digest, digestOf, type Message } from "./alert.ts";
import { worstFirst } from "./from-drift.ts";

/** How many alerts a digest shows in full. */
const shownInDigest = 10;

/** Why an alert may not be folded into a digest. */
export interface FloodLimits {
	/** More alerts than this at once become a digest. */
	readonly above: number;
	/** Has the incident a message of its own that must be kept up to date? */
	readonly known: (fingerprint: string) => boolean;
}

/**
 * The messages for one target. Up to `above` alerts each have their own. When there are more, incidents that have a message already, and
 * critical ones up to `above`, keep theirs; all the others are one digest whose counts add up to them.
 */
export function messagesOf(alerts: readonly Alert[], { above, known }: FloodLimits): Message[] {
	const sorted = alerts.toSorted(worstFirst);
	if (sorted.length <= above) return sorted;
	let loud = 0;
	const single: Alert[] = [];
	const folded: Alert[] = [];
	for (const alert of sorted) {
		const own = known(alert.fingerprint) || (alert.severity === "critical" && alert.status === "open" && loud++ < above);
		(own ? single : folded).push(alert);
	}
	// A digest of one says less than the alert.
	return folded.length > 1 ? [...single, digestFrom(folded)] : sorted;
}

/** One message for many alerts, of which there is at least one. */
function digestFrom(sorted: readonly Alert[]): Digest {
	const [worst] = sorted as readonly [Alert, ...Alert[]];
	const id = digestOf("digest", ...sorted.map((alert) => alert.id));
	return {
		schema: alertSchemaVersion,
		type: "digest",
		id,
		fingerprint: id,
		severity: worst.severity,
		total: sorted.length,
		kinds: countsOf(alertKinds, (kind) => sorted.filter((alert) => alert.kind === kind).length),
		severities: countsOf(severities, (severity) => sorted.filter((alert) => alert.severity === severity).length),
		worst: sorted.slice(0, shownInDigest),
		alerts: sorted.map((alert) => ({
			id: alert.id,
			fingerprint: alert.fingerprint,
			kind: alert.kind,
			severity: alert.severity,
			account: alert.account,
			region: alert.region,
			...(alert.rule ? { rule: alert.rule.id } : {}),
			...(alert.resource ? { resource: alert.resource.arn } : {}),
		})),
		observedAt: worst.observedAt,
		snapshot: worst.snapshot,
		...(worst.report === undefined ? {} : { report: worst.report }),
	};
}

const countsOf = <K extends string>(keys: readonly K[], count: (key: K) => number): Record<K, number> =>
	Object.fromEntries(keys.map((key) => [key, count(key)])) as Record<K, number>;
