import { describe, expect, test } from "vitest";
import { largestRun, sarif } from "../../shared/reports/sarif.ts";
import { inventoryOf, snapshotOf } from "../support/findings.ts";
import { awkward, hostile, whole } from "./awkward.ts";
import { violations } from "./validate.ts";

interface Result {
	readonly ruleId: string;
	readonly ruleIndex: number;
	readonly kind: string;
	readonly level: string;
	readonly message: { readonly text: string };
	readonly partialFingerprints: Record<string, string>;
	readonly suppressions?: { readonly justification: string }[];
	readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
}
interface Run {
	readonly automationDetails: { readonly id: string };
	readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly toolExecutionNotifications: unknown[] }];
	readonly tool: { readonly driver: { readonly rules: { id: string }[] } };
	readonly results: Result[];
}

const log = (snapshot = awkward): { runs: Run[] } => JSON.parse(whole(sarif(snapshot, { colour: false, width: 80 })));
const results = (snapshot = awkward) => log(snapshot).runs.flatMap((run) => run.results);

describe("sarif", () => {
	test("is by the schema of SARIF 2.1.0", () => expect(violations("sarif", log())).toEqual([]));
	test("is by the schema with nothing in it", () => expect(violations("sarif", log(snapshotOf(inventoryOf([]))))).toEqual([]));
	test("has everything but what passes", () => {
		expect(results()).toHaveLength(awkward.findings.filter((finding) => finding.verdict !== "pass").length);
	});
	test("points each result at its own rule", () => {
		const [run] = log().runs;
		for (const result of run?.results ?? []) expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
	});
	test("has what is unknown as open, at no level", () => {
		const unknown = results().filter((result) => result.kind === "open");
		expect(unknown.length).toBeGreaterThan(0);
		expect(new Set(unknown.map((result) => result.level))).toEqual(new Set(["none"]));
	});
	test("gives the reason of a suppression", () => {
		const justifications = results().flatMap((result) => result.suppressions ?? []);
		expect(justifications.map((each) => each.justification)).toContain("Moves & ends. (owner data <team>, until 2026-12-31)");
	});
	test("tells results apart by a fingerprint that GitHub reads", () => {
		const hashes = results().map((result) => result.partialFingerprints.primaryLocationLineHash);
		expect(new Set(hashes).size).toBe(hashes.length);
	});
	test("is not successful when a call failed, and says which", () => {
		const invocation = log().runs[0]?.invocations[0];
		expect(invocation?.executionSuccessful).toBe(false);
		expect(invocation?.toolExecutionNotifications).toHaveLength(1);
	});
	test("makes a location that is a valid relative reference of any ARN", () => {
		const uris = results().map((result) => result.locations[0].physicalLocation.artifactLocation.uri);
		expect(uris).toContain("arn/aws/rds/eu-west-1/111122223333/db/hostile-1");
		expect(uris).toContain(`arn/aws/rds/eu-west-1/111122223333/db/${encodeURIComponent(hostile.markup)}`);
	});
	test("lets no name make a link", () => {
		const [finding] = awkward.findings;
		const linked = { ...awkward, findings: finding ? [{ ...finding, detail: "[click](https://example.com) is bad." }] : [] };
		expect(results(linked)[0]?.message.text).toBe("[click] (https://example.com) is bad.");
	});
	test("starts another run, of a category of its own, when one is full", () => {
		const [finding] = awkward.findings;
		const repeated = (count: number) => log({ ...awkward, findings: finding ? Array.from({ length: count }, () => finding) : [] }).runs;
		expect(repeated(largestRun).map((run) => run.results.length)).toEqual([largestRun]);
		const runs = repeated(largestRun + 1);
		expect(runs.map((run) => run.results.length)).toEqual([largestRun, 1]);
		expect(runs.map((run) => run.automationDetails.id)).toEqual([`parapet/${awkward.id}`, `parapet/part-2/${awkward.id}`]);
	});
});
