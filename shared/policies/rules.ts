import type { Served } from "../core/framework.ts";
import { resourceKinds } from "../core/kinds.ts";
import type { Resource } from "../core/resources/index.ts";
import type { AnyRule } from "../core/rule.ts";
import { type Severity, severityRank } from "../core/severity.ts";
import { type Evidence, fail, indeterminate, type Json, notApplicable, pass, type Verdict } from "../core/verdict.ts";
import type { Policy, PolicyBundle } from "./bundle.ts";
import type { DocumentVerdict, PolicyOutcome } from "./evaluate.ts";
import { mostResults } from "./limits.ts";
import type { PolicyResult } from "./results.ts";

/** A rule for each policy, before evaluation: what selection and collection need to know. */
export const policyRules = (bundles: readonly PolicyBundle[]): AnyRule[] => bundles.flatMap(({ policies }) => policies.map(ruleOf));

function ruleOf(policy: Policy): AnyRule {
	const kinds = policy.kinds ?? resourceKinds;
	return {
		id: policy.id,
		title: policy.title,
		severity: policy.severity,
		resource: kinds[0] ?? "database.Connection",
		kinds,
		risk: policy.description ?? `The policy ${policy.package} is not met.`,
		recommendation: policy.remediation ?? `Do what the policy ${policy.package} asks for, or agree on an exception with its owners.`,
		links: policy.links,
		related: {},
		parameters: {},
		evaluate: () => indeterminate(`The policy ${policy.package} was not evaluated.`),
	};
}

/** A policy's rules after evaluation, with what each states to serve of frameworks. */
export interface JudgedPolicy {
	readonly rules: readonly AnyRule[];
	readonly served: ReadonlyMap<string, Served>;
}

/**
 * The rules of an evaluated policy: the policy's own, for results without id, and one for each id that came up. Their `evaluate` looks the
 * verdict up. `resources` are those of the documents, in the same order; `severityOf` gives the severities that the configuration sets.
 */
export function judgedRules(
	{ policy, bundle, verdicts }: PolicyOutcome,
	resources: readonly Resource[],
	severityOf: (ruleId: string) => Severity | undefined,
): JudgedPolicy {
	const byResource = new Map(resources.map((resource, index) => [resource, verdicts[index]]));
	const byId = Map.groupBy(
		verdicts.flatMap((verdict) => (verdict?.verdict === "judged" ? verdict.results : [])),
		({ id }) => id,
	);
	byId.set(undefined, byId.get(undefined) ?? []);
	const base = ruleOf(policy);
	const served = new Map<string, Served>();
	const rules = [...byId]
		.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1))
		.map(([id, results]): AnyRule => {
			const ruleId = id === undefined ? policy.id : `${policy.id}/${id}`;
			const own = severityOf(policy.id) ?? policy.severity;
			const severity =
				severityOf(ruleId) ??
				(id === undefined
					? own
					: worst(
							results.map((result) => severityOfResult(result, own)),
							own,
						));
			served.set(ruleId, union([policy.frameworks, ...results.map(({ frameworks = {} }) => frameworks)]));
			const context = { policy, bundle, id, severity: id === undefined ? severity : own };
			const { remediation } = results.find((result) => result.remediation) ?? {};
			return {
				...base,
				id: ruleId,
				title: id === undefined ? policy.title : `${policy.title} (${id})`,
				severity,
				recommendation:
					(id === undefined ? (policy.remediation ?? remediation) : (remediation ?? policy.remediation)) ?? base.recommendation,
				evaluate: (resource: Resource) => verdictOf(byResource.get(resource), resource, context),
			};
		});
	return { rules, served };
}

interface Context {
	readonly policy: Policy;
	readonly bundle: PolicyBundle;
	readonly id: string | undefined;
	readonly severity: Severity;
}

function verdictOf(verdict: DocumentVerdict | undefined, resource: Resource, { policy, bundle, id, severity }: Context): Verdict {
	const name = policy.package;
	const stated = Object.keys(policy.frameworks).length > 0 ? { frameworks: policy.frameworks } : {};
	const evidence: Evidence = { bundle: bundle.sha256, package: name, ...stated };
	if (!verdict) return notApplicable(`The policy ${name} does not look at this resource.`);
	if (verdict.verdict !== "judged") {
		if (id !== undefined) return notApplicable(`The policy ${name} itself says that it could not be judged.`);
		// Without the resource's name, so that reports show a reason that many share once.
		if (verdict.verdict === "error")
			return indeterminate(`The policy ${name} could not be evaluated: ${verdict.reason}.`, {
				...evidence,
				error: verdict.reason,
			});
		const missing = verdict.paths.map(
			({ path, reason }) => `${path}${reason === undefined ? " (it is absent)" : ` (${reason.replace(/\.$/, "")})`}`,
		);
		return indeterminate(`The policy ${name} requires what is not known: ${missing.join("; ")}.`, {
			...evidence,
			missing: verdict.paths.map(({ path }) => path),
		});
	}
	const results = verdict.results.filter((result) => result.id === id);
	if (results.length > 0) {
		const severities = results.map((result) => severityOfResult(result, severity));
		const all: Evidence = {
			...evidence,
			results: results.map(shownResult),
			...(verdict.total > results.length ? { total: verdict.total } : {}),
		};
		return fail(detailOf(results), all, worst(severities, severity));
	}
	if (policy.requires.length === 0)
		return notApplicable(`The policy ${name} does not say what it requires, so that its silence proves nothing.`);
	if (id === undefined && verdict.results.length > 0) return notApplicable(`What the policy ${name} found has ids of its own.`);
	return pass(`The policy ${name} has nothing${id === undefined ? "" : ` of ${id}`} against ${resource.name}.`, evidence);
}

function detailOf(results: readonly PolicyResult[]): string {
	const told = results.slice(0, 3).map(({ msg }) => msg.trim() || "(no message)");
	const more = results.length - told.length;
	return `${told.join(" | ")}${more > 0 ? ` | and ${more === mostResults - told.length ? `at least ${more}` : more} more` : ""}`;
}

const shownResult = ({ rule, msg, id, severity, frameworks, remediation }: PolicyResult): Json => ({
	rule,
	msg,
	...(id === undefined ? {} : { id }),
	...(severity ? { severity } : {}),
	...(frameworks ? { frameworks } : {}),
	...(remediation === undefined ? {} : { remediation }),
});

/** What a result states, or else the policy's severity, and for a warning not more than low. */
/** Severity of a result of a policy whose own is given: `warn` is low, unless the policy is milder. */
export const severityOfResult = ({ severity, rule }: PolicyResult, own: Severity): Severity =>
	severity ?? (rule === "warn" && severityRank(own) < severityRank("low") ? "low" : own);

const worst = (severities: readonly Severity[], otherwise: Severity): Severity =>
	severities.toSorted((a, b) => severityRank(a) - severityRank(b))[0] ?? otherwise;

/** Everything that is stated, each requirement once. */
function union(stated: readonly Served[]): Served {
	const all = new Map<string, Set<string>>();
	for (const [framework, ids] of stated.flatMap((each) => Object.entries(each)))
		all.set(framework, new Set([...(all.get(framework) ?? []), ...ids]));
	return Object.fromEntries([...all].map(([framework, ids]) => [framework, [...ids].sort()]));
}
