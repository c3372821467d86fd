import { severities } from "../severity.ts";
import { type Alert, alertKinds, alertSchemaVersion, type Digest, digestOf, type Message } from "./alert.ts";
import { worstFirst } from "./from-drift.ts";

/** How many alerts a digest shows in full. */
const shownInDigest = 10;

/** How many alerts of a target may have messages of their own. */
export interface FloodLimits {
	/** Alerts of incidents that have none yet: more than this at once are folded into a digest. */
	readonly room: number;
	/** Critical ones among them that keep theirs all the same. */
	readonly criticalRoom: number;
	/** Has the incident a message of its own that must be kept up to date? */
	readonly known: (fingerprint: string) => boolean;
}

/** Alerts that have messages of their own, and those that are told together. */
export interface Split {
	/** Of incidents that have a message already. */
	readonly updates: readonly Alert[];
	/** Of incidents that get one. */
	readonly openings: readonly Alert[];
	readonly folded: readonly Alert[];
}

/** Divides the alerts for one target. */
export function splitFlood(alerts: readonly Alert[], { room, criticalRoom, known }: FloodLimits): Split {
	const sorted = inOrder(alerts);
	const updates = sorted.filter(({ fingerprint }) => known(fingerprint));
	const fresh = sorted.filter(({ fingerprint }) => !known(fingerprint));
	if (fresh.length <= room) return { updates, openings: fresh, folded: [] };
	let loud = 0;
	const openings: Alert[] = [];
	const folded: Alert[] = [];
	for (const alert of fresh) {
		const own = alert.severity === "critical" && alert.status === "open" && loud++ < criticalRoom;
		(own ? openings : folded).push(alert);
	}
	return { updates, openings, folded };
}

/** Worst first; what is told of one incident stays in its order. */
function inOrder(alerts: readonly Alert[]): Alert[] {
	const incidents = [...Map.groupBy(alerts, ({ fingerprint }) => fingerprint).values()].map((changes) => ({
		changes,
		worst: changes.toSorted(worstFirst)[0] as Alert,
	}));
	return incidents.sort((a, b) => worstFirst(a.worst, b.worst)).flatMap(({ changes }) => changes);
}

/** The message that tells of all the alerts: a digest whose counts add up to them, or the alert itself when it is alone and not told anyway. */
export function told(alerts: readonly Alert[], anyway = false): Message[] {
	if (alerts.length < (anyway ? 1 : 2)) return [...alerts];
	return [digestFrom(alerts.toSorted(worstFirst))];
}

/** One message for many alerts. */
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
