import { changes, type Difference, type Drift, diff } from "../diff.ts";
import type { Estate } from "../estate/types.ts";
import type { Finding } from "../finding.ts";
import { sourceOf } from "../kinds.ts";
import { type Scope, scopeKey } from "../scope.ts";
import type { RuleRecord, Snapshot } from "../snapshot.ts";

/**
 * What was last known of something that a later scan did not judge: it could not be read (`unreadable`) or was not asked for (`notAsked`). It is a
 * failure, or `indeterminate` where none was ever known. It is kept from snapshot to snapshot until a scan knows more, so that an outage neither
 * resolves a failure nor makes it news again.
 */
export interface Carried {
	/** As it was when it was last judged. */
	readonly finding: Finding;
	/** The snapshot that judged it, and its end (ISO 8601). */
	readonly snapshotId: string;
	readonly knownAt: string;
	readonly why: "unreadable" | "notAsked";
}

/** A snapshot in its scope's history, and what changed since the one before it. */
export interface Historied {
	/** With the times when verdicts were first seen, and what is carried. */
	readonly snapshot: Snapshot;
	/** Absent for the first snapshot of a scope. */
	readonly drift?: Drift;
}

/**
 * Puts the snapshot of one scope behind the previous one of that scope. The comparison is with the last known verdict of everything, not with
 * the previous snapshot alone: a failure that could not be read in between is no news when it is still there, and `resolved` when it passes.
 * What was already unreadable, and rules, servers and namespaces that this scan did not ask for, are no differences. Pure.
 */
export function withHistory(snapshot: Snapshot, previous: Snapshot | undefined): Historied {
	if (!previous) return { snapshot };
	const known = knownOf(previous);
	const asked = askedBy(snapshot);
	const judged = new Map(snapshot.findings.map((finding) => [finding.uid, finding]));
	const baseline: Finding[] = [];
	const kept: Carried[] = [];
	for (const each of known.values()) {
		const { last } = each;
		const now = judged.get(last.uid);
		// What was never known is new when it turns out to fail.
		if (last.verdict === "indeterminate" && now?.verdict === "fail") continue;
		const answer = now || last.verdict === "pass" ? "asked" : asked(last);
		if (answer === "notAsked") kept.push(carry(each, answer));
		else baseline.push(last);
		// Failures that could not be read are among the differences.
		if (answer === "unreadable" && last.verdict === "indeterminate") kept.push(carry(each, answer));
	}
	// Of what is in the baseline every rule was asked, those too that no longer exist.
	const rules = [...snapshot.rules, ...baseline.map(({ ruleId }) => ({ id: ruleId }) as RuleRecord)];
	const drift = diff({ ...previous, findings: baseline }, { ...snapshot, rules });
	const differences = drift.differences.filter((difference) => {
		if (difference.change !== "unreadable") return true;
		// It was told when it became so.
		return !known.get((difference.after ?? difference.before)?.uid ?? "")?.unreadable;
	});

	const unreadable = drift.differences.flatMap(({ change, before }) => {
		const each = change === "unreadable" && before?.verdict === "fail" ? known.get(before.uid) : undefined;
		return each ? [carry(each, "unreadable")] : [];
	});
	const carried = [...unreadable, ...kept].sort((a, b) => (a.finding.uid < b.finding.uid ? -1 : 1));
	return {
		snapshot: {
			...snapshot,
			findings: snapshot.findings.map((finding) => dated(finding, known.get(finding.uid))),
			...(snapshot.estate && previous.estate ? { estate: datedEstate(snapshot.estate, previous.estate) } : {}),
			...(carried.length > 0 ? { carried } : {}),
		},
		drift: {
			...drift,
			differences,
			counts: countsOf(differences),
			unchanged: drift.unchanged + drift.differences.length - differences.length,
		},
	};
}

/** What changed between any two snapshots; by the last known verdicts when the earlier one carries some. */
export const driftBetween = (before: Snapshot, after: Snapshot): Drift =>
	(before.carried && withHistory(after, before).drift) ?? diff(before, after);

interface Known {
	/** The last verdict that is known; `indeterminate` when none ever was. */
	readonly last: Finding;
	readonly snapshotId: string;
	readonly knownAt: string;
	/** The previous snapshot could not judge it. */
	readonly unreadable: boolean;
	/** When it became indeterminate, if it is. */
	readonly unknownSince?: string | undefined;
}

