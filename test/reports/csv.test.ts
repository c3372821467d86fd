import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csv } from "../../shared/reports/csv.ts";
import { instance, inventoryOf, snapshotOf } from "../support/findings.ts";
import { awkward, hostile, whole } from "./awkward.ts";

/** RFC 4180 by the letter: CRLF ends a record, quotes are doubled, an unquoted field holds none of them. */
function parse(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
	while (field.lastIndex < text.length) {
		const at = field.lastIndex;
		const match = field.exec(text);
		if (!match) throw new Error(`not RFC 4180 at ${at}: ${text.slice(at, at + 40)}`);
		row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
		if (match[3] === "\r\n") {
			rows.push(row);
			row = [];
		}
	}
	return rows;
}

const style = { colour: false, width: 80 };
const detailOf = (name: string) => {
	const [head, first] = parse(whole(csv(snapshotOf(inventoryOf([instance("x", { name, storageEncrypted: false })])), style)));
	return first?.[head?.indexOf("name") ?? -1];
};

describe("csv", () => {
	test("has a header, and every row as many fields as it", () => {
		const [head, ...rows] = parse(whole(csv(awkward, style)));
		expect(head?.slice(0, 4)).toEqual(["uid", "verdict", "severity", "rule"]);
		expect(rows).toHaveLength(awkward.findings.length);
		expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head?.length]));
	});
	test("gives back any name that is only text", () => {
		const text = fc.string({ unit: fc.constantFrom(..."ab,\"'\r\n ;é🐘=+") }).map((tail) => `x${tail}`);
		fc.assert(fc.property(text, (name) => detailOf(name) === name));
	});
	test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])("makes text of %j", (name) => {
		expect(detailOf(name)).toBe(`'${name}`);
	});
	test("starts no field with what a spreadsheet would run", () => {
		expect(
			parse(whole(csv(awkward, style)))
				.flat()
				.filter((field) => /^[=+\-@\t\r\n]/.test(field)),
		).toEqual([]);
	});
	test("shows escape sequences instead of sending them", () => {
		expect(detailOf(hostile.escape)).toBe("\\u{1b}[31mred\\u{9b}2J");
	});
});
