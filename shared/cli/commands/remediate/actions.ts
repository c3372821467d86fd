import { ConfigError } from "../../../core/errors.ts";
import { kinds } from "../../../core/kinds.ts";
import type { Action } from "../../../remediations/action.ts";
import { remediations } from "../../../remediations/registry.ts";
import { suggestion } from "../../../runtime/suggestion.ts";
import { wrap } from "../../help.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RemediateValues } from "../remediate.ts";

/** The list of repairs, or everything about one. */
export async function showActions(id: string | undefined, { format }: RemediateValues, terminal: Terminal): Promise<number> {
	const named = id === undefined ? remediations : remediations.filter((action) => action.id === id);
	if (named.length === 0)
		throw new ConfigError(
			`There is no repair "${id}"${suggestion(
				id ?? "",
				remediations.map((action) => action.id),
			)} See: parapet remediate actions`,
		);
	if (format === "json") await write(terminal.stdout, [`${JSON.stringify(named.map(described), undefined, 2)}\n`]);
	else await write(terminal.stdout, id === undefined ? list(named) : named.flatMap(page));
	return 0;
}

/** What is data of an action. */
const described = ({ read: _, facts: __, plan: ___, ...rest }: Action) => rest;

function* list(actions: readonly Action[]): Generator<string> {
	const widest = Math.max(...actions.map(({ id }) => id.length));
	for (const { id, level, title } of actions) yield `${id.padEnd(widest)}  ${level.padEnd(7)}  ${title}\n`;
	yield `\n${actions.length} repairs. auto: at once; window: in a maintenance window; approve: somebody approves the plan.\nEverything about one: parapet remediate actions ACTION\n`;
}

function page(action: Action): string[] {
	const { id, title, level, family, rules, controls, triggers, guards, downtime, reversible, reads, writes, alsoNeeds = [] } = action;
	const rows: [string, readonly string[]][] = [
		["for", action.kinds.map((kind) => kinds[kind].label)],
		["level", [level]],
		["rules", rules],
		["controls", controls],
		["triggers", triggers],
		["guards", guards],
		["downtime", [downtime]],
		["way back", [reversible === true ? "yes, exactly" : reversible]],
		["reads", reads],
		["changes", [...writes, ...alsoNeeds.map(({ action: needed, why }) => `${needed} (${why})`)]],
		["role", [family]],
	];
	return [
		`${id}: ${title}\n\n`,
		...rows
			.filter(([, texts]) => texts.length > 0)
			.map(([name, texts]) => `  ${name.padEnd(9)} ${wrap(texts.join(name === "guards" ? "\n" : ", "), 66, " ".repeat(12)).trimStart()}\n`),
	];
}
