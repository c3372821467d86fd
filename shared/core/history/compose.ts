import { byPlace, findingRank } from "../assemble.ts";
import { composeEstate } from "../estate/compose.ts";
import type { Finding } from "../finding.ts";
import { type ResourceKind, resourceKinds } from "../kinds.ts";
import { severities } from "../severity.ts";
import { isComplete, type Readings, type Snapshot, type Summary } from "../snapshot.ts";
import type { SuppressionUse } from "../suppression.ts";
import { isPartial, ownReading, readingOf } from "./readings.ts";

/**
 * Puts a snapshot of a scope and the latest one of that scope together: of every kind what was read last, where what counts is when reading it
 * began. So a look at what changed is put into the last whole scan, and a whole scan that began before such a look does not take its answer
 * back. Undefined when the latest has nothing older: then there is nothing to publish. What is kept is kept as it was judged. Pure.
 */
export function compose(snapshot: Snapshot, latest: Snapshot): Snapshot | undefined {
	const partial = isPartial(snapshot);
	const taken = new Set(
		resourceKinds.filter((kind) => {
			const mine = readingOf(snapshot, kind);
			const theirs = readingOf(latest, kind);
			return mine !== undefined && (theirs === undefined || Date.parse(mine.startedAt) >= Date.parse(theirs.startedAt));
		}),
	);
	if (taken.size === 0) return undefined;
	if (!partial && taken.size === resourceKinds.length) return snapshot;

	const [base, other] = partial ? [latest, snapshot] : [snapshot, latest];
	const kept = ({ resource }: Finding) => !taken.has(resource.kind);
	const findings = [...snapshot.findings.filter((finding) => !kept(finding)), ...latest.findings.filter(kept)].sort(inOrder);
	const collectionErrors = [...narrowed(snapshot, (kind) => taken.has(kind)), ...narrowed(latest, (kind) => !taken.has(kind))];
	const rules = withRulesOf(base, other, findings);
	const suppressions = usesOf(findings, snapshot, latest);
	const { carried: _, readings: __, trigger: ___, estate: ____, repairs: _____, ...rest } = base;
	const repairs = snapshot.repairs ?? latest.repairs;
	const estate = base.estate && composeEstate(base.estate, other.estate, (kind) => taken.has(kind) === partial);
	return {
		...rest,
		id: snapshot.id,
		generator: snapshot.generator,
		startedAt: snapshot.startedAt,
		finishedAt: Date.parse(latest.finishedAt) > Date.parse(snapshot.finishedAt) ? latest.finishedAt : snapshot.finishedAt,
		...(snapshot.trigger ? { trigger: snapshot.trigger } : {}),
		readings: readingsOf(snapshot, latest, taken),
		summary: summaryOf(base, other, taken, { findings, collectionErrors, rules, partial }),
		findings,
		collectionErrors,
		suppressions,
		rules,
		...(estate ? { estate } : {}),
		...(repairs ? { repairs } : {}),
	};
}

/**
 * Does it say the same of its kinds as the latest snapshot? Times do not count, nor the evidence of what passes: of a healthy database that is another
 * every minute (up to when it can be restored).
 */
export function saysNothingNew(snapshot: Snapshot, latest: Snapshot): boolean {
	const composed = compose(snapshot, latest);
	if (!composed) return true;
	const same = <T>(one: readonly T[], two: readonly T[], text: (each: T) => unknown) =>
		one.length === two.length && one.every((each, index) => JSON.stringify(text(each)) === JSON.stringify(text(two[index] as T)));
	const rest = ({ collectionErrors, suppressions, estate, summary }: Snapshot) =>
		JSON.stringify([collectionErrors, suppressions, timeless(estate), summary]);
	return same(composed.findings, latest.findings, saying) && rest(composed) === rest(latest);
}

const saying = ({ firstSeen: _, detail, evidence, ...finding }: Finding) =>
	finding.verdict === "pass" ? finding : { ...finding, detail, evidence };

const timeless = (estate: Snapshot["estate"]) =>
	estate && { ...estate, certificates: estate.certificates.map(({ daysLeft: _, ...certificate }) => certificate) };

