import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { type CallLog, type Emulator, type LargeEstate, startEmulator } from "../support/aws/emulator.ts";
import { findingsOf, type Run, runCommand, scanned } from "../support/command.ts";

let emulator: Emulator;
let estate: LargeEstate;

/** Writes the peak of the resident memory, in kilobytes, when the process ends. */
const noteMemory = `data:text/javascript,import { writeFileSync } from "node:fs"; process.on("exit", () => writeFileSync("peak", String(process.resourceUsage().maxRSS)));`;

beforeAll(async () => {
	emulator = await startEmulator();
	estate = await emulator.seedLarge();
});

afterAll(() => emulator.stop());

describe("parapet scan of 1,000 instances, 100 clusters and 1,000 snapshots", () => {
	let run: Run;
	let log: CallLog;
	let snapshot: Snapshot;

	beforeAll(async () => {
		await emulator.forgetCalls();
		run = await runCommand(["scan", "--save-inventory", "estate.json"], { env: emulator.env, nodeOptions: ["--import", noteMemory] });
		log = await emulator.calls();
		const [id = ""] = readdirSync(join(run.directory, "parapet-out"));
		snapshot = JSON.parse(readFileSync(join(run.directory, "parapet-out", id, "snapshot.json"), "utf8"));
	});

	it("has all of them in the inventory, each once", () => {
		expect(run.code).toBe(3);
		expect(snapshot.collectionErrors).toEqual([]);
		expect(snapshot.summary.resourcesByKind).toMatchObject({
			"rds.DbInstance": estate.dbInstances,
			"rds.DbCluster": estate.dbClusters,
			"rds.Snapshot": estate.dbSnapshots,
			"eks.Cluster": estate.eksClusters,
			"eks.NodeGroup": estate.eksClusters,
		});
		const judged = findingsOf(snapshot, "rds-instance-not-public").map(({ resource }) => resource.name);
		expect(new Set(judged)).toEqual(new Set(Array.from({ length: estate.dbInstances }, (_, index) => `db-${index}`)));
		expect(judged).toHaveLength(estate.dbInstances);
	});

	it("judges as the estate was made", () => {
		const failing = (rule: string) => findingsOf(snapshot, rule).filter(({ verdict }) => verdict === "fail");
		// Members of clusters (the first hundred) are judged on their cluster.
		const standalone = Array.from({ length: estate.dbInstances }, (_, index) => index).slice(estate.dbClusters);
		const named = (indices: number[]) => indices.map((index) => `db-${index}`).sort();
		const namesOf = (rule: string) =>
			failing(rule)
				.map(({ resource }) => resource.name)
				.sort();
		expect(namesOf("rds-instance-storage-encrypted")).toEqual(named(standalone.filter((index) => index % 5 === 0)));
		expect(namesOf("rds-instance-public-access-disabled")).toEqual(named(standalone.filter((index) => index % 20 === 0)));
		expect(namesOf("rds-snapshot-not-public")).toEqual(["7", "207", "407", "607", "807"].map((number) => `snapshot-${number}`).sort());
		expect(failing("rds-snapshot-not-shared-with-unknown-accounts")).toHaveLength(10);
	});

	it("asks once a snapshot, once a shared thing, and once a page", () => {
		const { counts } = log;
		const pages = Math.ceil(estate.dbInstances / 100);
		expect(counts["rds:DescribeDBSnapshotAttributes"]).toBe(estate.dbSnapshots);
		expect(counts["rds:DescribeDBInstances"]).toBe(pages);
		expect(counts["rds:DescribeDBSnapshots"]).toBeLessThanOrEqual(pages + 1);
		expect(counts["rds:DescribeDBClusters"]).toBe(1);
		// The groups in use, and the two defaults that members of clusters have.
		expect(counts["rds:DescribeDBParameters"]).toBe(estate.parameterGroups + 2);
		expect(counts["rds:DescribeDBClusterParameters"]).toBe(2);
		expect(counts["eks:DescribeCluster"]).toBe(estate.eksClusters);
		const ofClusters = Object.entries(counts).filter(([operation]) => operation.startsWith("eks:"));
		const perCluster = ofClusters.reduce((sum, [, count]) => sum + count, 0);
		expect(perCluster).toBeLessThanOrEqual(8 * estate.eksClusters + 5);
		const shared = log.total - estate.dbSnapshots - perCluster - 2 * pages - estate.parameterGroups - 4;
		expect(shared).toBeLessThanOrEqual(60);
		expect(log.peakConcurrency).toBeLessThanOrEqual(32);
	});

	it("needs little memory", () => {
		const peak = Number(readFileSync(join(run.directory, "peak"), "utf8")) / 1024;
		expect(peak).toBeGreaterThan(20);
		// The target is 256 MB, and bench/ measures it; a shared machine adds some.
		expect(peak).toBeLessThan(288);
	});

	it("gives the same findings again from the saved inventory", async () => {
		const again = await scanned(["--inventory", "estate.json"], {}, { directory: run.directory });
		expect(again.snapshot.summary).toEqual(snapshot.summary);
		expect(again.snapshot.findings).toEqual(snapshot.findings);
		expect(again.code).toBe(3);
	});

	it("keeps the pages before one that fails, and says that there may be more", async () => {
		await emulator.faults([{ service: "rds", operation: "DescribeDBInstances", kind: "deny", afterPages: 3 }]);
		const broken = await scanned(["--rule", "rds-instance-storage-encrypted"], emulator.env);
		await emulator.faults([]);
		const judged = findingsOf(broken.snapshot, "rds-instance-storage-encrypted");
		expect(broken.snapshot.summary.resourcesByKind["rds.DbInstance"]).toBe(300);
		expect(judged.filter(({ verdict }) => verdict === "indeterminate").map(({ resource }) => resource.arn)).toEqual([
			`arn:aws:rds:${estate.region}:${estate.account}:*`,
		]);
		expect(broken.snapshot.collectionErrors).toMatchObject([{ operation: "DescribeDBInstances", cause: "denied" }]);
	});

	it.each(["truncate", "reset", "malformed"] as const)("asks again for a page that broke once (%s)", async (kind) => {
		await emulator.faults([{ service: "rds", operation: "DescribeDBInstances", kind, afterPages: 4, times: 1 }]);
		const mended = await scanned(["--rule", "rds-instance-storage-encrypted"], emulator.env);
		await emulator.faults([]);
		// Either every instance is there, or the snapshot says that some may be missing.
		const complete = mended.snapshot.summary.resourcesByKind["rds.DbInstance"] === estate.dbInstances;
		expect(complete).toBe(mended.snapshot.collectionErrors.length === 0);
		if (kind !== "malformed") expect(complete).toBe(true);
	});
});
