import type { Attempt, News, Phase } from "../../../remediations/engine/attempt.ts";
import type { Documents } from "../../../remediations/engine/documents.ts";
import { keys } from "../../../remediations/engine/keys.ts";
import type { Outcome } from "../../../remediations/engine/ports.ts";
import { printable } from "../../../reports/text.ts";
import type { Terminal } from "../../terminal.ts";
import { painter } from "./render.ts";

/** An outcome with what has become of its attempt. */
export interface Finished extends Outcome {
	readonly phase?: Phase;
	readonly name?: string;
}

/** What has become of each repair of each resource by now. */
export async function finished(outcomes: readonly Outcome[], documents: Documents): Promise<readonly Finished[]> {
	const last = new Map<string, Outcome>();
	// What was put off comes again, and only how it ends counts; a rollback is an attempt of its own.
	for (const [index, outcome] of outcomes.entries())
		last.set(outcome.resource === undefined ? `${index}` : `${outcome.resource} ${outcome.action}`, outcome);
	return Promise.all(
		[...last.values()].map(async (outcome): Promise<Finished> => {
			if (outcome.attempt === undefined) return outcome;
			const attempt = (await documents.get(keys.attempt(outcome.attempt)))?.value as unknown as Attempt | undefined;
			return attempt ? { ...outcome, phase: attempt.phase, name: attempt.target.name, detail: attempt.detail } : outcome;
		}),
	);
}

/** What came of it. */
export function outcomeText(outcomes: readonly Finished[], format: string | undefined, terminal: Terminal): string[] {
	if (format === "json") return [`${JSON.stringify({ schema: "parapet.outcomes/1", outcomes }, undefined, 2)}\n`];
	const paint = painter(terminal);
	return outcomes.map(({ action = "", attempt, result, phase, name, detail }) => {
		const word = (phase ?? result).padEnd(12);
		const colour = phase === "succeeded" || result === "compliant" ? 32 : phase === "failed" || result === "refused" ? 31 : 33;
		return `${paint(colour, word)} ${printable(name ?? "")}${name ? ": " : ""}${printable(detail)}\n             ${printable(attempt ?? action)}\n`;
	});
}

/** A line of news for whoever waits. */
export const newsText = ({ kind, attempt }: News): string =>
	`${kind}: ${printable(attempt.target.name)}, ${printable(attempt.action)}: ${printable(attempt.detail)}\n`;
