import type { Inventory } from "../../core/inventory.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import { narrowed } from "../../core/rule.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import type { Suppression } from "../../core/suppression.ts";
import { frameworks as catalogue } from "../../frameworks/index.ts";
import type { PolicyBundle } from "../../policies/bundle.ts";
import { chosenRules, judgeInventory } from "../scan.ts";
import type { AppConfig } from "./app-config.ts";

/** What an inventory is judged with in the application. */
export interface ScopeJudgement {
	readonly config: Pick<AppConfig, "selection" | "rules" | "suppressions" | "kubernetes">;
	/** Only these kinds are judged. */
	readonly kinds: ReadonlySet<ResourceKind>;
	/** What people decided beside the configuration. */
	readonly decisions: readonly Suppression[];
	/** `appPolicies`. */
	readonly bundles: readonly PolicyBundle[];
	/** When reading began and ended, milliseconds since the epoch. Rules judge at the end. */
	readonly startedAt: number;
	readonly finishedAt: number;
	/** Hexadecimal, makes the snapshot's id unique. */
	readonly unique: string;
}

/** A snapshot, and what somebody should know of its policies. */
export interface JudgedScope {
	readonly snapshot: Snapshot;
	readonly warnings: readonly string[];
}

/** Judges what was read of an item of a run: the rules and policies of the configuration that look at its kinds. */
export async function judgeScope(inventory: Inventory, judgement: ScopeJudgement): Promise<JudgedScope> {
	const { config, kinds, bundles, finishedAt } = judgement;
	const { selection, rules: settings } = config;
	const policies = bundles.length > 0 ? await import("../judge-policies.ts") : undefined;
	const further = policies && {
		rules: policies.policyRulesOf(bundles, settings),
		frameworks: policies.frameworksWithPolicies(catalogue, bundles),
	};
	const rules = narrowed(chosenRules(selection, settings, further), (kind) => kinds.has(kind));
	const judged = await policies?.judgePolicies(inventory, { bundles, rules, frameworks: catalogue, selection, settings, now: finishedAt });
	const snapshot = judgeInventory(judged ? { ...inventory, errors: [...inventory.errors, ...judged.errors] } : inventory, {
		rules: judged?.rules ?? rules,
		frameworks: judged?.frameworks,
		selection,
		namespaces: kinds.has("kubernetes.Cluster") ? config.kubernetes.namespaces : undefined,
		settings,
		suppressions: [...config.suppressions, ...judgement.decisions],
		startedAt: judgement.startedAt,
		finishedAt,
		unique: judgement.unique,
	});
	return { snapshot, warnings: judged?.warnings ?? [] };
}
