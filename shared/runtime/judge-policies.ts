import { documentOf } from "../core/document.ts";
import { extendFrameworks, type Framework, type Served } from "../core/framework.ts";
import type { CollectionError, Inventory } from "../core/inventory.ts";
import type { ResourceKind } from "../core/kinds.ts";
import type { UnreadCause } from "../core/observed.ts";
import type { Resource } from "../core/resources/index.ts";
import { type AnyRule, judgedKinds } from "../core/rule.ts";
import type { RuleSelection } from "../core/select.ts";
import type { PolicyBundle } from "../policies/bundle.ts";
import { evaluatePolicies, type PolicyOutcome } from "../policies/evaluate.ts";
import type { PolicyLimits } from "../policies/limits.ts";
import { policyOfRule, policyPrefix } from "../policies/rule-id.ts";
import { judgedRules, policyRules } from "../policies/rules.ts";
import { type RuleSettings, withSeverities } from "./rule-settings.ts";

/** What judging with policies needs. */
export interface PolicyJudgement {
	readonly bundles: readonly PolicyBundle[];
	/** The rules that were chosen; those of policies among them are replaced. */
	readonly rules: readonly AnyRule[];
	readonly frameworks: readonly Framework[];
	readonly selection: RuleSelection;
	readonly settings: RuleSettings;
	/** Milliseconds since the epoch: the time at which policies judge. */
	readonly now: number;
	readonly limits?: Partial<PolicyLimits>;
}

/** What came of it: rules that know their verdicts, frameworks that know the rules, and what went wrong. */
export interface JudgedPolicies {
	readonly rules: readonly AnyRule[];
	readonly frameworks: readonly Framework[];
	readonly errors: readonly CollectionError[];
	readonly warnings: readonly string[];
}

/** Is it a rule of a policy? */
export const isPolicyRule = ({ id }: Pick<AnyRule, "id">): boolean => id.startsWith(policyPrefix);

/** The frameworks with what the policies say that they serve, so that `--framework` chooses them. */
export function frameworksWithPolicies(frameworks: readonly Framework[], bundles: readonly PolicyBundle[]): readonly Framework[] {
	const stated = bundles.flatMap(({ policies }) => policies.map((policy) => [policy.id, policy.frameworks] as const));
	return extendFrameworks(frameworks, new Map(stated)).frameworks;
}

/** The rules of policies, with the severities that the configuration sets, before they have judged anything. */
export const policyRulesOf = (bundles: readonly PolicyBundle[], settings: RuleSettings): AnyRule[] =>
	withSeverities(policyRules(bundles), settings);

/** Evaluates the chosen policies over the inventory. */
export async function judgePolicies(inventory: Inventory, judgement: PolicyJudgement): Promise<JudgedPolicies> {
	const { rules, frameworks, settings, selection } = judgement;
	const chosen = new Map(rules.filter(isPolicyRule).map((rule) => [rule.id, rule]));
	if (chosen.size === 0) return { rules, frameworks, errors: [], warnings: [] };
	const kinds = new Set<ResourceKind>([...chosen.values()].flatMap(judgedKinds));
	const resources = inventory.resources.filter(({ kind }) => kinds.has(kind));
	const time = new Date(judgement.now).toISOString();
	const bundles = judgement.bundles.map((bundle) => ({
		...bundle,
		policies: bundle.policies.flatMap((policy) => {
			const rule = chosen.get(policy.id);
			return rule ? [{ ...policy, kinds: judgedKinds(rule) }] : [];
		}),
	}));
	const outcomes = await evaluatePolicies(
		bundles,
		resources.map((resource) => documentOf(resource, time)),
		judgement.limits ? { limits: judgement.limits } : {},
	);
	const served = new Map<string, Served>();
	const judged = outcomes.flatMap((outcome) => {
		const own = judgedRules(outcome, resources, (id) => settings.severities[id]);
		const shown = own.rules.filter(({ id }) => isShown(id, selection, settings));
		for (const { id } of shown) served.set(id, own.served.get(id) ?? {});
		return shown;
	});
	const extended = extendFrameworks(frameworks, served);
	const unknown = extended.unknown.map(({ rule, framework, requirement }) =>
		requirement === undefined
			? `${rule}: there is no framework ${JSON.stringify(framework)}`
			: `${rule}: ${framework} has no requirement ${JSON.stringify(requirement)}`,
	);
	const errors = outcomes.flatMap((outcome) => errorsOf(outcome, resources));
	return {
		rules: [...rules.filter((rule) => !isPolicyRule(rule)), ...judged],
		frameworks: extended.frameworks,
		errors,
		warnings: [
			...new Set(unknown),
			...errors.map(({ operation, message }) => `The policy ${operation} was not evaluated everywhere: ${message}`),
		],
	};
}

/** A rule of an id may be turned off, or chosen; then its policy is shown too, because what cannot be judged is said there. */
function isShown(id: string, selection: RuleSelection, settings: RuleSettings): boolean {
	const named = selection.rules?.some((rule) => rule === id || rule === policyOfRule(id) || policyOfRule(rule) === id);
	return selection.rules ? named === true : !settings.disabled.includes(id);
}

/** One error a policy and reason: it says why findings are unknown, and makes none itself. */
function errorsOf({ policy, verdicts }: PolicyOutcome, resources: readonly Resource[]): CollectionError[] {
	const failed = resources.flatMap((resource, index) => {
		const verdict = verdicts[index];
		return verdict?.verdict === "error"
			? [{ resource, reason: verdict.reason.replace(/ for another resource, and was not asked again$/, "") }]
			: [];
	});
	return [...Map.groupBy(failed, ({ reason }) => reason)].flatMap(([reason, group]) => {
		const [first] = group;
		if (!first) return [];
		const { partition, account, region } = first.resource;
		const message = `${reason} (${group.length === 1 ? first.resource.name : `${group.length} resources`})`;
		return [
			{ service: "policy", operation: policy.package, cause: causeOf(reason), message, scope: { partition, account, region }, kinds: [] },
		];
	});
}

function causeOf(reason: string): UnreadCause {
	if (/took longer/.test(reason)) return "timeout";
	return /not available to policies/.test(reason) ? "unsupported" : "other";
}
