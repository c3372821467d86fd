import { describe, expect, test } from "vitest";
import { fileNameOf, formatNames, formats } from "../../shared/reports/index.ts";
import { awkward, whole } from "./awkward.ts";

/** The page's style and script are sources of their own; the browser tests them. */
const withoutCode = (page: string) =>
	page
		.replace(/<style>.*?<\/style>/s, "<style/>")
		.replace(/<script>.*<\/script>/s, "<script/>")
		.replace(/sha256-[^']+/, "sha256-");

describe("reports of one awkward snapshot", () => {
	test.each(formatNames)("%s is what it was", async (name) => {
		const report = await formats[name].load();
		const text = whole(report(awkward, { colour: false, width: 80 }));
		if (name === "html") await expect(withoutCode(text)).toMatchFileSnapshot("golden/report.html.txt");
		else await expect(text).toMatchFileSnapshot(`golden/${fileNameOf(name)}`);
	});
	test.each(formatNames)("%s holds no character that a terminal acts on", async (name) => {
		const report = await formats[name].load();
		const text = whole(report(awkward, { colour: false, width: 80 }));
		expect(text).not.toMatch(/(?![\t\r\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
	});
	test.each(formatNames)("%s comes in chunks, none of which holds two findings", async (name) => {
		const report = await formats[name].load();
		const mark = "is not encrypted.";
		const most = Math.max(...[...report(awkward, { colour: false, width: 4000 })].map((chunk) => chunk.split(mark).length - 1));
		// A finding may say its detail more than once (OCSF: message, description, status); the page's list of top risks is one chunk.
		expect(most).toBeLessThanOrEqual(name === "html" ? 8 : 3);
	});
});
