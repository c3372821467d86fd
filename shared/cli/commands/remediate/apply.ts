import { ConfigError } from "../../../core/errors.ts";
import type { News } from "../../../remediations/engine/attempt.ts";
import type { Outcome } from "../../../remediations/engine/ports.ts";
import { handleRequest } from "../../../remediations/engine/request.ts";
import { remediations } from "../../../remediations/registry.ts";
import { counted, printable } from "../../../reports/text.ts";
import { openRemediation, type Remediation } from "../../../runtime/remediate/open.ts";
import { readPlanFile } from "../../../runtime/remediate/plan-file.ts";
import { type Preview, previewAll } from "../../../runtime/remediate/preview.ts";
import type { Wanted } from "../../../runtime/remediate/selection.ts";
import { statusLine } from "../../status-line.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RemediateValues } from "../remediate.ts";
import { agreed } from "./ask.ts";
import { finished, newsText, outcomeText } from "./outcomes.ts";
import { previewText, shortHash, summaryText } from "./render.ts";
import { readSelected } from "./select.ts";

/** `parapet remediate apply`: shows the plans, asks, and applies exactly those. */
export async function applyPlans(file: string | undefined, values: RemediateValues, terminal: Terminal): Promise<number> {
	if ((file === undefined) === (values.snapshot === undefined))
		throw new ConfigError("Say what to apply: --snapshot FILE, or a file of parapet remediate plan --format json.");
	if (values.yes && file === undefined && values.plan === undefined)
		throw new ConfigError("--yes needs --plan HASH or a plan file: they say what is agreed to.");
	for (const hash of values.plan ?? [])
		if (!/^[0-9a-f]{12,64}$/.test(hash)) throw new ConfigError(`--plan ${hash} is no hash of a plan: 12 to 64 of 0-9a-f.`);
	const minutes = minutesOf(values.timeout);
	const source = file === undefined ? await fromSnapshot(values, terminal) : await fromFile(file);
	const line = statusLine(terminal);
	const remediation = await openRemediation(values, {
		environment: terminal.environment,
		now: terminal.now,
		worker: `cli-${terminal.newId()}`,
		tell: (news: News) => {
			line.end();
			terminal.stderr.write(newsText(news));
		},
		fleet: source.fleet,
		region: source.wanted[0]?.target.region,
		dryRun: false,
	});
	try {
		const previews = await previewAll(source.wanted, remediation.ports, (count) =>
			line.say(`${count}/${source.wanted.length} repairs planned`),
		);
		line.end();
		const chosen = choose(previews, source.hashes ?? values.plan);
		const others = previews.filter((preview) => preview.result !== "plan");
		if (values.format !== "json")
			await write(terminal.stdout, [...previewText([...chosen, ...(values.plan ? [] : others)], terminal), summaryText(previews, source)]);
		const lost = source.hashes?.filter((hash) => !previews.some((preview) => preview.hash === hash)) ?? [];
		if (lost.length > 0)
			terminal.stderr.write(`${counted(lost.length, "plan")} of the file no longer fit what is there now: plan again.\n`);
		const troubled = lost.length > 0 || (!values.plan && others.some(({ result }) => result === "refused"));
		const unknown = others.some(({ result }) => result === "unread" || result === "busy");
		if (chosen.length === 0) return troubled ? 3 : unknown ? 2 : 0;
		const hint = "Agree with --yes and --plan HASH, or with --yes and a plan file.";
		if (
			!values.yes &&
			!(await agreed(`Apply ${counted(chosen.length, "plan")} as ${printable(remediation.access.who)}?`, hint, terminal))
		) {
			terminal.stderr.write("Nothing was changed.\n");
			return 0;
		}
		const outcomes = await applyAll(chosen, remediation, { now: values.now ?? false, until: terminal.now() + minutes * 60_000, terminal });
		const final = await finished(outcomes, remediation.ports.documents);
		await write(terminal.stdout, outcomeText(final, values.format, terminal));
		const bad = final.some(({ result, phase }) => result === "refused" || (result === "done" && phase !== "succeeded"));
		const waiting = final.some(({ result }) => ["putOff", "planned", "awaiting", "scheduled", "working"].includes(result));
		return bad || troubled ? 3 : waiting || unknown ? 2 : 0;
	} finally {
		line.end();
		remediation.close();
	}
}

