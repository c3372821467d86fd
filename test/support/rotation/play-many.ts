import { type History, playHistory } from "./history.ts";

/** A run of seeds to play; even ones are of single users, odd ones of alternating users. */
export interface Seeds {
	readonly from: number;
	readonly to: number;
}

/** What the histories of some seeds came to. */
export interface Tally {
	histories: number;
	deliveries: number;
	duplicates: number;
	overlapping: number;
	crashes: number;
	finished: number;
	lockouts: number;
	/** Rotations without faults that did not end in order afterwards. */
	defects: number;
	/** The first that went wrong, with their traces. */
	problems: { readonly seed: number; readonly problem: string; readonly trace: readonly string[] }[];
}

export const emptyTally = (): Tally => ({
	histories: 0,
	deliveries: 0,
	duplicates: 0,
	overlapping: 0,
	crashes: 0,
	finished: 0,
	lockouts: 0,
	defects: 0,
	problems: [],
});

export const strategyOf = (seed: number) => (seed % 2 === 0 ? "single" : "alternating");

/** Plays the histories of some seeds, the same for the same seeds. */
export function playMany({ from, to }: Seeds): Tally {
	const tally = emptyTally();
	for (let seed = from; seed < to; seed++) {
		const history: History = playHistory(seed, strategyOf(seed));
		tally.histories++;
		for (const key of ["deliveries", "duplicates", "overlapping", "crashes", "finished"] as const) tally[key] += history[key];
		if (history.lockout !== undefined) tally.lockouts++;
		else if (history.defect !== undefined) tally.defects++;
		const problem = history.lockout === undefined ? history.defect : `nothing opens the database for ${history.lockout}`;
		if (problem !== undefined && tally.problems.length < 3)
			tally.problems.push({ seed, problem, trace: playHistory(seed, strategyOf(seed), true).trace });
	}
	return tally;
}

/** Both together. */
export function added(one: Tally, other: Tally): Tally {
	const sum = { ...one, problems: [...one.problems, ...other.problems] };
	for (const key of ["histories", "deliveries", "duplicates", "overlapping", "crashes", "finished", "lockouts", "defects"] as const)
		sum[key] += other[key];
	return sum;
}
