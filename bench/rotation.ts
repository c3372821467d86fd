import { rotationStep } from "../shared/rotation/machine.ts";
import { crashPoints, outcomeOf, type StepMachine } from "../test/support/rotation/crash-matrix.ts";
import { playHistory } from "../test/support/rotation/history.ts";
import { strategyOf } from "../test/support/rotation/play-many.ts";
import { sampleStep } from "../test/support/rotation/sample-model.ts";
import { count, type Section } from "./section.ts";

/** Histories that both functions are put through; `npm run test:rotation` plays 100,000 of ours. */
const histories = 10_000;

/** What becomes of interrupted rotations: the functions that AWS publishes, by the description of their behaviour, and ours, in the same world. */
export async function rotation(): Promise<Section> {
	const rows = crashPoints.map((point) => [point.name, outcomeOf(point, sampleStep), outcomeOf(point, rotationStep)] as const);
	const [sample, ours] = [play(sampleStep), play(rotationStep)];
	const bad = (text: string) => (/^(locked|stuck)/.test(text) ? `**${text}**` : text);
	const failures = (which: 1 | 2) => rows.filter((row) => /^(locked|stuck)/.test(row[which])).length;
	return {
		name: "rotation",
		title: "Interrupted rotations: what becomes of them",
		columns: ["What goes wrong", "AWS's published samples", "Parapet"],
		rows: [
			...rows.map(([name, theirs, own]) => [name, bad(theirs), bad(own)]),
			[`${count(histories)} generated histories: locked out at some moment`, count(sample.lockouts), count(ours.lockouts)],
			["of the others: not in order after two rotations without faults", count(sample.defects), count(ours.defects)],
		],
		notes: [`${count(ours.crashes)} crashes in the generated histories of ours, ${count(sample.crashes)} in those of the samples.`],
		targets: [
			{
				text: "no lockout and nothing stuck at any point of the matrix",
				met: failures(2) === 0,
				figure: `${failures(2)} (samples: ${failures(1)} of ${rows.length})`,
			},
			{
				text: "no lockout in any generated history",
				met: ours.lockouts + ours.defects === 0,
				figure: `${count(ours.lockouts)} of ${count(histories)} (samples: ${count(sample.lockouts)})`,
			},
		],
	};
}

function play(steps: StepMachine): { lockouts: number; defects: number; crashes: number } {
	const sum = { lockouts: 0, defects: 0, crashes: 0 };
	for (let seed = 0; seed < histories; seed++) {
		const { lockout, defect, crashes } = playHistory(seed, strategyOf(seed), false, steps);
		sum.crashes += crashes;
		if (lockout !== undefined) sum.lockouts++;
		// On the current version the label does no harm, although it should go.
		else if (defect !== undefined && !defect.startsWith("AWSPENDING was left")) sum.defects++;
	}
	return sum;
}
