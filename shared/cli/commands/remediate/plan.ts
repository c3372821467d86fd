import { openRemediation } from "../../../runtime/remediate/open.ts";
import { type Preview, previewAll } from "../../../runtime/remediate/preview.ts";
import { scriptOf } from "../../../runtime/remediate/script.ts";
import type { Selected } from "../../../runtime/remediate/selection.ts";
import { statusLine } from "../../status-line.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RemediateValues } from "../remediate.ts";
import { previewText, summaryText } from "./render.ts";
import { readSelected } from "./select.ts";

/** `parapet remediate plan`: nothing in it could change anything. */
export async function showPlans(values: RemediateValues, terminal: Terminal): Promise<number> {
	const selected = await readSelected(values, terminal);
	const line = statusLine(terminal);
	let previews: readonly Preview[] = [];
	if (selected.wanted.length > 0) {
		const remediation = await openRemediation(values, {
			environment: terminal.environment,
			now: terminal.now,
			worker: terminal.newId(),
			tell: () => {},
			region: selected.wanted[0]?.target.region,
			dryRun: true,
		});
		try {
			previews = await previewAll(selected.wanted, remediation.ports, (count) =>
				line.say(`${count}/${selected.wanted.length} repairs planned`),
			);
		} finally {
			line.end();
			remediation.close();
		}
	}
	await write(terminal.stdout, shown(previews, selected, values, terminal));
	return previews.some(({ result }) => result === "unread" || result === "busy") ? 2 : 0;
}

function shown(
	previews: readonly Preview[],
	{ suppressed, others }: Selected,
	{ format }: RemediateValues,
	terminal: Terminal,
): Iterable<string> {
	if (format === "json") return [`${JSON.stringify({ schema: "parapet.plans/1", plans: previews, suppressed, others }, undefined, 2)}\n`];
	if (format === "script") return scriptOf(previews);
	return [...previewText(previews, terminal), summaryText(previews, { suppressed, others })];
}