interface Source {
	readonly wanted: readonly Wanted[];
	readonly suppressed: number;
	readonly others: number;
	readonly fleet?: Readonly<Record<string, number>>;
	/** Of the plans that are agreed to. */
	readonly hashes?: readonly string[];
}

async function fromSnapshot(values: RemediateValues, terminal: Terminal): Promise<Source> {
	const { snapshot, ...selected } = await readSelected(values, terminal);
	return { ...selected, fleet: snapshot.summary.resourcesByKind };
}

async function fromFile(path: string): Promise<Source> {
	const plans = await readPlanFile(path);
	const wanted = plans.map(({ action: id, target, rules, findings }): Wanted => {
		const action = remediations.find((each) => each.id === id);
		if (!action) throw new ConfigError(`${path}: there is no repair "${printable(id)}".`);
		return { action, target, rules, findings };
	});
	return { wanted, suppressed: 0, others: 0, hashes: plans.map(({ hash }) => hash) };
}

/** The plans that are to be applied; a hash that is named and that nothing has any more is an error. */
function choose(previews: readonly Preview[], hashes: readonly string[] | undefined): readonly Preview[] {
	const plans = previews.filter(({ result }) => result === "plan");
	if (hashes === undefined) return plans;
	const chosen = plans.filter(({ hash = "" }) => hashes.some((each) => hash.startsWith(each)));
	const missing = hashes.filter((each) => each.length < 64 && !chosen.some(({ hash = "" }) => hash.startsWith(each)));
	if (missing.length > 0)
		throw new ConfigError("No plan has this hash now; what it was made for has changed, or the selection leaves it out. Plan again.", {
			problems: missing.map((each) => each.slice(0, shortHash)),
		});
	return chosen;
}

async function applyAll(
	chosen: readonly Preview[],
	{ ports, access, queue }: Remediation,
	{ now, until, terminal }: { readonly now: boolean; readonly until: number; readonly terminal: Terminal },
): Promise<readonly Outcome[]> {
	const line = statusLine(terminal);
	const outcomes: Outcome[] = [];
	try {
		for (const [index, { action, target, rules, findings, hash = "", title }] of chosen.entries()) {
			line.say(`${index + 1}/${chosen.length} ${printable(title)}: ${printable(target.name)}`);
			const id = `cli-${terminal.newId()}`;
			const request = {
				id,
				source: "cli",
				target,
				actions: [action],
				by: access.who,
				why: `parapet remediate apply, for ${findings.join(", ")}.`,
				at: new Date(ports.now()).toISOString(),
				approval: { by: access.who, hash, ...(now ? { now: true } : {}) },
			} as const;
			// Rules are named for suppressions and modes; the action is named so that it alone is taken.
			outcomes.push(...(await handleRequest({ ...request, rules: rulesOf(rules, action) }, ports)));
		}
		outcomes.push(...(await queue.drain(ports, until, (seconds) => line.say(`waiting ${seconds} s for AWS`))).outcomes);
	} finally {
		line.end();
	}
	return outcomes;
}

/** Those of the rules that no other action repairs, since a rule asks for all of its actions. */
const rulesOf = (rules: readonly string[], id: string): readonly string[] =>
	rules.filter((rule) => remediations.every((action) => action.id === id || !action.rules.includes(rule)));

function minutesOf(text: string | undefined): number {
	const value = text === undefined ? 30 : Number(text);
	if (!(value >= 0 && value <= 1440)) throw new ConfigError(`--timeout must be minutes from 0 to 1440, not "${text}".`);
	return value;
}
