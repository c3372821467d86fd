import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { tableRows } from "../../shared/reports/html/connection-table.ts";
import { largestWithPasses } from "../../shared/reports/html/data.ts";
import { drawnEdges } from "../../shared/reports/html/graph.ts";
import { html } from "../../shared/reports/html.ts";
import { awkward, hostile, whole } from "../reports/awkward.ts";
import { launch, noBrowser, type Watched, watched } from "../support/browser.ts";
import { connectionFrom, estateInventory, plaintext, prod } from "../support/estate.ts";
import { instance, inventoryOf, snapshotOf } from "../support/findings.ts";
import { directoryWith } from "../support/terminal.ts";
import { contrast } from "./contrast.ts";

if (noBrowser) console.warn(`The page is not tested: ${noBrowser}`);

const others = [
	{ ...instance("abroad", { storageEncrypted: false }), region: "us-east-1", arn: "arn:aws:rds:us-east-1:111122223333:db:abroad" },
	{ ...instance("foreign", { storageEncrypted: false }), account: "444455556666", arn: "arn:aws:rds:eu-west-1:444455556666:db:foreign" },
];
const wide = snapshotOf(inventoryOf([instance("good"), instance("weak", { backupRetentionDays: 1 }), ...others]));
const outside = snapshotOf(
	inventoryOf([
		instance("inside", { storageEncrypted: false }),
		{ ...instance("beyond", { storageEncrypted: false }), account: "-", region: "-", arn: "postgres://beyond:5432/db" },
	]),
);
const estate = snapshotOf(estateInventory());
/** 5,000 connections in one cluster. */
const crowded = snapshotOf(
	estateInventory([
		prod,
		...Array.from({ length: 5000 }, (_, index) =>
			(index % 50 === 0 ? plaintext : connectionFrom)(`service-${index}`, { user: `u${index}` }),
		),
	]),
);
const empty = snapshotOf(inventoryOf([]));
const allGood = snapshotOf(inventoryOf([instance("good")]));
const large = (count: number): Snapshot => {
	const [finding] = wide.findings;
	if (!finding) throw new Error("no finding");
	const findings = Array.from({ length: count }, (_, index) => {
		const name = `db-${index}`;
		return {
			...finding,
			uid: `${finding.ruleId}/${index}`,
			resource: { ...finding.resource, name, arn: `${finding.resource.arn}-${index}` },
		};
	});
	return { ...wide, findings };
};

