import { existsSync } from "node:fs";
import { join } from "node:path";
import { assembleSnapshot } from "../shared/core/assemble.ts";
import { evaluateInto } from "../shared/core/evaluate.ts";
import { indexFrameworks } from "../shared/core/framework.ts";
import { frameworks } from "../shared/frameworks/index.ts";
import { json } from "../shared/reports/json.ts";
import { rules } from "../shared/rules/index.ts";
import { mixedInventory } from "./estate.ts";
import { command, median } from "./measure.ts";
import { count, megabytes, type Section, seconds } from "./section.ts";

const resources = 10_000;
const runs = 7;
const now = Date.parse("2026-06-15T12:00:00Z");

/** Milliseconds of one run; `cpu` is of all threads of the process. */
interface Time {
	readonly wall: number;
	readonly cpu: number;
}

interface Evaluation {
	readonly judging: readonly Time[];
	readonly assembling: readonly Time[];
	readonly writing: readonly Time[];
	readonly verdicts: number;
	readonly bytes: number;
}

/** Judges mixed resources with every rule, makes the snapshot, and writes it as JSON, each several times in this process. */
function evaluation(): Evaluation {
	const inventory = mixedInventory(resources);
	const options = { rules, frameworks: indexFrameworks(frameworks), now };
	const [judging, assembling, writing]: [Time[], Time[], Time[]] = [[], [], []];
	let [verdicts, bytes] = [0, 0];
	for (let run = 0; run < runs; run++) {
		verdicts = 0;
		judging.push(timed(() => evaluateInto(inventory, options, () => verdicts++)));
	}
	for (let run = 0; run < runs; run++) {
		const assembly = { rules, frameworks, id: "bench", generator: "bench", startedAt: now, finishedAt: now, suppressions: [] };
		let snapshot: ReturnType<typeof assembleSnapshot> | undefined;
		assembling.push(timed(() => (snapshot = assembleSnapshot(inventory, { ...assembly, scope: { scopes: inventory.scopes } }))));
		bytes = 0;
		writing.push(
			timed(() => {
				if (snapshot) for (const chunk of json(snapshot, { colour: false, width: 80 })) bytes += chunk.length;
			}),
		);
	}
	return { judging, assembling, writing, verdicts, bytes };
}

function timed(task: () => void): Time {
	const [started, before] = [performance.now(), process.cpuUsage()];
	task();
	const { user, system } = process.cpuUsage(before);
	return { wall: performance.now() - started, cpu: (user + system) / 1_000 };
}

/** Judging 10,000 resources with all rules, in a process of its own that is bound to one core where the system can do that. */
export async function evaluate(): Promise<Section> {
	const bound = existsSync("/usr/bin/taskset");
	const program = [...(bound ? ["taskset", "-c", "0"] : []), process.execPath, join(import.meta.dirname, "evaluate.ts")];
	const { judging, assembling, writing, verdicts, bytes } = JSON.parse(await command(program[0] ?? "", program.slice(1))) as Evaluation;
	const row = (label: string, times: readonly Time[]) => [
		label,
		seconds(times[0]?.wall ?? Number.NaN),
		seconds(median(times.map(({ wall }) => wall))),
		seconds(median(times.map(({ cpu }) => cpu))),
	];
	const kinds = new Set(mixedInventory(100).resources.map(({ kind }) => kind));
	// Rules of other kinds cost nothing here and must not be counted.
	const own = rules.filter((rule) => kinds.has(rule.resource)).length;
	const worst = Math.max(...judging.map(({ wall }) => wall));
	return {
		name: "evaluate",
		title: `Judging: ${own} rules over ${count(resources)} resources of ${kinds.size} kinds${bound ? " on one core" : ""}`,
		columns: ["Step", "Wall, first run", `Wall, median of ${runs}`, `CPU, median of ${runs}`],
		rows: [
			row(`Judging alone (${count(verdicts)} verdicts)`, judging),
			row("Judging, sorting and counting: the whole snapshot", assembling),
			row(`Writing it as JSON (${megabytes(bytes / 1e6)})`, writing),
		],
		targets: [
			{
				text: "200 rules over 10,000 resources judged in under 1 s on one core",
				met: own >= 200 && worst < 1_000,
				figure: `${seconds(worst)} at worst`,
			},
		],
		notes: bound ? [] : ["taskset is not installed here, so that the process was not bound to one core; judging has one thread anyway."],
	};
}

if (import.meta.main) console.log(JSON.stringify(evaluation()));