/** What the previous snapshot knows, from its own findings and from what it carries. */
function knownOf(previous: Snapshot): Map<string, Known> {
	const carried = new Map(previous.carried?.map((each) => [each.finding.uid, each]));
	const known = new Map<string, Known>();
	for (const finding of previous.findings) {
		const earlier = finding.verdict === "indeterminate" ? carried.get(finding.uid) : undefined;
		known.set(finding.uid, {
			last: earlier?.finding ?? finding,
			snapshotId: earlier?.snapshotId ?? previous.id,
			knownAt: earlier?.knownAt ?? previous.finishedAt,
			unreadable: finding.verdict === "indeterminate",
			unknownSince: finding.verdict === "indeterminate" ? finding.firstSeen : undefined,
		});
	}
	for (const { finding, snapshotId, knownAt, why } of carried.values())
		if (!known.has(finding.uid))
			known.set(finding.uid, {
				last: finding,
				snapshotId,
				knownAt,
				unreadable: why === "unreadable" || finding.verdict === "indeterminate",
			});
	return known;
}

const carry = ({ last, snapshotId, knownAt }: Known, why: Carried["why"]): Carried => ({ finding: last, snapshotId, knownAt, why });

/** Keeps the time when an unchanged verdict was first seen, over scans that could not judge it. */
function dated(finding: Finding, known: Known | undefined): Finding {
	const first =
		finding.verdict === "indeterminate" ? known?.unknownSince : known?.last.verdict === finding.verdict ? known.last.firstSeen : undefined;
	return first !== undefined && first < finding.firstSeen ? { ...finding, firstSeen: first } : finding;
}

function datedEstate(estate: Estate, previous: Estate): Estate {
	const first = new Map(previous.connections.map(({ arn, firstSeen }) => [arn, firstSeen]));
	return {
		...estate,
		connections: estate.connections.map((connection) => {
			const firstSeen = first.get(connection.arn) ?? connection.firstSeen;
			return firstSeen < connection.firstSeen ? { ...connection, firstSeen } : connection;
		}),
	};
}

/**
 * Did the scan ask about what an earlier finding says? Its rule must have run; a rule that no longer runs over a kind that an unfiltered scan
 * did look at was turned off or is no more, so that it counts as asked and its failure ends as `gone`. A server, its connections and the
 * objects of a namespace must have been among what was read: a scan of one database says nothing of another.
 */
function askedBy(snapshot: Snapshot): (finding: Finding) => "asked" | Carried["why"] {
	const { services, rules, frameworks, severity, namespaces } = snapshot.scope;
	const filtered = services ?? rules ?? frameworks ?? severity;
	const ran = new Set(snapshot.rules.map(({ id }) => id));
	const looked = new Set(snapshot.rules.flatMap((rule) => rule.kinds ?? [rule.resource]));
	const servers = new Set([
		...snapshot.findings.map(({ resource }) => serverOf(resource.arn)),
		...(snapshot.estate?.inTransit ?? []).map(({ resource }) => resource),
	]);
	const failed = new Set(snapshot.collectionErrors.flatMap((error) => error.kinds.map((kind) => `${kind}\n${scopeKey(error.scope)}`)));
	return ({ ruleId, resource }) => {
		const { kind, arn } = resource;
		if (!looked.has(kind)) return "notAsked";
		if (!runs(ran, ruleId) && (filtered !== undefined || ruleId.startsWith("policy/"))) return "notAsked";
		if (failed.has(`${kind}\n${scopeKey(scopeOf(resource))}`)) return "unreadable";
		const source = sourceOf(kind);
		const read =
			source === "databases" ? servers.has(serverOf(arn)) : source !== "kubernetes" || (namespaces?.includes(namespaceOf(arn)) ?? true);
		return read ? "asked" : "notAsked";
	};
}

/** What a policy finds has an id of its own below the policy's, which ran. */
const runs = (ran: ReadonlySet<string>, ruleId: string): boolean =>
	ran.has(ruleId) || (ruleId.startsWith("policy/") && ran.has(ruleId.split("/").slice(0, 2).join("/")));

const scopeOf = ({ partition, account, region, cluster }: Finding["resource"]): Scope => ({ partition, account, region, cluster });

/** A connection's ARN is that of its server and a digest. */
const serverOf = (arn: string): string => arn.split("#")[0] ?? arn;

/** `kubernetes://<cluster>/<namespace or ->/<kind>/<name>`. */
const namespaceOf = (arn: string): string => arn.slice("kubernetes://".length).split("/").at(-3) ?? "-";

const countsOf = (differences: readonly Difference[]): Drift["counts"] =>
	Object.fromEntries(changes.map((change) => [change, differences.filter((each) => each.change === change).length])) as Drift["counts"];
