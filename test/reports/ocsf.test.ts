import { describe, expect, test } from "vitest";
import { ocsf } from "../../shared/reports/ocsf.ts";
import { instance, inventoryOf, snapshotOf } from "../support/findings.ts";
import { awkward } from "./awkward.ts";
import { violations } from "./validate.ts";

interface Event {
	readonly activity_id: number;
	readonly type_uid: number;
	readonly status_id: number;
	readonly time: number;
	readonly severity_id: number;
	readonly finding_info: { readonly uid: string; readonly first_seen_time: number };
	readonly compliance: { readonly status_id: number; readonly standards?: string[]; readonly requirements?: string[] };
	readonly resources: readonly [{ readonly tags?: { name: string; value: string }[] }];
	readonly unmapped: { readonly suppressed_by?: string; readonly risk: string };
}

const events = (snapshot = awkward): Event[] =>
	[...ocsf(snapshot, { colour: false, width: 80 })].map((line) => {
		expect(line).toMatch(/^[^\n]+\n$/);
		return JSON.parse(line);
	});
const of = (uid: string | undefined, from = events()) => from.find((event) => event.finding_info.uid === uid);
const findingOf = (name: string, rule: string) =>
	awkward.findings.find((finding) => finding.resource.name === name && finding.ruleId === rule)?.uid;

describe("ocsf", () => {
	test("is by the schema of OCSF 1.8.0, event by event", () => {
		const wrong = events().map((event) => violations("ocsf-compliance-finding", event));
		expect(wrong.filter((each) => each.length > 0)).toEqual([]);
		expect(wrong).toHaveLength(awkward.findings.length);
	});
	test("tells pass, fail and unknown apart", () => {
		expect(of(findingOf("quiet", "test-encrypted"))).toMatchObject({ compliance: { status_id: 1 }, status_id: 4 });
		expect(of(findingOf("lapsed", "test-backups"))).toMatchObject({ compliance: { status_id: 3 }, status_id: 1 });
		expect(of(findingOf("unreported", "test-encrypted"))).toMatchObject({ compliance: { status_id: 2 }, status_id: 1 });
	});
	test("has what is suppressed as suppressed, with the verdict as it is", () => {
		expect(of(findingOf("accepted", "test-encrypted"))).toMatchObject({
			status_id: 3,
			compliance: { status_id: 3 },
			unmapped: { suppressed_by: "accepted-risk" },
		});
	});
	test("names standards and requirements where there are any", () => {
		expect(of(findingOf("quiet", "test-encrypted"))?.compliance).toMatchObject({
			standards: ["Test framework 1"],
			requirements: ["test:1.1"],
		});
		expect(of(findingOf("quiet", "test-backups"))?.compliance).not.toHaveProperty("standards");
	});
	test("updates what was seen before", () => {
		const inventory = inventoryOf([instance("bad", { storageEncrypted: false })]);
		const previous = snapshotOf(inventory);
		const day = 86_400_000;
		const later = Date.parse(previous.finishedAt) + day;
		const [first] = events(previous);
		const [second] = events(snapshotOf(inventory, { previous, finishedAt: later }));
		expect([first?.activity_id, first?.type_uid]).toEqual([1, 200301]);
		expect([second?.activity_id, second?.type_uid]).toEqual([2, 200302]);
		expect((second?.time ?? 0) - (second?.finding_info.first_seen_time ?? 0)).toBe(day);
	});
	test("keeps every tag, __proto__ and empty ones too", () => {
		const tags = events().flatMap((event) => event.resources[0].tags ?? []);
		expect(tags).toContainEqual({ name: "__proto__", value: "polluted" });
		expect(tags).toContainEqual({ name: "empty", value: "" });
	});
	test.each([
		["critical", 5],
		["high", 4],
		["medium", 3],
		["informational", 1],
		["low", 2],
	] as const)("has %s as severity %i", (severity, id) => {
		const [finding] = awkward.findings;
		const [event] = events({ ...awkward, findings: finding ? [{ ...finding, severity }] : [] });
		expect(event?.severity_id).toBe(id);
	});
});
