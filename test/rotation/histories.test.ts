import { expect, test } from "vitest";
import { playHistory } from "../support/rotation/history.ts";

// Enough to hold the machine in place; PARAPET_HISTORIES=100000 looks further.
const histories = Number(process.env.PARAPET_HISTORIES ?? 4_000);

test.each(["single", "alternating"] as const)(
	"whatever happens to rotations of %s users, some labelled version opens the database at every instant, and the next rotation without faults succeeds",
	{ timeout: 600_000 },
	(strategy) => {
		let crashes = 0;
		let finished = 0;
		for (let seed = 0; seed < histories / 2; seed++) {
			const history = playHistory(seed, strategy);
			crashes += history.crashes;
			finished += history.finished;
			const problem = history.lockout === undefined ? history.defect : `nothing opens the database for ${history.lockout}`;
			if (problem !== undefined) expect.fail(`Seed ${seed}: ${problem}\n${playHistory(seed, strategy, true).trace.join("\n")}`);
		}
		// A generator that lets nothing happen would prove nothing.
		expect(crashes).toBeGreaterThan(histories * 4);
		expect(finished).toBeGreaterThan(histories);
	},
);
