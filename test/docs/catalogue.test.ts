import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { frameworksPage } from "../../scripts/catalogue/frameworks-page.ts";
import { code, counted, table, text } from "../../scripts/catalogue/markdown.ts";
import { pages } from "../../scripts/catalogue/pages.ts";
import { rulesPage } from "../../scripts/catalogue/rules-page.ts";
import { frameworks } from "../../shared/frameworks/index.ts";
import { rules } from "../../shared/rules/index.ts";
import { rdsInstanceBackupRetention } from "../../shared/rules/rds/rds-instance-backup-retention.ts";

const root = join(import.meta.dirname, "../..");
const generated = pages();

describe("the generated pages", () => {
	it.each(Object.keys(generated))("%s is what the rules, frameworks and repairs give; otherwise run: npm run docs", (path) => {
		expect(readFileSync(join(root, path), "utf8") === generated[path]).toBe(true);
	});

	it("link only to rules that the page of rules has", () => {
		const headings = new Set(Array.from(generated["docs/rules.md"]?.matchAll(/^### (.+)$/gm) ?? [], ([, id]) => id));
		const links = Object.values(generated).flatMap((page) => Array.from(page.matchAll(/\((?:rules\.md)?#([a-z0-9-]+)\)/g), ([, id]) => id));
		const sections = new Set(
			Object.values(generated).flatMap((page) =>
				Array.from(page.matchAll(/^## (.+)$/gm), ([, name]) => name?.toLowerCase().replaceAll(" ", "-")),
			),
		);
		expect(links.length).toBeGreaterThan(rules.length);
		expect(links.filter((link) => !headings.has(link) && !sections.has(link))).toEqual([]);
	});

	it("give each rule one section", () => {
		const headings = Array.from(generated["docs/rules.md"]?.matchAll(/^### (.+)$/gm) ?? [], ([, id]) => id);
		expect(headings.toSorted()).toEqual(rules.map((rule) => rule.id).toSorted());
	});

	it("name this machine nowhere", () => {
		for (const page of Object.values(generated)) expect(page).not.toContain(root);
	});
});

describe("the page of rules", () => {
	const page = rulesPage([rdsInstanceBackupRetention], frameworks);

	it("shows severity, risk, parameters with bounds, requirements and equivalents", () => {
		expect(page).toContain("1 rule: 1 medium.");
		expect(page).toContain("### rds-instance-backup-retention");
		expect(page).toContain("Risk: ");
		expect(page).toMatch(/\| `minimumDays` \| `7` \| .* From \d+ to \d+\. \|/);
		expect(page).toMatch(/- AWS Foundational Security Best Practices: RDS\.11/);
		expect(page).toContain("- Security Hub: `RDS.11`");
	});

	it("leaves out services without rules", () => {
		expect(page).not.toContain("Amazon EKS");
	});
});

describe("the page of frameworks", () => {
	const many = rules.slice(0, 6).map((rule) => rule.id);

	it("says what is assessed, and why the rest is not", () => {
		const page = frameworksPage([
			{
				id: "demo",
				title: "Demo",
				version: "1",
				source: "https://example.com/",
				requirements: [
					{ id: "A.1", title: "Backups | exist", rules: ["rds-instance-backup-retention"] },
					{ id: "A.3", title: "Much", rules: many },
					{ id: "A.2", title: "People", rules: [], unassessed: "Organisational." },
				],
			},
		]);
		expect(page).toContain("| [Demo](#demo) | 1 | 3 | 2 | 1 | 7 |");
		expect(page).toContain("| A.1 | Backups \\| exist | [`rds-instance-backup-retention`](rules.md#rds-instance-backup-retention) |");
		expect(page).toContain(`<summary>6 rules</summary>[\`${many[0]}\`]`);
		expect(page).toContain("| A.2 | People | Not assessed. Organisational. |");
	});
});

describe("Markdown", () => {
	it("shows text as it is, in cells too", () => {
		expect(text("a_b *c* | <d>\n e")).toBe("a\\_b \\*c\\* \\| \\<d\\> e");
		expect(code("a_b")).toBe("`a_b`");
		expect(table(["A", "B"], [["1", "2"]])).toBe("| A | B |\n| --- | --- |\n| 1 | 2 |");
	});

	it("counts with the right number", () => {
		expect(counted(1, "rule")).toBe("1 rule");
		expect(counted(0, "rule")).toBe("0 rules");
	});
});
