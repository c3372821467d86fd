import { ConfigError } from "../core/errors.ts";
import type { Inventory } from "../core/inventory.ts";
import { kinds, type Source, sourceOf } from "../core/kinds.ts";
import type { AnyRule } from "../core/rule.ts";
import { frameworks as catalogue } from "../frameworks/index.ts";
import type { Policy } from "../policies/bundle.ts";
import { policyOfRule, policyPrefix } from "../policies/rule-id.ts";
import { frameworksWithPolicies, type JudgedPolicies, judgePolicies, policyRulesOf } from "./judge-policies.ts";
import { loadPolicies, shippedSource } from "./policies.ts";
import type { FurtherRules } from "./scan.ts";
import type { ScanSettings } from "./scan-settings.ts";
import { suggestion } from "./suggestion.ts";

/** Policies of a scan, loaded: the rules that they bring, and how they judge. */
export interface PreparedPolicies {
	readonly further: FurtherRules;
	readonly warnings: readonly string[];
	/** `now` in milliseconds since the epoch. */
	readonly judge: (inventory: Inventory, rules: readonly AnyRule[], now: number) => Promise<JudgedPolicies>;
}

/** Loads the policies that the settings name. A `ConfigError` says what is wrong with them, or that a named one is not among them. */
export async function preparePolicies(
	{ policies, selection, rules: settings, access }: Pick<ScanSettings, "policies" | "selection" | "rules" | "access">,
	sources: ReadonlySet<Source>,
	environment: Readonly<Record<string, string | undefined>>,
): Promise<PreparedPolicies> {
	const { bundles, warnings } = await loadPolicies(policies, { profile: access.profile, environment });
	const ids = bundles.flatMap((bundle) => bundle.policies.map(({ id }) => id));
	const problems = (selection.rules ?? [])
		.filter((id) => id.startsWith(policyPrefix) && !ids.includes(policyOfRule(id)))
		.map((id) => `"${id}"${suggestion(policyOfRule(id), ids)}`);
	if (problems.length > 0) throw new ConfigError("There is no such policy:", { problems });
	const reads = ({ kinds: own }: Policy) => !own || own.some((kind) => sources.has(sourceOf(kind)));
	const shipped = bundles.find(({ source }) => source === shippedSource)?.policies ?? [];
	const idleShipped =
		shipped.length > 0 && !shipped.some(reads)
			? [
					"Parapet's own policies look at databases from within and at their connections, which this scan does not read: name databases with --database.",
				]
			: [];
	const idle = bundles
		.filter(({ source }) => source !== shippedSource)
		.flatMap((bundle) => bundle.policies)
		.filter((policy) => !reads(policy))
		.map((policy) => {
			const labels = (policy.kinds ?? []).map((kind) => kinds[kind].label).join(", ");
			return `The policy ${policy.package} looks at what this scan does not read: ${labels}.`;
		});
	return {
		further: { rules: policyRulesOf(bundles, settings), frameworks: frameworksWithPolicies(catalogue, bundles) },
		warnings: [...warnings, ...idleShipped, ...idle],
		judge: (inventory, rules, now) => judgePolicies(inventory, { bundles, rules, frameworks: catalogue, selection, settings, now }),
	};
}
