import { describe, expect, test } from "vitest";
import { largestWithPasses, pageData } from "../../shared/reports/html/data.ts";
import { frameworkPostures } from "../../shared/reports/html/posture.ts";
import { html } from "../../shared/reports/html.ts";
import { instance, inventoryOf, snapshotOf } from "../support/findings.ts";
import { awkward, whole } from "./awkward.ts";

const page = (snapshot = awkward) => whole(html(snapshot, { colour: false, width: 80 }));

describe("the page", () => {
	test("has no element from a name or a tag", () => {
		expect(page()).not.toContain("<img");
		expect(page().match(/<\/script>/g)).toHaveLength(2);
	});
	test("allows its own script alone", () => {
		expect(page()).toMatch(
			/default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'/,
		);
		expect(page()).not.toMatch(/<link|<iframe|@import|url\(/);
	});
	test("says when there is nothing to judge", () => {
		const empty = page(snapshotOf(inventoryOf([])));
		expect(empty).toContain("Nothing to judge.");
		expect(empty).not.toContain("This scan is incomplete");
		expect(empty).not.toContain("Top risks");
	});
	test("says where things are in words, outside AWS too", () => {
		const outside = { ...instance("outside", { storageEncrypted: false }), partition: "-", account: "-", region: "-" };
		const text = page(snapshotOf(inventoryOf([instance("inside", { storageEncrypted: false }), outside])));
		expect(text).not.toContain("- / -");
		const [, risks = ""] = text.split("<h2>Top risks</h2>");
		const [charts = ""] = risks.split("<h2>Frameworks</h2>");
		expect(charts.match(/outside AWS/g)?.length).toBeGreaterThanOrEqual(2);
		expect(charts).toContain('data-filter="account=-&amp;region=-');
	});
	test("leaves passing findings out when it would be too large, and says how many", () => {
		const few = snapshotOf(inventoryOf([instance("good"), instance("bad", { storageEncrypted: false })]));
		const repeated = Array.from({ length: largestWithPasses }, () => few.findings).flat();
		const data = JSON.parse(whole(pageData({ ...few, findings: repeated })));
		expect(data.findings).toHaveLength(largestWithPasses);
		expect(data.passesLeftOut).toBe(few.summary.verdicts.pass);
		expect(JSON.parse(whole(pageData(few))).findings).toHaveLength(few.findings.length);
	});
});

describe("the posture by framework", () => {
	const verdictsOf = (...instances: Parameters<typeof inventoryOf>[0]) =>
		frameworkPostures(snapshotOf(inventoryOf(instances)))[0]?.requirements.map((each) => each.verdict);

	test("fails a requirement when one finding of its rules fails", () =>
		expect(verdictsOf(instance("a"), instance("b", { storageEncrypted: false }))).toEqual(["fail", "notAssessed"]));
	test("does not know it when one is unknown and none fails", () =>
		expect(verdictsOf(instance("a"), instance("b", { storageEncrypted: undefined }))).toEqual(["indeterminate", "notAssessed"]));
	test("passes it when all pass", () => expect(verdictsOf(instance("a"))).toEqual(["pass", "notAssessed"]));
	test("has nothing to judge without resources", () => expect(verdictsOf()).toEqual(["nothingToJudge", "notAssessed"]));
	test("fails it although the failure is suppressed", () => {
		const suppressions = [{ id: "s", owner: "o", reason: "r", expires: "2026-12-31" }];
		const snapshot = snapshotOf(inventoryOf([instance("a", { storageEncrypted: false })]), { suppressions });
		expect(frameworkPostures(snapshot)[0]?.requirements[0]).toMatchObject({ verdict: "fail", failing: 1, suppressed: 1 });
	});
});
