import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { bounds, rates } from "../../bench/application/limits.ts";
import { metrics } from "../../shared/runtime/app/metrics.ts";
import { alarmsOf, emitters } from "../../stacks/alarms.ts";
import { functionNames, namesOf, queueNames } from "../../stacks/names.ts";

const page = await readFile("docs/operations.md", "utf8");
/** The cells of every row of a table, by their first one, in the section of a heading. */
function rowsBelow(heading: string): Map<string, string[]> {
	const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
	const rows = section
		.split("\n")
		.filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
		.slice(1)
		.map((line) =>
			line
				.slice(2, -2)
				.split(/(?<!\\) \| /)
				.map((cell) => cell.trim()),
		);
	return new Map(rows.map(([first = "", ...rest]) => [first, rest]));
}

describe("docs/operations.md", () => {
	it("has every metric, as it is emitted, and no other", () => {
		const expected = Object.entries(metrics).map(([name, { unit, meaning }]) => [
			name,
			[unit, `\`${emitters[name as keyof typeof metrics]}\``, meaning],
		]);
		expect([...rowsBelow("Metrics")]).toEqual(expected);
	});

	it("says of every alarm what it means and what to do", () => {
		const names = namesOf({ stage: "prod", account: "111122223333", region: "eu-west-1", partition: "aws" } as Parameters<
			typeof namesOf
		>[0]);
		const alarms = alarmsOf(names, { functions: functionNames, queues: queueNames, monthlyBudget: 1 });
		const described = new Set([...rowsBelow("Alarms").keys()].flatMap((cell) => cell.split(", ")));
		const own = (id: string) => (described.has(id) ? id : id.replace(/^.*(?=(?:Errors|Throttles|Duration)$)/, "…"));
		for (const { id } of alarms) expect(described, id).toContain(own(id));
		const used = new Set(alarms.map(({ id }) => own(id)));
		expect([...described].filter((id) => !used.has(id))).toEqual([]);
		for (const [alarm, [meaning, action]] of rowsBelow("Alarms"))
			expect(
				[meaning, action].every((text) => (text ?? "").length > 10),
				alarm,
			).toBe(true);
	});

	it("has every quota with its source", () => {
		const rows = rowsBelow("Quotas");
		for (const { name, basis, source, raised } of [...Object.values(rates), ...Object.values(bounds)])
			expect(rows.get(name)?.slice(-2)).toEqual([raised ? "yes" : "no", `[${basis}](${source})`]);
		expect(rows.size).toBe(Object.keys(rates).length + Object.keys(bounds).length);
	});

	it("has every function", () => {
		expect([...rowsBelow("What runs").keys()].map((cell) => cell.replaceAll("`", "")).sort()).toEqual([...functionNames].sort());
	});

	it("links only to what is there", () => {
		const anchors = new Set(
			[...page.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
				title
					.toLowerCase()
					.replace(/[^a-z0-9 -]/g, "")
					.replaceAll(" ", "-"),
			),
		);
		for (const [, anchor = ""] of page.matchAll(/\]\(#([^)]+)\)/g)) expect([...anchors]).toContain(anchor);
	});
});
