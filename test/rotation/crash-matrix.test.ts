import { describe, expect, it } from "vitest";
import { rotationStep } from "../../shared/rotation/machine.ts";
import { crashPoints, outcomeOf } from "../support/rotation/crash-matrix.ts";
import { sampleStep } from "../support/rotation/sample-model.ts";

describe("whatever goes wrong with a rotation", () => {
	it.each(crashPoints)("$name: the next delivery or the next rotation puts it right", (point) => {
		expect(outcomeOf(point, rotationStep)).toMatch(/^recovers/);
	});

	it("can be seen to go wrong: the published samples lock out or are stuck at some of the points, and recover at others", () => {
		const outcomes = crashPoints.map((point) => outcomeOf(point, sampleStep));
		expect(new Set(outcomes)).toContain("locked out");
		expect(new Set(outcomes)).toContain("stuck");
		expect(new Set(outcomes)).toContain("recovers");
	});
});
