import { mapBounded } from "../../../aws/concurrency.ts";
import { ConfigError } from "../../../core/errors.ts";
import type { JsonObject } from "../../../remediations/action.ts";
import { type Attempt, isFinal } from "../../../remediations/engine/attempt.ts";
import { idIn, keys } from "../../../remediations/engine/keys.ts";
import { counted, inertJson, printable } from "../../../reports/text.ts";
import { openDocuments } from "../../../runtime/remediate/open.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RemediateValues } from "../remediate.ts";
import { painter } from "./render.ts";

/** `parapet remediate status`: the attempts, or everything about one. */
export async function showStatus(id: string | undefined, values: RemediateValues, terminal: Terminal): Promise<number> {
	const { documents, close } = await openDocuments(values, terminal.environment);
	try {
		const read = async (each: string) => (await documents.get(keys.attempt(each)))?.value as unknown as Attempt | undefined;
		if (id !== undefined) {
			const attempt = await read(id);
			if (!attempt) throw new ConfigError(`There is no attempt "${id}". Which there are: parapet remediate status`);
			await write(terminal.stdout, values.format === "json" ? [`${JSON.stringify(attempt, undefined, 2)}\n`] : page(attempt, terminal));
			return 0;
		}
		const ids = (await documents.list(values.open ? keys.allOpen : keys.attempts)).map(idIn);
		const all = (await mapBounded(ids, 16, read)).filter((attempt) => attempt !== undefined);
		const attempts = all
			.filter(({ phase }) => !values.open || !isFinal(phase))
			.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
		await write(terminal.stdout, values.format === "json" ? [`${JSON.stringify(attempts, undefined, 2)}\n`] : list(attempts, terminal));
		return 0;
	} finally {
		close();
	}
}

function* list(attempts: readonly Attempt[], terminal: Terminal): Generator<string> {
	const paint = painter(terminal);
	for (const { id, phase, createdAt, target, detail, dueAt } of attempts) {
		yield `${createdAt.slice(0, 16)}Z  ${paint(colourOf(phase), phase.padEnd(11))}  ${printable(target.name)}: ${printable(detail)}\n`;
		yield `    ${printable(id)}${!isFinal(phase) && dueAt !== undefined ? `, due ${dueAt}` : ""}\n`;
	}
	yield `${counted(attempts.length, "attempt")}\n`;
}

function* page(attempt: Attempt, terminal: Terminal): Generator<string> {
	const paint = painter(terminal);
	const { id, phase, detail, target, request, approval, plan, before, after, hash, made, undone, log } = attempt;
	yield `${printable(id)}: ${paint(colourOf(phase), phase)}. ${printable(detail)}\n\n`;
	const rows: [string, string | undefined][] = [
		["resource", `${target.arn} (${target.account}/${target.region})`],
		["asked by", `${request.by} (${request.source}): ${request.why}`],
		["approved", approval && `${approval.by}, ${approval.at}`],
		["plan", hash],
		["before", before && facts(before)],
		["after", after && facts(after)],
		["risk", plan && `${plan.risk}; downtime: ${plan.downtime}`],
	];
	for (const [name, text] of rows) if (text !== undefined) yield `  ${name.padEnd(9)} ${printable(text)}\n`;
	for (const [name, calls] of [
		["made", made],
		["undone", undone],
	] as const)
		for (const { api, startedAt, requestId, problem, endedAt } of calls)
			yield `  ${name.padEnd(9)} ${startedAt} ${api} ${printable(problem ?? (endedAt ? `request ${requestId ?? "unknown"}` : "without an answer"))}\n`;
	yield "\n";
	for (const entry of log) yield `  ${entry.at}  ${entry.phase.padEnd(11)} ${printable(entry.detail)}\n`;
	if (phase === "succeeded" && attempt.kind === "repair" && plan && !("irreversible" in plan.inverse))
		yield `\nTake it back: parapet remediate rollback ${printable(id)}\n`;
}

const facts = (value: JsonObject): string => inertJson(value);

const colourOf = (phase: Attempt["phase"]): number => (phase === "succeeded" ? 32 : phase === "failed" ? 31 : isFinal(phase) ? 33 : 36);
