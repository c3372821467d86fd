import { kinds } from "../../../core/kinds.ts";
import type { ApiCall } from "../../../remediations/action.ts";
import { counted, printable } from "../../../reports/text.ts";
import type { Preview } from "../../../runtime/remediate/preview.ts";
import { wrap } from "../../help.ts";
import { colours, type Terminal, width } from "../../terminal.ts";

/** Characters of a hash that are shown. */
export const shortHash = 12;

/** For the longest name, `cloudformation`. */
const column = 16;

/** Plans for a person, by resource. */
export function* previewText(previews: readonly Preview[], terminal: Terminal): Generator<string> {
	const paint = painter(terminal);
	const columns = width(terminal.stdout);
	const row = (name: string, text: string): string =>
		`    ${name.padEnd(column)}${wrap(printable(text), columns - column - 6, " ".repeat(column + 4)).trimStart()}\n`;
	let last = "";
	for (const preview of previews) {
		const { target, plan, action, title } = preview;
		const where = `${target.account}/${target.region} ${target.arn}`;
		if (where !== last) yield `\n${paint(1, printable(target.name))} (${kinds[target.kind].label}, ${target.account}, ${target.region})\n`;
		last = where;
		if (!plan) {
			yield `  ${paint(colourOf(preview.result), preview.result.padEnd(10))}${printable(action)}: ${printable(title)}\n`;
			if (preview.detail !== undefined) yield row("why", `${preview.reason === undefined ? "" : `${preview.reason}: `}${preview.detail}`);
			continue;
		}
		yield `  ${paint(36, "plan".padEnd(10))}${printable(action)}: ${printable(title)}\n`;
		yield row("hash", preview.hash?.slice(0, shortHash) ?? "");
		yield row("repairs", preview.rules.join(", "));
		for (const call of plan.calls) yield row("does", callText(call));
		if ("irreversible" in plan.inverse) yield row("way back", `none: ${plan.inverse.irreversible}`);
		else for (const call of plan.inverse) yield row("way back", callText(call));
		yield row("risk", `${plan.risk}; downtime: ${plan.downtime}`);
		yield row("by itself", byItself(preview));
		for (const note of plan.notes) yield row("note", note);
		for (const [tool, hint] of Object.entries(plan.hints)) yield row(tool, hint);
	}
}

const callText = ({ api, does }: ApiCall): string => `${does} (${api})`;

function byItself({ needs, allowed }: Preview): string {
	if (allowed === "no") return "no, and not by hand either: it is in no scope of remediation.allow";
	const tags = allowed === "unknown" ? "; whether it is allowed hangs on its tags" : "";
	if (!needs) return `no: the mode is plan${tags}`;
	if (needs.approval) return `when somebody approves it${needs.window ? ", in a maintenance window" : ""}${tags}`;
	return `${needs.window ? "in a maintenance window" : "at once"}${tags}`;
}

const colourOf = (result: Preview["result"]): number =>
	({ plan: 36, refused: 33, compliant: 32, gone: 32, busy: 33, unread: 35, off: 33 })[result];

/** Colours, where there are any. */
export function painter({ stdout, environment }: Terminal): (code: number, text: string) => string {
	const coloured = colours(stdout, environment);
	return (code, text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
}

/** `3 plans, 1 refused, …` */
export function summaryText(
	previews: readonly Preview[],
	{ suppressed, others }: { readonly suppressed: number; readonly others: number },
): string {
	const count = (result: Preview["result"]) => previews.filter((preview) => preview.result === result).length;
	const plans = count("plan");
	const resources = new Set(previews.map(({ target }) => `${target.account} ${target.region} ${target.arn}`)).size;
	const parts = [
		`${counted(plans, "plan")} for ${counted(resources, "resource")}`,
		...(["refused", "compliant", "gone", "busy", "unread", "off"] as const).flatMap((result) =>
			count(result) > 0 ? [`${count(result)} ${result === "compliant" ? "in order already" : result}`] : [],
		),
		...(suppressed > 0 ? [`${counted(suppressed, "suppressed finding")} left out`] : []),
		...(others > 0 ? [`${counted(others, "failing finding")} that nothing repairs`] : []),
	];
	return `\n${parts.join(", ")}\n`;
}
