import { describe, expect, it } from "vitest";
import { matchesWildcard } from "../../shared/core/wildcard.ts";

describe("matchesWildcard", () => {
	it.each([
		["*", ""],
		["*", "anything"],
		["kms:*", "kms:"],
		["kms:Dec*t", "kms:Decrypt"],
		["a*b*c", "axxbxbxc"],
		["a?c", "abc"],
		["**", "x"],
		["exact", "exact"],
		["*/admin", "dbuser:db-1/admin"],
		["a.c", "a.c"],
	])("%s matches %j", (pattern, text) => {
		expect(matchesWildcard(pattern, text)).toBe(true);
	});

	it.each([
		["", "x"],
		["kms:*", "km"],
		["a?c", "ac"],
		["a?", "a"],
		["a*b", "axc"],
		["exact", "exactly"],
		["exactly", "exact"],
		["A*", "abc"],
		["a.c", "abc"],
		["a*b*c", "axxbxx"],
	])("%s does not match %j", (pattern, text) => {
		expect(matchesWildcard(pattern, text)).toBe(false);
	});

	it("gives up on a hostile pattern without trying every split", () => {
		expect(matchesWildcard(`${"*a".repeat(200)}b`, "a".repeat(20_000))).toBe(false);
	});
});
