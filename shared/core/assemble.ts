import { estateOf } from "./estate/estate.ts";
import { type EvaluationOptions, evaluateInto } from "./evaluate.ts";
import type { Finding } from "./finding.ts";
import { type Framework, indexFrameworks } from "./framework.ts";
import type { Inventory } from "./inventory.ts";
import { defaultsOf } from "./parameters.ts";
import { type Severity, severities } from "./severity.ts";
import { isComplete, type Snapshot, type SnapshotScope, type Summary, snapshotSchemaVersion } from "./snapshot.ts";
import { compileSuppressions, type Suppression } from "./suppression.ts";
import type { VerdictName } from "./verdict.ts";

/** What a snapshot is made from beside the inventory. Clock and id are arguments, so that the same input gives the same snapshot. */
export interface AssemblyOptions extends Pick<EvaluationOptions, "rules" | "parameters"> {
	readonly id: string;
	readonly generator: string;
	readonly startedAt: number;
	/** The time at which rules judge. */
	readonly finishedAt: number;
	readonly scope: SnapshotScope;
	readonly frameworks: readonly Framework[];
	readonly suppressions: readonly Suppression[];
	/** The snapshot before this one: unchanged verdicts keep their `firstSeen`. */
	readonly previous?: Snapshot;
}

/** Judges an inventory and makes its snapshot: findings worst first, counted, covered by suppressions, dated. */
export function assembleSnapshot(inventory: Inventory, options: AssemblyOptions): Snapshot {
	const suppressions = compileSuppressions(options.suppressions, options.finishedAt);
	const before = new Map(options.previous?.findings.map((finding) => [finding.uid, finding]));
	const verdicts: Record<VerdictName, number> = { pass: 0, fail: 0, notApplicable: 0, indeterminate: 0 };
	const failing = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
	let suppressed = 0;
	const buckets = new Map<string, Finding[]>(bucketOrder.map((key) => [key, []]));

	const receive = (judged: Finding) => {
		verdicts[judged.verdict]++;
		if (judged.verdict === "notApplicable") return;
		const earlier = before.get(judged.uid);
		const suppressedBy = judged.verdict === "pass" ? undefined : suppressions.cover(judged);
		const firstSeen = earlier?.verdict === judged.verdict ? earlier.firstSeen : judged.firstSeen;
		const finding = earlier || suppressedBy ? { ...judged, firstSeen, ...(suppressedBy ? { suppressedBy } : {}) } : judged;
		if (finding.verdict === "fail") {
			if (suppressedBy) suppressed++;
			else failing[finding.severity]++;
		}
		buckets.get(bucketKey(finding))?.push(finding);
	};
	const now = options.finishedAt;
	evaluateInto(
		{ ...inventory, resources: inventory.resources.toSorted(byPlace) },
		{
			rules: options.rules,
			frameworks: indexFrameworks(options.frameworks),
			now,
			...(options.parameters ? { parameters: options.parameters } : {}),
		},
		receive,
	);

	const findings = [...buckets.values()].flat();
	return {
		schemaVersion: snapshotSchemaVersion,
		id: options.id,
		generator: options.generator,
		startedAt: new Date(options.startedAt).toISOString(),
		finishedAt: new Date(options.finishedAt).toISOString(),
		scope: options.scope,
		summary: summarize(inventory, options, findings, { verdicts, failing, suppressed }),
		findings,
		collectionErrors: inventory.errors,
		suppressions: suppressions.uses(),
		rules: options.rules.map((rule) => ({
			id: rule.id,
			title: rule.title,
			severity: rule.severity,
			resource: rule.resource,
			...(rule.kinds ? { kinds: rule.kinds } : {}),
			risk: rule.risk,
			recommendation: rule.recommendation,
			links: rule.links ?? [],
			related: rule.related,
			parameters: { ...defaultsOf(rule.parameters), ...options.parameters?.[rule.id] },
		})),
		frameworks: options.frameworks,
		estate: estateOf(inventory, now),
	};
}

const bucketKey = (finding: Finding): string => `${finding.suppressedBy ? "suppressed-" : ""}${finding.verdict}-${finding.severity}`;

/** Worst first: open failures, then what is unknown, then suppressed, then passes. */
const bucketOrder: readonly string[] = ["fail", "indeterminate", "suppressed-fail", "suppressed-indeterminate", "pass"].flatMap((verdict) =>
	severities.map((severity) => `${verdict}-${severity}`),
);

/** Where a finding stands in a snapshot, smaller first. */
export const findingRank = (finding: Finding): number => bucketOrder.indexOf(bucketKey(finding));

const place = (resource: { account: string; region: string; kind: string; arn: string }): string =>
	`${resource.account}\n${resource.region}\n${resource.kind}\n${resource.arn}`;

/** The order of the resources in a snapshot. */
export const byPlace = (a: Parameters<typeof place>[0], b: Parameters<typeof place>[0]): number => {
	const [left, right] = [place(a), place(b)];
	return left < right ? -1 : left > right ? 1 : 0;
};

function summarize(
	inventory: Inventory,
	options: AssemblyOptions,
	findings: readonly Finding[],
	counts: Pick<Summary, "verdicts" | "failing" | "suppressed">,
): Summary {
	const resourcesByKind: Record<string, number> = {};
	for (const { kind } of inventory.resources) resourcesByKind[kind] = (resourcesByKind[kind] ?? 0) + 1;
	return {
		resources: inventory.resources.length,
		rules: options.rules.length,
		...counts,
		complete: isComplete(inventory.errors, findings),
		resourcesByKind,
	};
}