function readingsOf(snapshot: Snapshot, latest: Snapshot, taken: ReadonlySet<ResourceKind>): Readings {
	const whole = isPartial(snapshot) ? (latest.readings?.whole ?? ownReading(latest)) : ownReading(snapshot);
	const apart = resourceKinds.flatMap((kind) => {
		const reading = readingOf(taken.has(kind) ? snapshot : latest, kind);
		return reading && reading.snapshotId !== whole.snapshotId ? [[kind, reading] as const] : [];
	});
	return { whole, kinds: Object.fromEntries(apart) };
}

const inOrder = (a: Finding, b: Finding): number =>
	findingRank(a) - findingRank(b) || Number(ofScope(a)) - Number(ofScope(b)) || byPlace(a.resource, b.resource);

/** What could not be listed stands behind what could. */
const ofScope = ({ resource }: Finding): boolean => resource.arn.endsWith(":*") || resource.arn.endsWith("/*");

/** The errors as they concern the kinds that pass; those that concern no kind go with a whole scan. */
const narrowed = (snapshot: Snapshot, passes: (kind: ResourceKind) => boolean): Snapshot["collectionErrors"] =>
	snapshot.collectionErrors.flatMap((error) => {
		const kinds = error.kinds.filter(passes);
		if (error.kinds.length === 0) return isPartial(snapshot) ? [] : [error];
		return kinds.length > 0 ? [{ ...error, kinds }] : [];
	});

/** What a policy finds has rules of its own, and a rule may be gone that judged what is kept. */
function withRulesOf(base: Snapshot, other: Snapshot, findings: readonly Finding[]): Snapshot["rules"] {
	const known = new Set(base.rules.map(({ id }) => id));
	const wanted = new Set(findings.map(({ ruleId }) => ruleId).filter((id) => !known.has(id)));
	const further = other.rules.filter(({ id }) => wanted.has(id));
	return further.length > 0 ? [...base.rules, ...further] : base.rules;
}

/** All suppressions of both, as the later one has them, counted over what is there now. */
function usesOf(findings: readonly Finding[], snapshot: Snapshot, latest: Snapshot): SuppressionUse[] {
	const counts = new Map<string, number>();
	for (const { suppressedBy } of findings) if (suppressedBy !== undefined) counts.set(suppressedBy, (counts.get(suppressedBy) ?? 0) + 1);
	const uses = new Map(latest.suppressions.flatMap((use) => (counts.has(use.id) ? [[use.id, use] as const] : [])));
	for (const use of snapshot.suppressions) uses.set(use.id, use);
	return [...uses.values()].map((use) => {
		const count = counts.get(use.id) ?? 0;
		return { ...use, findings: count, status: use.status === "expired" ? "expired" : count > 0 ? "active" : "unused" };
	});
}

interface Composed extends Pick<Snapshot, "findings" | "collectionErrors" | "rules"> {
	readonly partial: boolean;
}

function summaryOf(base: Snapshot, other: Snapshot, taken: ReadonlySet<string>, composed: Composed): Summary {
	const { findings, collectionErrors, rules, partial } = composed;
	const verdicts = { ...base.summary.verdicts, pass: 0, fail: 0, indeterminate: 0 };
	const failing = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<(typeof severities)[number], number>;
	let suppressed = 0;
	for (const finding of findings) {
		verdicts[finding.verdict]++;
		if (finding.verdict !== "fail") continue;
		if (finding.suppressedBy === undefined) failing[finding.severity]++;
		else suppressed++;
	}
	const counts = new Map<string, number>();
	for (const kind of new Set([...Object.keys(base.summary.resourcesByKind), ...Object.keys(other.summary.resourcesByKind)])) {
		const count = (taken.has(kind) === partial ? other : base).summary.resourcesByKind[kind];
		if (count !== undefined) counts.set(kind, count);
	}
	return {
		resources: [...counts.values()].reduce((sum, count) => sum + count, 0),
		rules: rules.length,
		verdicts,
		failing,
		suppressed,
		complete: isComplete(collectionErrors, findings),
		resourcesByKind: Object.fromEntries(counts),
	};
}
