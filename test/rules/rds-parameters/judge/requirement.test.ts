import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { between, isOff, isOn, items, listing, oneOf } from "../../../../shared/rules/rds-parameters/judge/requirement.ts";

/** The word with the case of each letter chosen at random, perhaps with blanks around it. */
const spelled = (words: readonly string[]) =>
	fc
		.tuple(fc.constantFrom(...words), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), fc.constantFrom("", " "))
		.map(([word, upper, blank]) => blank + [...word].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join("") + blank);

describe("switches", () => {
	it("are on for 1, on, true and yes in any case, and then not off", () => {
		fc.assert(fc.property(spelled(["1", "on", "true", "yes"]), (value) => isOn(value) && !isOff(value)));
	});

	it("are off for 0, off, false and no in any case, and then not on", () => {
		fc.assert(fc.property(spelled(["0", "off", "false", "no"]), (value) => isOff(value) && !isOn(value)));
	});

	it.each(["", "10", "01", "only", "offline", "none", "enabled", "disabled", "ununtrue"])("are neither for %j", (value) => {
		expect([isOn(value), isOff(value)]).toEqual([false, false]);
	});
});

describe("requirements", () => {
	it("compare items of lists without blanks and case", () => {
		expect(items(" A, b ,,C ")).toEqual(["a", "b", "c"]);
		expect(listing("p", "PGAudit").accepts("x, pgAUDIT")).toBe(true);
		expect(listing("p", "pgaudit").accepts("pgaudit_x")).toBe(false);
	});

	it("say what they want", () => {
		expect(oneOf("p", "a").wanted).toBe("be a");
		expect(oneOf("p", "a", "b").wanted).toBe("be one of a, b");
		expect(between("p", 1, 5, "bytes").wanted).toBe("be from 1 to 5 bytes");
		expect(between("p", 0, 0, "bytes").wanted).toBe("be 0 bytes");
		expect(between("p", 1, Number.POSITIVE_INFINITY, "bytes").wanted).toBe("be at least 1 bytes");
	});

	it("take bounds inclusively", () => {
		const { accepts } = between("p", 1, 5, "bytes");
		expect(["0", "1", " 5 ", "6", "-1"].map(accepts)).toEqual([false, true, true, false, false]);
	});

	it.each(["", "1.5", "5s", "x5", "{DBInstanceClassMemory/4}"])("do not guess a number from %j", (value) => {
		expect(() => between("p", 1, 5, "bytes").accepts(value)).toThrow(`p = "${value}" is not a whole number.`);
	});
});
