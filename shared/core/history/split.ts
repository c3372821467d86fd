import type { Finding } from "../finding.ts";
import { kinds, type ResourceKind, sourceOf } from "../kinds.ts";
import { type Scope, scopeKey } from "../scope.ts";
import { type Severity, severities } from "../severity.ts";
import { isComplete, type Snapshot, type Summary } from "../snapshot.ts";
import type { SuppressionUse } from "../suppression.ts";
import type { VerdictName } from "../verdict.ts";
import { splitEstate } from "./split-estate.ts";

/** The part of a snapshot that is about one scope. */
export interface ScopedSnapshot {
	readonly scope: Scope;
	readonly snapshot: Snapshot;
}

/** What is counted: where a resource is, and its kind. */
export interface Located extends Scope {
	readonly kind: ResourceKind;
	readonly arn: string;
}

interface Part {
	readonly scope: Scope;
	readonly findings: Finding[];
	readonly errors: Snapshot["collectionErrors"][number][];
	readonly resources: Map<ResourceKind, number>;
}

/**
 * One snapshot for each scope of a scan, in the order of its scopes: each a whole snapshot with the id of the scan. What is listed once an
 * account has a scope of its own, of the region `global`. With `resources` (those of the inventory) the counts of resources are exact;
 * without them only resources with a finding are counted. What is not applicable is counted for the whole scan alone, so that it is 0 here
 * unless the scan has one scope.
 */
export function splitByScope(snapshot: Snapshot, resources?: Iterable<Located>): ScopedSnapshot[] {
	const parts = new Map<string, Part>();
	const partOf = ({ partition, account, region, cluster }: Scope): Part => {
		const scope = { partition, account, region, ...(cluster === undefined ? {} : { cluster }) };
		const key = scopeKey(scope);
		const known = parts.get(key);
		if (known) return known;
		const part: Part = { scope, findings: [], errors: [], resources: new Map() };
		parts.set(key, part);
		return part;
	};

	const global = snapshot.rules.some((rule) => (rule.kinds ?? [rule.resource]).some((kind) => kinds[kind]?.global));
	for (const scope of snapshot.scope.scopes) {
		partOf(scope);
		// Listed or not, an account that was entered was asked for what it has once: an empty answer is one too.
		if (global && scope.account !== "-" && scope.cluster === undefined) partOf({ ...scope, region: "global" });
	}
	for (const error of snapshot.collectionErrors) partOf(error.scope).errors.push(error);
	for (const finding of snapshot.findings) partOf(finding.resource).findings.push(finding);
	for (const { kind, cluster, ...place } of resources ?? locatedOf(snapshot.findings)) {
		// A node group has a cluster too, by name: it is in the region all the same.
		const counts = partOf(sourceOf(kind) === "kubernetes" ? { ...place, cluster } : place).resources;
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}

	const [only, second] = [...parts.values()];
	if (only && !second) return [{ scope: only.scope, snapshot }];
	const estates = snapshot.estate && splitEstate(snapshot.estate, [...parts.values()]);
	return [...parts].map(([key, part]) => {
		const estate = estates?.get(key);
		return {
			scope: part.scope,
			snapshot: {
				...snapshot,
				scope: { ...snapshot.scope, scopes: [part.scope] },
				summary: summarize(part, snapshot.rules.length),
				findings: part.findings,
				collectionErrors: part.errors,
				suppressions: usesIn(part.findings, snapshot.suppressions),
				...(estate ? { estate } : {}),
			},
		};
	});
}

function summarize({ findings, errors, resources }: Part, rules: number): Summary {
	const verdicts: Record<VerdictName, number> = { pass: 0, fail: 0, notApplicable: 0, indeterminate: 0 };
	const failing = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
	let suppressed = 0;
	for (const finding of findings) {
		verdicts[finding.verdict]++;
		if (finding.verdict !== "fail") continue;
		if (finding.suppressedBy === undefined) failing[finding.severity]++;
		else suppressed++;
	}
	return {
		resources: [...resources.values()].reduce((sum, count) => sum + count, 0),
		rules,
		verdicts,
		failing,
		suppressed,
		complete: isComplete(errors, findings),
		resourcesByKind: Object.fromEntries(resources),
	};
}

/** The suppressions as they fared here: one that covers nothing of this scope is unused here, whatever it does elsewhere. */
function usesIn(findings: readonly Finding[], uses: readonly SuppressionUse[]): SuppressionUse[] {
	const counts = new Map<string, number>();
	for (const { suppressedBy } of findings) if (suppressedBy !== undefined) counts.set(suppressedBy, (counts.get(suppressedBy) ?? 0) + 1);
	return uses.map((use) => {
		const count = counts.get(use.id) ?? 0;
		return { ...use, findings: count, status: use.status === "expired" ? "expired" : count > 0 ? "active" : "unused" };
	});
}

/** Each resource that has a finding, once; a scope that could not be listed is none. */
function* locatedOf(findings: readonly Finding[]): Generator<Located> {
	const known = new Set<string>();
	for (const { resource } of findings) {
		const key = `${resource.kind}\n${scopeKey(resource)}\n${resource.arn}`;
		if (known.has(key) || resource.arn.endsWith(":*") || resource.arn.endsWith("/*")) continue;
		known.add(key);
		yield resource;
	}
}
