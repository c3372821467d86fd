import { readdir, readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Inventory } from "../../shared/core/inventory.ts";
import { serializeInventory } from "../../shared/runtime/inventory-file.ts";
import { instance, inventoryOf, rdsDenied } from "../support/findings.ts";
import { days } from "../support/rule-table.ts";
import { directoryWith, parapet } from "../support/terminal.ts";

const savedAt = days(0);
const only = ["--rule", "rds-instance-storage-encrypted", "--rule", "rds-instance-deletion-protection"];

describe("parapet scan --inventory", () => {
	let place: Awaited<ReturnType<typeof directoryWith>>;
	const save = async (name: string, inventory: Inventory) => {
		await writeFile(place.path(name), serializeInventory({ savedAt, inventory }));
		return ["scan", "--inventory", place.path(name), "--no-files"];
	};
	beforeAll(async () => {
		place = await directoryWith();
	});
	afterAll(() => place.remove());

	it("exits with 0 when nothing fails", async () => {
		const { code, stdout } = await parapet([...(await save("good.json", inventoryOf([instance("a")]))), ...only]);
		expect(stdout).toContain("nothing failing\n2 passing, 0 unknown");
		expect(code).toBe(0);
	});

	it("exits with 3 when something fails, worst first, within 80 columns", async () => {
		const bad = instance("a", { storageEncrypted: false, deletionProtection: false });
		const { code, stdout } = await parapet([...(await save("bad.json", inventoryOf([bad]))), ...only]);
		expect(code).toBe(3);
		expect(stdout.indexOf("rds-instance-storage-encrypted")).toBeLessThan(stdout.indexOf("rds-instance-deletion-protection"));
		expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
	});

	it("counts only what --fail-on names", async () => {
		const args = await save("mild.json", inventoryOf([instance("a", { deletionProtection: false })]));
		expect((await parapet([...args, ...only, "--fail-on", "high"])).code).toBe(0);
		expect((await parapet([...args, ...only, "--fail-on", "medium"])).code).toBe(3);
		expect((await parapet([...args, ...only, "--fail-on", "none"])).code).toBe(0);
	});

	it("exits with 2 when nothing fails but something could not be read, unless that is allowed", async () => {
		const args = await save("denied.json", inventoryOf([], [rdsDenied]));
		const denied = await parapet([...args, ...only, "--format", "json"]);
		expect(denied.code).toBe(2);
		expect(JSON.parse(denied.stdout)).toMatchObject({
			findings: [{ verdict: "indeterminate" }, { verdict: "indeterminate" }],
			collectionErrors: [{ cause: "denied", operation: "DescribeDBInstances" }],
			summary: { complete: false },
		});
		expect((await parapet([...args, ...only, "--allow-incomplete"])).code).toBe(0);
	});

	it("exits with 3 rather than 2 when something also fails", async () => {
		const args = await save("both.json", inventoryOf([instance("a", { storageEncrypted: false })], [rdsDenied]));
		expect((await parapet([...args, ...only])).code).toBe(3);
	});

	it("says that nothing was found in an empty account, and exits with 0", async () => {
		const { code, stdout } = await parapet(await save("empty.json", inventoryOf([])));
		expect(stdout).toContain("Nothing was found");
		expect(code).toBe(0);
	});

	it("writes a snapshot with the documented members", async () => {
		const { stdout } = await parapet([...(await save("shape.json", inventoryOf([instance("a")]))), ...only, "--format", "json"]);
		const snapshot = JSON.parse(stdout);
		expect(Object.keys(snapshot)).toEqual(
			expect.arrayContaining([
				"schemaVersion",
				"id",
				"startedAt",
				"finishedAt",
				"scope",
				"summary",
				"findings",
				"collectionErrors",
				"suppressions",
			]),
		);
		expect(Object.keys(snapshot.findings[0])).toEqual(
			expect.arrayContaining([
				"uid",
				"ruleId",
				"title",
				"severity",
				"verdict",
				"detail",
				"resource",
				"related",
				"frameworks",
				"evidence",
				"firstSeen",
			]),
		);
		expect(Object.keys(snapshot.findings[0].resource)).toEqual(
			expect.arrayContaining(["arn", "kind", "name", "account", "region", "tags"]),
		);
		expect(snapshot.id).toBe("20260615T120000Z-0a1b2c3d");
	});

	it("writes every format into the output directory, readable by the owner alone", async () => {
		const args = (await save("files.json", inventoryOf([instance("a")]))).filter((arg) => arg !== "--no-files");
		const { stderr } = await parapet([...args, ...only, "--output-dir", place.path("out")]);
		expect((await readdir(place.path("out"))).sort()).toEqual([
			"compliance.json",
			"findings.asff.json",
			"findings.csv",
			"findings.ocsf.ndjson",
			"junit.xml",
			"report.html",
			"results.sarif",
			"snapshot.json",
		]);
		expect(stderr).toContain(place.path("out"));
		expect(JSON.parse(await readFile(place.path("out/snapshot.json"), "utf8")).findings).toHaveLength(2);
	});

	it("suppresses by a file, and keeps the verdict", async () => {
		await writeFile(
			place.path("suppressions.yaml"),
			`suppressions:\n  - id: known\n    rules: [rds-instance-storage-encrypted]\n    owner: me\n    reason: migration in progress\n    expires: "2026-07-01"\n  - id: gone\n    rules: [rds-*]\n    owner: me\n    reason: over\n    expires: "2026-01-01"\n`,
		);
		const args = await save("suppressed.json", inventoryOf([instance("a", { storageEncrypted: false })]));
		const { code, stdout } = await parapet([...args, ...only, "--suppressions", place.path("suppressions.yaml")]);
		expect(code).toBe(0);
		expect(stdout).toContain("1 suppressed");
		expect(stdout).toContain("Suppression expired: gone");
	});

	it("judges by the configuration's parameters, and refuses a setting without effect", async () => {
		await writeFile(
			place.path("config.json"),
			JSON.stringify({ rules: { "rds-instance-backup-retention": { parameters: { minimumDays: 30 }, severity: "critical" } } }),
		);
		const args = [...(await save("config-estate.json", inventoryOf([instance("a")]))), "--rule", "rds-instance-backup-retention"];
		expect((await parapet([...args])).code).toBe(0);
		const strict = await parapet([...args, "--config", place.path("config.json")]);
		expect([strict.code, strict.stdout.includes("CRITICAL")]).toEqual([3, true]);
		await writeFile(place.path("typo.json"), JSON.stringify({ rules: { "rds-instance-backup-retenton": {} }, region: "eu-west-1" }));
		const typo = await parapet([...args, "--config", place.path("typo.json")]);
		expect(typo.code).toBe(1);
		expect(typo.stderr).toContain("typo.json is not valid");
	});

	it("keeps the time when a finding was first seen", async () => {
		const args = await save("since.json", inventoryOf([instance("a", { storageEncrypted: false })]));
		const first = JSON.parse((await parapet([...args, ...only, "--format", "json"])).stdout);
		first.findings[0].firstSeen = days(-30);
		await writeFile(place.path("previous.json"), JSON.stringify(first));
		const second = JSON.parse((await parapet([...args, ...only, "--format", "json", "--previous", place.path("previous.json")])).stdout);
		expect(second.findings[0].firstSeen).toBe(days(-30));
	});

	it("writes colours only to a terminal", async () => {
		const args = [...(await save("colour.json", inventoryOf([instance("a", { storageEncrypted: false })]))), ...only];
		expect((await parapet(args)).stdout).not.toContain("\u001b");
		expect((await parapet(args, { terminal: true })).stdout).toContain("\u001b[");
		expect((await parapet(args, { terminal: true, environment: { NO_COLOR: "1" } })).stdout).not.toContain("\u001b");
	});

	it.each([
		[["scan", "--regoin", "x"], 'did you mean "--region"?'],
		[["scan", "--severity", "hgih"], 'did you mean "high"?'],
		[["scan", "--rule", "rds-instance-storage-encripted"], 'did you mean "rds-instance-storage-encrypted"?'],
		[["scan", "--region", "eu-west-1", "--all-regions"], "exclude each other"],
		[["scan", "--organization", "--all-regions"], "needs the role to assume in each account"],
		[["scan", "--concurrency", "0"], "--concurrency must be a whole number"],
		[["scan", "--inventory", "no-such-file.json"], "Cannot read no-such-file.json: no such file."],
		[["scan", "extra"], 'Unexpected argument "extra"'],
		[["scan", "--region"], "--region needs a value"],
		[["scna"], 'did you mean "scan"?'],
	])("explains the mistake in %j", async (args, message) => {
		const { code, stderr, stdout } = await parapet(args);
		expect(stderr).toContain(message);
		expect([code, stdout]).toEqual([1, ""]);
	});

	it("names the place of every mistake in a damaged inventory", async () => {
		const text = JSON.parse(serializeInventory({ savedAt, inventory: inventoryOf([instance("a")]) }));
		text.inventory.resources[0].multiAz = "yes";
		delete text.inventory.resources[0].engine;
		await writeFile(place.path("damaged.json"), JSON.stringify(text));
		const { code, stderr } = await parapet(["scan", "--inventory", place.path("damaged.json")]);
		expect(code).toBe(1);
		expect(stderr).toContain("resources[0].multiAz");
		expect(stderr).toContain("resources[0].engine");
	});
});