describe.skipIf(noBrowser !== undefined)("the page in a browser", () => {
	let browser: Browser;
	let directory: Awaited<ReturnType<typeof directoryWith>>;
	let last: Watched | undefined;
	const snapshots = { awkward, wide, outside, estate, crowded, empty, allGood, large: large(largestWithPasses + 500) };

	beforeAll(async () => {
		browser = await launch();
		const style = { colour: false, width: 80 };
		directory = await directoryWith(
			Object.fromEntries(Object.entries(snapshots).map(([name, snapshot]) => [`${name}.html`, whole(html(snapshot, style))])),
		);
	});
	afterAll(async () => {
		await browser?.close();
		await directory?.remove();
	});
	// Whatever a test does with the page, it stays quiet and alone.
	afterEach(async () => {
		expect(last?.trouble ?? []).toEqual([]);
		await last?.page.close();
		last = undefined;
	});

	const open = async (name: keyof typeof snapshots, options: Parameters<typeof watched>[2] & { fragment?: string } = {}): Promise<Page> => {
		const { fragment = "", ...rest } = options;
		last = await watched(browser, pathToFileURL(directory.path(`${name}.html`)).href + fragment, rest);
		return last.page;
	};
	const count = (page: Page) => page.locator("#count").innerText();
	const openAll = async (page: Page) => {
		for (const kind of ["group", "finding"]) {
			const closed = page.locator(`#findings details.${kind}:not([open]) > summary`);
			while ((await closed.count()) > 0) await closed.first().click();
		}
	};

	const openEstate = async (page: Page) => {
		const closed = page.locator("#connections details:not([open]) > summary");
		while ((await closed.count()) > 0) await closed.first().click();
	};

	test("shows hostile text as text", async () => {
		const page = await open("awkward");
		await page.locator("#f-verdict").selectOption("all");
		await openAll(page);
		const text = await page.locator("#findings").innerText();
		expect(text).toContain(`${hostile.markup} is not encrypted.`);
		expect(text).toContain("gpj.\\u{202e}txt is not encrypted.");
		expect(text).toContain("__proto__=polluted");
		expect(await page.locator("img").count()).toBe(0);
		expect(await page.evaluate("({}).polluted")).toBeUndefined();
	});
	test("has words for what is outside AWS, in the list and in its filters", async () => {
		const page = await open("outside");
		expect(await page.locator("#f-account option").allInnerTexts()).toEqual(["Any account", "outside AWS", "111122223333"]);
		await page.locator("#f-region").selectOption({ label: "outside AWS" });
		await openAll(page);
		expect(await page.locator("#findings .where").allInnerTexts()).toEqual(["outside AWS / beyond"]);
	});
	test("has the numbers of the summary on its cards", async () => {
		const page = await open("awkward");
		const { failing, verdicts, suppressed } = awkward.summary;
		const value = async (kind: string) => Number(await page.locator(`.card:has(a[data-filter="${kind}"]) b`).innerText());
		for (const severity of ["critical", "high", "medium", "low"] as const)
			expect(await value(`severity=${severity}&verdict=fail`)).toBe(failing[severity]);
		expect(await value("verdict=indeterminate")).toBe(verdicts.indeterminate);
		expect(await value("verdict=suppressed")).toBe(suppressed);
		expect(await page.locator(".card.pass").innerText()).toContain(`${verdicts.pass} of ${verdicts.pass + verdicts.fail} judged`);
	});
	test("lists from a card as many as the card says", async () => {
		const page = await open("awkward");
		for (const link of await page.locator(".card a").all()) {
			await page.locator("#f-search").fill("something else");
			await link.click();
			const number = await link.locator("xpath=../b").innerText();
			const expected = number.endsWith("%") ? `${awkward.summary.verdicts.pass}` : number;
			expect((await count(page)).split(" ")[0]).toBe(expected);
		}
	});
	test.each([
		["verdict", "pass", "wide", 5],
		["verdict", "all", "wide", 8],
		["verdict", "indeterminate", "awkward", 3],
		["verdict", "suppressed", "awkward", 1],
		["severity", "critical", "awkward", 1],
		["severity", "medium", "wide", 1],
		["service", "rds", "wide", 3],
		["account", "444455556666", "wide", 1],
		["region", "us-east-1", "wide", 1],
		["framework", "test", "wide", 2],
	] as const)("filters by %s %s", async (filter, value, name, expected) => {
		const page = await open(name);
		await page.locator(`#f-${filter}`).selectOption(value);
		expect(await count(page)).toMatch(new RegExp(`^${expected} of `));
		expect(new URL(page.url()).hash).toBe(`#${filter}=${value}`);
	});
	test("searches names, rules, related ids and requirements", async () => {
		const page = await open("wide");
		for (const [words, expected] of [
			["abroad", "1 of"],
			["TEST-encrypted", "2 of"],
			["rds.3", "2 of"],
			["test:1.1", "2 of"],
			["abroad test-backups", "0 of"],
		] as const) {
			await page.locator("#f-search").fill(words);
			await expect.poll(() => count(page)).toContain(expected);
		}
		expect(await page.locator(".empty").innerText()).toContain("No finding matches these filters.");
		await page.locator(".empty button", { hasText: "Reset" }).click();
		expect(await count(page)).toMatch(/^3 of 8 findings/);
	});
	test("restores a view from its link, also while it is open", async () => {
		const page = await open("wide", { fragment: "#verdict=all&account=444455556666&q=foreign" });
		expect(await count(page)).toMatch(/^2 of 8/);
		expect(await page.locator("#f-account").inputValue()).toBe("444455556666");
		await page.evaluate('location.hash = "#region=us-east-1"');
		await expect.poll(() => count(page)).toMatch(/^1 of 8/);
		expect(await page.locator("#f-account").inputValue()).toBe("");
	});
	test("shows something when a link names what is no longer there", async () => {
		const page = await open("wide", { fragment: "#account=999999999999&verdict=nonsense" });
		expect(await count(page)).toMatch(/^3 of 8/);
	});
	test("opens to risk, recommendation, link, evidence and frameworks by the keyboard alone", async () => {
		const page = await open("wide");
		await page.keyboard.press("Tab");
		expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the findings");
		await page.keyboard.press("/");
		expect(await page.evaluate("document.activeElement.id")).toBe("f-search");
		const order: string[] = [];
		for (let step = 0; step < 7; step++) {
			await page.keyboard.press("Tab");
			order.push(await page.evaluate<string>("document.activeElement.id"));
		}
		expect(order).toEqual(["f-verdict", "f-severity", "f-service", "f-account", "f-region", "f-framework", "reset"]);
		await page.keyboard.press("Tab");
		await page.keyboard.press("Enter");
		const group = page.locator("#findings details.group").first();
		await group.locator("a").waitFor();
		expect(await group.innerText()).toContain("Violated: Storage is encrypted");
		expect(await group.innerText()).toMatch(/Risk Data at rest can be read\.\s+Recommendation Encrypt it\./);
		expect(await group.locator("a").getAttribute("href")).toBe("https://docs.aws.amazon.com/");
		await page.keyboard.press("Tab");
		await page.keyboard.press("Tab");
		await page.keyboard.press("Enter");
		const facts = await page.locator("#findings .facts").innerText();
		expect(facts).toContain('"encrypted": false');
		expect(facts).toContain("test: 1.1");
		expect(facts).toMatch(/arn:aws:rds:(us-east-1:111122223333:db:abroad|eu-west-1:444455556666:db:foreign)/);
	});
	test("says nothing of a key that is typed into the search", async () => {
		const page = await open("wide");
		await page.locator("#f-search").focus();
		await page.keyboard.type("a/b");
		expect(await page.locator("#f-search").inputValue()).toBe("a/b");
	});
	test("has a table of each framework's requirements, with the findings behind a verdict one click away", async () => {
		const page = await open("wide");
		await page.locator("#frameworks summary").click();
		const rows = page.locator(".requirements tbody tr");
		expect(await rows.allInnerTexts()).toEqual([
			expect.stringMatching(/1\.1 Encrypt\s+Fails\s+2 findings fail, 2 pass \(1 rule\)/),
			expect.stringMatching(/1\.2 Train people\s+Not assessed\s+About people\./),
		]);
		await rows.first().locator("a").click();
		expect(await count(page)).toMatch(/^4 of 8/);
		expect(await page.evaluate("document.activeElement.id")).toBe("findings-title");
	});
	test("switches between light and dark", async () => {
		const page = await open("wide", { colorScheme: "dark" });
		const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
		const dark = await background();
		await page.locator("#theme").click();
		const light = await background();
		expect([dark, light]).toEqual(["rgb(15, 20, 27)", "rgb(246, 247, 249)"]);
		await page.locator("#theme").click();
		expect(await background()).toBe(dark);
	});
	test.each(["light", "dark"] as const)("has a contrast of at least 4.5 in %s", async (colorScheme) => {
		const page = await open("awkward", { colorScheme });
		await page.locator("#f-verdict").selectOption("all");
		await openAll(page);
		await page.locator("#frameworks summary").click();
		await openEstate(page);
		const { texts, low } = await page.evaluate<{ texts: number; low: string[] }>(contrast);
		expect(low).toEqual([]);
		expect(texts).toBeGreaterThan(100);
	});
	test("prints light, without filters, with every chosen rule opened", async () => {
		const page = await open("awkward", { colorScheme: "dark" });
		await page.emulateMedia({ media: "print", colorScheme: "dark" });
		await page.evaluate('dispatchEvent(new Event("beforeprint"))');
		expect(await page.locator(".filters").isVisible()).toBe(false);
		expect(await page.locator("#theme").isVisible()).toBe(false);
		expect(await page.locator("#findings details.group:not([open])").count()).toBe(0);
		expect(await page.locator("#findings details.finding").count()).toBe(10);
		expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
	});
	test("says on paper what is not printed of a large scan", async () => {
		const page = await open("large");
		await page.emulateMedia({ media: "print" });
		await page.evaluate('dispatchEvent(new Event("beforeprint"))');
		expect(await page.locator("#findings details.finding").count()).toBe(3000);
		expect(await page.locator(".unprinted").innerText()).toBe(
			`${largestWithPasses + 500 - 3000} findings more not printed; findings.csv has all.`,
		);
	});
	test("opens and filters a large scan", async () => {
		const page = await open("large");
		expect(await count(page)).toContain(`${largestWithPasses + 500} of ${largestWithPasses + 500} findings, 1 rule`);
		expect(await page.locator("#findings details.finding").count()).toBe(25);
		await page.locator("button.more").click();
		expect(await page.locator("#findings details.finding").count()).toBe(50);
		await page.locator("#f-search").fill("db-20499");
		await expect.poll(() => count(page)).toMatch(/^1 of/);
	});
	test("draws who connects to what, in colours and words", async () => {
		const page = await open("estate");
		const line = page.locator("#connections svg[role=img] path");
		expect(await line.count()).toBe(6);
		const styles = await page.evaluate<string[]>(
			`[...document.querySelectorAll("#connections svg[role=img] path")].map((path) => getComputedStyle(path).stroke + getComputedStyle(path).strokeDasharray)`,
		);
		expect(new Set(styles).size).toBe(4);
		expect(await page.locator("#connections svg[role=img]").first().textContent()).toContain("no TLS, md5");
		const label = await page.locator("#connections svg[role=img]").first().getAttribute("aria-label");
		expect(label).toBe("Services and databases: Cluster prod: 4 lines to 1 database; the table below says the same");
	});
	test("opens the table of connections, and the parts, by the keyboard alone", async () => {
		const page = await open("estate");
		const facts = page.locator("#connections .inner").first();
		await facts.locator("> summary").focus();
		await page.keyboard.press("Enter");
		expect(await facts.locator("tbody tr").count()).toBe(4);
		expect(await facts.locator("tbody tr").first().innerText()).toMatch(/billing.*orders.*No TLS.*md5/s);
		await page.keyboard.press("Tab");
		expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("Connections: Cluster prod");
		const edge = page.locator("#connections details", { hasText: "Cluster edge" });
		await edge.locator("> summary").focus();
		await page.keyboard.press("Space");
		expect(await edge.innerText()).toContain("scan it with --cluster edge");
	});
	test("scrolls the graph by the keyboard where it is wider than the page", async () => {
		const page = await open("estate", { viewport: { width: 390, height: 844 } });
		const region = page.locator("#connections .graph").first();
		await region.focus();
		await page.keyboard.press("ArrowRight");
		await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
	});
	test("stays usable with 5,000 connections", async () => {
		const page = await open("crowded");
		expect(await page.locator("#connections svg[role=img] path").count()).toBe(drawnEdges);
		expect(await page.locator("#connections svg .g-plaintext").count()).toBe(drawnEdges);
		await openEstate(page);
		expect(await page.locator("#connections tbody tr").count()).toBe(tableRows);
		expect(await page.locator("#connections").innerText()).toContain(`${5000 - tableRows} connections more are in compliance.json.`);
	});
	test("keeps the words of the graph apart, also with long and wide names", async () => {
		const page = await open("awkward");
		const crossed = await page.locator("#connections svg[role=img] g text").evaluateAll((texts) => {
			const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
			return boxes.flatMap((one, index) =>
				boxes
					.slice(index + 1)
					.flatMap((other) =>
						one.box.left < other.box.right - 1 &&
						other.box.left < one.box.right - 1 &&
						one.box.top < other.box.bottom - 3 &&
						other.box.top < one.box.bottom - 3
							? [`${one.text} | ${other.text}`]
							: [],
					),
			);
		});
		expect(crossed).toEqual([]);
	});
	test.each(["awkward", "wide", "estate", "empty"] as const)("fits a telephone: %s", async (name) => {
		const page = await open(name, { viewport: { width: 390, height: 844 } });
		await page.locator("#f-verdict").selectOption("all");
		await openAll(page);
		for (const summary of await page.locator("#frameworks summary").all()) await summary.click();
		await openEstate(page);
		expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
	});
	test("says that nothing fails when nothing does", async () => {
		const page = await open("allGood");
		expect(await page.locator(".empty").innerText()).toContain("Nothing fails.");
		await page.locator(".empty button").click();
		expect(await count(page)).toMatch(/^2 of 2/);
	});
	test("says that there is nothing to judge when there is nothing", async () => {
		const page = await open("empty");
		expect(await page.locator(".banner").innerText()).toContain("Nothing to judge.");
		expect(await page.locator(".empty").innerText()).toContain("There is nothing to judge in this scope.");
	});
	test.each(["awkward", "estate", "empty"] as const)("names every control and keeps headings in order: %s", async (name) => {
		const page = await open(name);
		const unnamed = await page.locator("input,select,button").evaluateAll((controls) =>
			controls
				.filter((control) => {
					const labels = (control as unknown as { labels?: { textContent: string | null }[] }).labels;
					return !labels?.[0]?.textContent && !control.getAttribute("aria-label") && !control.textContent?.trim();
				})
				.map((control) => control.outerHTML),
		);
		expect(unnamed).toEqual([]);
		const levels = await page.locator("h1,h2,h3,h4").evaluateAll((headings) => headings.map((heading) => Number(heading.tagName[1])));
		expect(levels[0]).toBe(1);
		expect(levels.filter((level) => level === 1)).toHaveLength(1);
		expect(levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
		expect(await page.locator("html").getAttribute("lang")).toBe("en");
		expect(await page.locator("main").count()).toBe(1);
	});
});
