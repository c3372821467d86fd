import { type Finding, type FindingResource, resourceUid } from "./finding.ts";
import type { FrameworkIndex } from "./framework.ts";
import type { CollectionError, Inventory } from "./inventory.ts";
import { kinds, type ResourceKind, sourceOf } from "./kinds.ts";
import { explainUnread, Unobserved } from "./observed.ts";
import { defaultsOf, type ParameterValues, type RuleParameters } from "./parameters.ts";
import type { Resource } from "./resources/index.ts";
import { type AnyRule, judgedKinds } from "./rule.ts";
import { scopeKey, scopeText } from "./scope.ts";
import { type Evidence, indeterminate, type Verdict } from "./verdict.ts";

/** What an evaluation needs beside the inventory. */
export interface EvaluationOptions {
	readonly rules: readonly AnyRule[];
	readonly frameworks: FrameworkIndex;
	/** Milliseconds since the epoch. */
	readonly now: number;
	/** Rule id to the parameters that the configuration sets; the rest keep their defaults. */
	readonly parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Evaluator = (resource: Resource, context: { now: number; parameters: ParameterValues<RuleParameters> }) => Verdict;

const noEvidence: Evidence = Object.freeze({});
const noTags: Readonly<Record<string, string>> = Object.freeze({});

/** All findings of `evaluateInto` in a list. */
export function evaluate(inventory: Inventory, options: EvaluationOptions): Finding[] {
	const findings: Finding[] = [];
	evaluateInto(inventory, options, (finding) => findings.push(finding));
	return findings;
}

/**
 * Judges every resource with every rule of its kind, and every scope whose listing failed with every rule that it concerns.
 * The order is that of the resources, then of the rules. A rule that throws yields `indeterminate`: a defect of ours never
 * looks like a pass.
 */
export function evaluateInto(inventory: Inventory, options: EvaluationOptions, emit: (finding: Finding) => void): void {
	const at = new Date(options.now).toISOString();
	const byKind = new Map<ResourceKind, AnyRule[]>();
	for (const rule of options.rules) {
		for (const kind of judgedKinds(rule)) {
			const rules = byKind.get(kind);
			if (rules) rules.push(rule);
			else byKind.set(kind, [rule]);
		}
	}
	const contexts = new Map(
		options.rules.map((rule) => [
			rule.id,
			{
				now: options.now,
				parameters: { ...defaultsOf(rule.parameters), ...options.parameters?.[rule.id] } as ParameterValues<RuleParameters>,
			},
		]),
	);
	const add = (rule: AnyRule, resource: FindingResource, uid: string, verdict: Verdict, engine?: string) =>
		emit({
			uid: `${rule.id}/${uid}`,
			ruleId: rule.id,
			title: rule.title,
			severity: verdict.severity ?? rule.severity,
			verdict: verdict.verdict,
			detail: verdict.detail,
			resource,
			related: rule.related,
			frameworks: options.frameworks.of(rule.id, engine),
			evidence: verdict.evidence ?? noEvidence,
			firstSeen: at,
		});

	for (const resource of inventory.resources) {
		const rules = byKind.get(resource.kind);
		if (!rules) continue;
		const shown = findingResource(resource);
		const uid = resourceUid(resource.kind, resource.account, resource.region, resource.arn);
		const engine = "engine" in resource ? resource.engine : undefined;
		for (const rule of rules) {
			const context = contexts.get(rule.id);
			if (context) add(rule, shown, uid, judge(rule.evaluate as unknown as Evaluator, resource, context), engine);
		}
	}
	for (const { kind, error, others } of unreadKinds(inventory.errors)) {
		const resource = scopeResource(kind, error);
		const uid = resourceUid(kind, resource.account, resource.region, resource.arn);
		const detail = `${kinds[kind].label} could not be listed in ${scopeText(error.scope)}: ${explainUnread(error)}${others > 0 ? ` (and ${others} more errors)` : ""}`;
		const evidence = { service: error.service, operation: error.operation, cause: error.cause };
		for (const rule of byKind.get(kind) ?? []) add(rule, resource, uid, indeterminate(detail, evidence));
	}
}

function judge(evaluator: Evaluator, resource: Resource, context: Parameters<Evaluator>[1]): Verdict {
	try {
		return evaluator(resource, context);
	} catch (error) {
		if (!(error instanceof Unobserved))
			return indeterminate(`The rule could not judge this resource: ${error instanceof Error ? error.message : String(error)}`);
		const { reason } = error;
		return indeterminate(error.message, reason ? { service: reason.service, operation: reason.operation, cause: reason.cause } : undefined);
	}
}

/** One entry for each kind and scope with a failed listing, with its first error. */
function* unreadKinds(errors: readonly CollectionError[]): Generator<{ kind: ResourceKind; error: CollectionError; others: number }> {
	const grouped = new Map<string, { kind: ResourceKind; error: CollectionError; others: number }>();
	for (const error of errors) {
		for (const kind of error.kinds) {
			const key = `${kind}\n${scopeKey(error.scope)}`;
			const entry = grouped.get(key);
			if (entry) entry.others++;
			else grouped.set(key, { kind, error, others: 0 });
		}
	}
	yield* grouped.values();
}

const findingResource = (resource: Resource): FindingResource => ({
	arn: resource.arn,
	kind: resource.kind,
	name: resource.name,
	partition: resource.partition,
	account: resource.account,
	region: resource.region,
	...(sourceOf(resource.kind) === "kubernetes" && "cluster" in resource ? { cluster: resource.cluster } : {}),
	tags: "value" in resource.tags ? resource.tags.value : noTags,
});

function scopeResource(kind: ResourceKind, { scope }: CollectionError): FindingResource {
	const { partition, account, region, cluster } = scope;
	const service = kinds[kind].service;
	if (cluster !== undefined) {
		const arn = `kubernetes://${cluster}/*`;
		return { arn, kind, name: `all ${kinds[kind].label} objects in ${cluster}`, partition, account, region, cluster, tags: noTags };
	}
	return {
		arn: `arn:${partition}:${service}:${region === "global" ? "" : region}:${account}:*`,
		kind,
		name: `all ${service} in ${region}`,
		partition,
		account,
		region,
		tags: noTags,
	};
}
