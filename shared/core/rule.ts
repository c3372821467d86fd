import type { ResourceKind, ResourceOf } from "./kinds.ts";
import type { ParameterValues, RuleParameters } from "./parameters.ts";
import type { Severity } from "./severity.ts";
import type { Verdict } from "./verdict.ts";

/** Equivalents in other products, so that users can move over and results can be compared. */
export interface RelatedRules {
	/** Prowler check ids. */
	readonly prowler?: readonly string[];
	/** Security Hub control ids, e.g. `RDS.38`. */
	readonly securityHub?: readonly string[];
	/** AWS Config managed rules. */
	readonly awsConfig?: readonly string[];
	/** Steampipe, CloudSploit, kube-bench and so on, `tool:id`. */
	readonly others?: readonly string[];
}

/** What the engine passes beside the resource: the time of the scan and the rule's own parameters. */
export interface RuleContext<P extends RuleParameters> {
	/** Milliseconds since the epoch, the same for every rule of a scan. */
	readonly now: number;
	readonly parameters: ParameterValues<P>;
}

/** A check: metadata plus one pure function over one typed resource. */
export interface Rule<Id extends string = string, K extends ResourceKind = ResourceKind, P extends RuleParameters = RuleParameters> {
	/** Kebab case, equal to the file's name, starts with the resource: `rds-instance-tls-required`. Never changes once released. */
	readonly id: Id;
	/** States the secure state, in at most 90 characters, without a full stop. */
	readonly title: string;
	readonly severity: Severity;
	readonly resource: K;
	/** All kinds that it judges, when there are several, as policies have; `resource` is then one of them. */
	readonly kinds?: readonly ResourceKind[];
	/** What can happen when it fails: one or two sentences. */
	readonly risk: string;
	/** What to do, concretely: one to three sentences. */
	readonly recommendation: string;
	/** Official documentation, https. */
	readonly links?: readonly string[];
	readonly related: RelatedRules;
	readonly parameters: P;
	/** Runs only when chosen by `--rule` or by the configuration's `enable`: it reads more than configuration. */
	readonly optIn?: boolean;
	/** Pure. An unread fact ends as `indeterminate` through `need` and `reported`. */
	readonly evaluate: (resource: ResourceOf<K>, context: RuleContext<P>) => Verdict;
}

/** A rule whose types the registry has forgotten; the engine passes only resources of its kind and parameters of its declaration. */
export type AnyRule = Omit<Rule<string, ResourceKind, RuleParameters>, "evaluate"> & {
	readonly evaluate: (resource: never, context: RuleContext<never>) => Verdict;
};

/** The kinds of resources that a rule judges. */
export const judgedKinds = (rule: Pick<AnyRule, "resource" | "kinds">): readonly ResourceKind[] => rule.kinds ?? [rule.resource];

/** The rules that judge a kind which is kept, with those kinds alone. */
export const narrowed = (rules: readonly AnyRule[], keep: (kind: ResourceKind) => boolean): AnyRule[] =>
	rules.flatMap((rule) => {
		if (!rule.kinds) return keep(rule.resource) ? [rule] : [];
		const kinds = rule.kinds.filter(keep);
		const [first] = kinds;
		return first === undefined ? [] : [{ ...rule, resource: first, kinds }];
	});

/** Declares a rule; keeps the literal id, so that framework files are checked by the compiler. */
export const defineRule = <const Id extends string, K extends ResourceKind, const P extends RuleParameters = Record<never, never>>(
	rule: Omit<Rule<Id, K, P>, "parameters"> & { readonly parameters?: P },
): Rule<Id, K, P> => ({ ...rule, parameters: rule.parameters ?? ({} as P) });
