import { assembleSnapshot } from "../core/assemble.ts";
import { type Framework, indexFrameworks } from "../core/framework.ts";
import type { Inventory } from "../core/inventory.ts";
import { type Source, sourceOf } from "../core/kinds.ts";
import { type AnyRule, narrowed } from "../core/rule.ts";
import { type RuleSelection, selectRules } from "../core/select.ts";
import type { Snapshot } from "../core/snapshot.ts";
import type { Suppression } from "../core/suppression.ts";
import { frameworks } from "../frameworks/index.ts";
import { rules as catalogue } from "../rules/index.ts";
import { type RuleSettings, withSeverities } from "./rule-settings.ts";
import { generator } from "./version.ts";

/** Rules beside the catalogue, with the frameworks that know them. */
export interface FurtherRules {
	readonly rules: readonly AnyRule[];
	readonly frameworks: readonly Framework[];
}

/** The rules that a scan runs, with the configured severities. */
export const chosenRules = (selection: RuleSelection, settings: RuleSettings, further?: FurtherRules): AnyRule[] =>
	selectRules(withSeverities([...catalogue, ...(further?.rules ?? [])], settings), indexFrameworks(further?.frameworks ?? frameworks), {
		...selection,
		enabled: [...(selection.enabled ?? []), ...settings.enabled],
		disabled: settings.disabled,
	});

/** The rules that a scan of these sources can answer: the others would only look as if they had been asked. */
export const answerable = (rules: readonly AnyRule[], sources: ReadonlySet<Source>): AnyRule[] =>
	narrowed(rules, (kind) => sources.has(sourceOf(kind)));

/** The sources of a saved inventory, so that judging it again runs the rules that the scan ran. One without anything is of AWS. */
export function sourcesOf({ resources, errors }: Inventory): ReadonlySet<Source> {
	const sources = new Set([...resources.map(({ kind }) => kind), ...errors.flatMap((error) => error.kinds)].map(sourceOf));
	return sources.size === 0 ? new Set(["aws"]) : sources;
}

/** What `judgeInventory` needs beside the inventory. */
export interface JudgeOptions {
	readonly rules: readonly AnyRule[];
	/** The catalogue's unless rules of policies serve some too. */
	readonly frameworks?: readonly Framework[] | undefined;
	readonly selection: RuleSelection;
	/** Only these namespaces of clusters were read. */
	readonly namespaces?: readonly string[] | undefined;
	readonly settings: RuleSettings;
	readonly suppressions: readonly Suppression[];
	readonly previous?: Snapshot | undefined;
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
	/** The time at which rules judge: the present for a live scan, the time of collection for a saved inventory. */
	readonly finishedAt: number;
	/** Hexadecimal, makes the snapshot's id unique. */
	readonly unique: string;
}

/** Judges an inventory. */
export function judgeInventory(inventory: Inventory, options: JudgeOptions): Snapshot {
	const { selection } = options;
	return assembleSnapshot(inventory, {
		id: `${new Date(options.finishedAt).toISOString().replace(/[-:]|\.\d+/g, "")}-${options.unique.slice(0, 8)}`,
		generator,
		startedAt: options.startedAt,
		finishedAt: options.finishedAt,
		scope: {
			scopes: inventory.scopes,
			...(selection.services ? { services: selection.services } : {}),
			...(selection.rules ? { rules: selection.rules } : {}),
			...(selection.frameworks ? { frameworks: selection.frameworks } : {}),
			...(selection.severity ? { severity: selection.severity } : {}),
			...(options.namespaces ? { namespaces: options.namespaces } : {}),
		},
		rules: options.rules,
		frameworks: options.frameworks ?? frameworks,
		parameters: options.settings.parameters,
		suppressions: options.suppressions,
		...(options.previous ? { previous: options.previous } : {}),
	});
}
