import { ConfigError } from "../../../core/errors.ts";
import { type Attempt, inverseOf } from "../../../remediations/engine/attempt.ts";
import { keys } from "../../../remediations/engine/keys.ts";
import type { Outcome } from "../../../remediations/engine/ports.ts";
import { release, rollback } from "../../../remediations/engine/rollback.ts";
import { sweep } from "../../../remediations/engine/sweep.ts";
import { printable } from "../../../reports/text.ts";
import { openDocuments, openRemediation, type Remediation } from "../../../runtime/remediate/open.ts";
import { statusLine } from "../../status-line.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RemediateValues } from "../remediate.ts";
import { agreed } from "./ask.ts";
import { type Finished, finished, newsText, outcomeText } from "./outcomes.ts";

/** `parapet remediate rollback`: shows the way back, asks, and goes it. */
export async function takeBack(id: string, values: RemediateValues, terminal: Terminal): Promise<number> {
	const attempt = await readAttempt(id, values, terminal);
	const calls = attempt.plan && inverseOf(attempt.plan);
	if (values.format !== "json")
		await write(terminal.stdout, [
			`${printable(id)}: ${printable(attempt.target.arn)}\n`,
			...(calls ?? []).map(({ api, does }) => `  does      ${printable(does)} (${api})\n`),
		]);
	if (!values.yes && !(await agreed("Take it back?", "Agree with --yes.", terminal))) {
		terminal.stderr.write("Nothing was changed.\n");
		return 0;
	}
	return withRemediation(values, terminal, attempt.target.region, async ({ ports, access, queue }, until) => {
		const outcome = await rollback(id, { who: access.who, via: "cli" }, ports);
		return [outcome, ...(await drain(queue, ports, until, terminal))];
	});
}

/** `parapet remediate continue`: takes up everything that is due. */
export const continueOpen = (values: RemediateValues, terminal: Terminal): Promise<number> =>
	withRemediation(values, terminal, undefined, async ({ ports, queue }, until) => {
		const { outcomes, problems } = await sweep(ports);
		for (const problem of problems) terminal.stderr.write(`${printable(problem)}\n`);
		if (problems.length > 0) throw new ConfigError("Some attempts could not be taken up.");
		return [...outcomes, ...(await drain(queue, ports, until, terminal))];
	});

const drain = async (
	queue: Remediation["queue"],
	ports: Remediation["ports"],
	until: number,
	terminal: Terminal,
): Promise<readonly Outcome[]> => {
	const line = statusLine(terminal);
	try {
		return (await queue.drain(ports, until, (seconds) => line.say(`waiting ${seconds} s for AWS`))).outcomes;
	} finally {
		line.end();
	}
};

async function withRemediation(
	values: RemediateValues,
	terminal: Terminal,
	region: string | undefined,
	act: (remediation: Remediation, until: number) => Promise<readonly Outcome[]>,
): Promise<number> {
	const minutes = values.timeout === undefined ? 30 : Number(values.timeout);
	if (!(minutes >= 0 && minutes <= 1440)) throw new ConfigError(`--timeout must be minutes from 0 to 1440, not "${values.timeout}".`);
	const remediation = await openRemediation(values, {
		environment: terminal.environment,
		now: terminal.now,
		worker: `cli-${terminal.newId()}`,
		tell: (news) => void terminal.stderr.write(newsText(news)),
		region,
		dryRun: false,
	});
	try {
		const outcomes = await finished(await act(remediation, terminal.now() + minutes * 60_000), remediation.ports.documents);
		await write(terminal.stdout, outcomeText(outcomes, values.format, terminal));
		return exitCode(outcomes);
	} finally {
		remediation.close();
	}
}

function exitCode(outcomes: readonly Finished[]): number {
	if (outcomes.some(({ result, phase }) => result === "refused" || result === "none" || phase === "failed" || phase === "rolledBack"))
		return 3;
	return outcomes.some(({ result }) => ["putOff", "planned", "awaiting", "scheduled", "working"].includes(result)) ? 2 : 0;
}

/** `parapet remediate release`: the repair of the attempt's resource goes by itself again. */
export async function releaseHeld(id: string, values: RemediateValues, terminal: Terminal): Promise<number> {
	const { target, action } = await readAttempt(id, values, terminal);
	const { documents, close } = await openDocuments(values, terminal.environment);
	try {
		const released = await release(target, action, { documents });
		const what = { held: "the repair was taken back", flapping: "something kept changing it back" };
		await write(terminal.stdout, [
			released.length === 0
				? `${printable(action)} on ${printable(target.name)} was not held.\n`
				: `${printable(action)} on ${printable(target.name)} is released; it was held because ${released.map((why) => what[why]).join(" and ")}.\n`,
		]);
		return 0;
	} finally {
		close();
	}
}

/** `parapet remediate pause`: no repair begins until it is over. */
export async function pauseAll({ off, ...values }: RemediateValues, terminal: Terminal): Promise<number> {
	const { documents, close } = await openDocuments(values, terminal.environment);
	try {
		if (off) await documents.remove(keys.pause);
		else await documents.put(keys.pause, { at: new Date(terminal.now()).toISOString() }, { always: true });
		await write(terminal.stdout, [
			off ? "The pause is over.\n" : "Paused: no repair begins until parapet remediate pause --off. Rollbacks go on.\n",
		]);
		return 0;
	} finally {
		close();
	}
}

async function readAttempt(id: string, values: RemediateValues, terminal: Terminal): Promise<Attempt> {
	const { documents, close } = await openDocuments(values, terminal.environment);
	try {
		const attempt = (await documents.get(keys.attempt(id)))?.value as unknown as Attempt | undefined;
		if (!attempt) throw new ConfigError(`There is no attempt "${id}". Which there are: parapet remediate status`);
		return attempt;
	} finally {
		close();
	}
}
