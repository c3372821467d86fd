import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanOptions } from "../../shared/cli/commands/scan/options.ts";
import { json } from "../../shared/reports/json.ts";
import { instance, inventoryOf, snapshotOf } from "../support/findings.ts";
import { directoryWith, parapet } from "../support/terminal.ts";

describe("the command line", () => {
	let place: Awaited<ReturnType<typeof directoryWith>>;
	beforeAll(async () => {
		const style = { colour: false, width: 80 };
		place = await directoryWith({
			"good.json": [...json(snapshotOf(inventoryOf([instance("a")])), style)].join(""),
			"bad.json": [...json(snapshotOf(inventoryOf([instance("a", { storageEncrypted: false })])), style)].join(""),
		});
	});
	afterAll(() => place.remove());

	it("shows the overview, and fails when nothing is asked", async () => {
		expect(await parapet(["--help"])).toMatchObject({ code: 0, stdout: expect.stringContaining("Usage: parapet COMMAND") });
		expect((await parapet([])).code).toBe(1);
	});

	it("groups the many options of scan, each under one title", async () => {
		const { stdout } = await parapet(["scan", "--help"]);
		const titles = [...stdout.matchAll(/^([A-Z][^\n:]*)\n {2}-/gm)].map(([, title]) => title);
		expect(titles).toEqual([
			"Accounts and regions of AWS",
			"Databases from within",
			"Clusters from within",
			"What is judged, and by what",
			"What was read or judged before",
			"Telling others",
			"Output and exit code",
			"Speed",
		]);
		for (const name of Object.keys(scanOptions)) expect(stdout.match(new RegExp(`^ {2}--${name}(?: |$)`, "gm"))).toHaveLength(1);
		expect((await parapet(["report", "--help"])).stdout).toContain("\nOptions\n");
	});
	it.each(["scan", "report", "diff", "snapshots", "alert", "rules", "frameworks", "policy", "suppressions", "permissions"])(
		"has help for %s, by both ways, within 80 columns",
		async (name) => {
			const { code, stdout } = await parapet([name, "--help"]);
			expect(code).toBe(0);
			expect((await parapet(["help", name])).stdout).toBe(stdout);
			expect(stdout).toContain("Examples");
			const prose = stdout.split("\n").filter((line) => !line.startsWith("  parapet") && !line.startsWith("  #"));
			expect(prose.filter((line) => line.length > 80)).toEqual([]);
		},
	);

	it("lists rules as data", async () => {
		const { stdout } = await parapet(["rules", "list", "--format", "json"]);
		const rules = JSON.parse(stdout);
		expect(rules.length).toBeGreaterThanOrEqual(150);
		expect(rules.find((rule: { id: string }) => rule.id === "rds-instance-storage-encrypted")).toMatchObject({
			title: "RDS DB instance storage is encrypted at rest",
			severity: "high",
			resource: "rds.DbInstance",
			related: { prowler: ["rds_instance_storage_encrypted"] },
			frameworks: expect.any(Object),
			parameters: {},
		});
	});

	it("lists rules of a service and a severity", async () => {
		const { stdout } = await parapet(["rules", "list", "--service", "kms", "--severity", "high", "--format", "json"]);
		const rules = JSON.parse(stdout) as { resource: string; severity: string }[];
		expect(new Set(rules.map((rule) => rule.resource))).toEqual(new Set(["kms.Key"]));
		expect(rules.every((rule) => ["critical", "high"].includes(rule.severity))).toBe(true);
	});

	it("explains a rule, and points from another tool's check to ours", async () => {
		expect((await parapet(["rules", "show", "rds-instance-backup-retention"])).stdout).toContain("minimumDays (integer, default 7)");
		const { stderr } = await parapet(["rules", "show", "rds_instance_storage_encrypted"]);
		expect(stderr).toContain("rds-instance-storage-encrypted");
	});

	it("renders a snapshot in another format", async () => {
		const { code, stdout } = await parapet(["report", place.path("bad.json"), "--format", "csv"]);
		expect(code).toBe(0);
		expect(stdout.split("\r\n")[0]).toContain("uid,verdict,severity,rule");
	});

	it("renders the compliance report of a snapshot, and writes it under its name", async () => {
		const { code, stdout } = await parapet(["report", place.path("bad.json"), "--format", "compliance"]);
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({
			estate: { policy_violations: [{ type: "test-encrypted", resource_name: "a" }] },
			clusters: [],
		});
		const written = await parapet(["report", place.path("bad.json"), "--format", "compliance", "--output-dir", place.path("out")]);
		expect(written.stdout).toBe(`${place.path("out/compliance.json")}\n`);
	});

	it("says how to make a compliance report when the snapshot holds no facts for one", async () => {
		const { estate: _, ...old } = snapshotOf(inventoryOf([instance("a")]));
		await writeFile(place.path("old.json"), JSON.stringify(old));
		expect((await parapet(["report", place.path("old.json"), "--format", "csv"])).code).toBe(0);
		const { code, stdout, stderr } = await parapet(["report", place.path("old.json"), "--format", "compliance"]);
		expect([code, stdout]).toEqual([1, ""]);
		expect(stderr).toContain("parapet scan --inventory FILE");
	});

	it("refuses a snapshot whose estate is no estate", async () => {
		const { estate, ...rest } = snapshotOf(inventoryOf([instance("a")]));
		await writeFile(place.path("odd.json"), JSON.stringify({ ...rest, estate: { ...estate, connections: [{ arn: 1 }] } }));
		const { code, stderr } = await parapet(["report", place.path("odd.json"), "--format", "compliance"]);
		expect([code, stderr.includes("estate.connections[0].arn")]).toEqual([1, true]);
	});

	it("prints the schema of the compliance report, and of nothing else", async () => {
		const { code, stdout } = await parapet(["report", "--format", "compliance", "--schema"]);
		expect([code, JSON.parse(stdout).title]).toEqual([0, "Parapet compliance report"]);
		expect((await parapet(["report", "--schema"])).stdout).toBe(stdout);
		expect((await parapet(["report", "--format", "csv", "--schema"])).code).toBe(1);
	});

	it("refuses what is no snapshot, with the reason", async () => {
		await writeFile(place.path("other.json"), '{"a":1}');
		const { code, stderr } = await parapet(["report", place.path("other.json")]);
		expect([code, stderr.includes("schemaVersion")]).toEqual([1, true]);
	});

	it("shows what changed, for people and as data, and can fail on it", async () => {
		const args = ["diff", place.path("good.json"), place.path("bad.json")];
		expect((await parapet(args)).stdout).toContain("new: 1");
		expect(JSON.parse((await parapet([...args, "--format", "json"])).stdout)).toMatchObject({ counts: { new: 1, resolved: 0 } });
		expect((await parapet([...args, "--fail-on-new"])).code).toBe(3);
		expect((await parapet(["diff", place.path("bad.json"), place.path("good.json"), "--fail-on-new"])).code).toBe(0);
	});

	it("converts a Prowler mutelist, and checks the result", async () => {
		await writeFile(
			place.path("mutelist.yaml"),
			`Mutelist:\n  Accounts:\n    "111122223333":\n      Checks:\n        "rds_instance_storage_encrypted":\n          Regions: ["eu-west-1"]\n          Resources: ["legacy-.*"]\n          Description: known\n        "ec2_ebs_default_encryption":\n          Regions: ["*"]\n          Resources: ["*"]\n`,
		);
		const direct = await parapet(["suppressions", "check", place.path("mutelist.yaml")]);
		expect(direct.stderr).toContain("parapet suppressions import");
		const { code, stdout, stderr } = await parapet([
			"suppressions",
			"import",
			place.path("mutelist.yaml"),
			"--owner",
			"sec",
			"--expires",
			"2027-01-31",
		]);
		expect(code).toBe(0);
		expect(stderr).toContain("ec2_ebs_default_encryption: no rule corresponds");
		await writeFile(place.path("suppressions.yaml"), stdout);
		const checked = await parapet(["suppressions", "check", place.path("suppressions.yaml")]);
		expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining("1 suppressions, 0 expired") });
		expect(stdout).toContain("/legacy-.*/");
	});
});
