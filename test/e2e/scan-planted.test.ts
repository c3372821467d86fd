import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, type SmallEstate, startEmulator } from "../support/aws/emulator.ts";
import { findingsOf, type Run, runCommand, scanned, temporaryDirectory, verdicts } from "../support/command.ts";

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});

afterAll(() => emulator.stop());

// First, because the suites after it seed the account.
describe("parapet scan of an empty account", () => {
	it("says that nothing was found, and exits with 0", async () => {
		const { code, stdout } = await runCommand(["scan"], { env: emulator.env });
		expect(stdout).toContain("Nothing was found: there is no database and no cluster in this scope.");
		expect(code).toBe(0);
	});

	it("does not say so, and exits with 2, when databases may not be listed", async () => {
		await emulator.faults([{ service: "rds", kind: "deny" }]);
		const { code, stdout } = await runCommand(["scan"], { env: emulator.env });
		await emulator.faults([]);
		expect(stdout).not.toContain("Nothing was found");
		expect(code).toBe(2);
	});
});

describe("parapet scan of an account with planted faults", () => {
	let estate: SmallEstate;
	let run: Awaited<ReturnType<typeof scanned>>;

	beforeAll(async () => {
		estate = await emulator.seedSmall();
		await emulator.forgetCalls();
		run = await scanned([], emulator.env);
	});

	/** The names that the rule fails. */
	const failing = (rule: string): string[] =>
		findingsOf(run.snapshot, rule)
			.filter(({ verdict }) => verdict === "fail")
			.map(({ resource }) => resource.name)
			.sort();

	it("exits with 3, and could read everything", () => {
		expect(run.code).toBe(3);
		expect(run.snapshot.collectionErrors).toEqual([]);
		expect(run.snapshot.scope.scopes).toEqual([{ partition: "aws", account: estate.account, region: estate.region }]);
	});

	it("finds every instance, cluster and snapshot, and nothing of Neptune and DocumentDB", () => {
		const members = ["aurora-mysql-1", "aurora-pg-1", "aurora-pg-2", "multi-az-1", "multi-az-2"];
		expect(Object.keys(verdicts(run.snapshot, "rds-instance-not-public")).sort()).toEqual([...estate.dbInstances, ...members].sort());
		expect(Object.keys(verdicts(run.snapshot, "rds-cluster-storage-encrypted")).sort()).toEqual(["aurora-mysql", "aurora-pg", "multi-az"]);
		expect(Object.keys(verdicts(run.snapshot, "rds-snapshot-not-public"))).toEqual(expect.arrayContaining([...estate.dbSnapshots]));
		expect(run.snapshot.findings.filter(({ resource }) => /neptune|docdb/.test(resource.name))).toEqual([]);
	});

	// Each planted fault: the rule that must fail, and all of what it must fail; the neighbours that are right pass.
	it.each([
		["rds-instance-not-public", ["halves", "public"]],
		["rds-instance-public-access-disabled", ["halves", "public"]],
		["rds-instance-security-group-restricted", ["halves", "public"]],
		["rds-instance-subnets-private", ["halves", "public"]],
		["rds-subnet-group-subnets-private", ["public"]],
		["rds-instance-storage-encrypted", ["unencrypted"]],
		["rds-instance-backup-enabled", ["no-backups"]],
		["rds-instance-backup-retention", ["no-backups"]],
		["rds-instance-backup-plan", ["no-backups"]],
		["rds-instance-deletion-protection", ["no-backups"]],
		["rds-instance-multi-az", ["no-backups"]],
		["rds-instance-tls-required", ["mysql-plain", "public"]],
		["rds-instance-parameters-in-effect", ["mysql-plain"]],
		["rds-instance-certificate-valid", ["public"]],
		["rds-instance-no-overdue-maintenance", ["public"]],
		["rds-instance-no-pending-changes", ["public"]],
		["rds-instance-master-username-not-default", ["mysql-plain"]],
		["rds-instance-iam-authentication", ["mariadb-tls"]],
		["rds-cluster-storage-encrypted", ["aurora-mysql"]],
		["rds-cluster-deletion-protection", ["aurora-mysql"]],
		["rds-cluster-tls-required", ["aurora-mysql"]],
		["rds-cluster-multi-az", ["aurora-mysql"]],
		["rds-snapshot-not-public", ["snapshot-public"]],
		["rds-snapshot-not-shared-with-unknown-accounts", ["cluster-snapshot-shared", "snapshot-public", "snapshot-shared"]],
		["rds-proxy-tls-required", ["proxy-plain"]],
		["rds-global-cluster-deletion-protection", ["global-old"]],
		["eks-cluster-endpoint-not-public", ["open"]],
		["eks-cluster-version-supported", ["open"]],
		["eks-cluster-secrets-encrypted", ["open"]],
		["eks-cluster-audit-logging", ["open"]],
		["eks-identity-provider-prefixes", ["good/staff"]],
		["iam-rds-connect-not-wildcard", ["app"]],
		["log-group-retention", ["/aws/rds/instance/public/postgresql"]],
		["secret-not-public", ["public-secret"]],
		["security-group-postgresql-not-open", ["halves", "open", "prefix-list"]],
		["security-group-mysql-not-open", ["open-v6"]],
		["backup-recovery-point-encrypted", ["one"]],
	])("%s fails %j and nothing else", (rule, names) => {
		expect(failing(rule)).toEqual(names);
	});

	it.each([
		["rds-instance-storage-encrypted", "good"],
		["rds-instance-tls-required", "mariadb-tls"],
		["rds-instance-backup-plan", "good"],
		["rds-cluster-tls-required", "aurora-pg"],
		["rds-snapshot-not-public", "snapshot-private"],
		["eks-cluster-endpoint-not-public", "good"],
		["eks-cluster-secrets-encrypted", "good"],
		["secret-not-public", "rds/good"],
		["security-group-postgresql-not-open", "private"],
		["backup-vault-locked", "vault"],
		["account-filter-kms-key-deletion", "us-east-1"],
		["account-guardduty-rds-protection", "us-east-1"],
		["log-group-retention", "trail"],
	])("%s passes %s", (rule, name) => {
		expect(verdicts(run.snapshot, rule)[name]).toBe("pass");
	});

	it("tells keys apart: open to everybody, to be deleted, shared by grant", () => {
		const arns = (rule: string) =>
			findingsOf(run.snapshot, rule)
				.filter(({ verdict }) => verdict === "fail")
				.map(({ resource }) => resource.arn);
		expect(arns("kms-key-not-public")).toEqual([estate.kmsKeys.public]);
		expect(arns("kms-key-not-pending-deletion")).toEqual([estate.kmsKeys.pendingDeletion]);
		expect(arns("kms-key-not-shared-with-unknown-accounts")).toEqual([estate.kmsKeys.rotated]);
		expect(arns("kms-key-rotation-enabled")).toEqual([estate.kmsKeys.public]);
	});

	it("judges what a cluster decides on the cluster, not on its members", () => {
		for (const rule of ["rds-instance-storage-encrypted", "rds-instance-backup-enabled", "rds-instance-tls-required"])
			expect(Object.keys(verdicts(run.snapshot, rule)).filter((name) => /^(aurora|multi-az)/.test(name))).toEqual([]);
	});

	it("gives every finding what a reader needs", () => {
		for (const finding of run.snapshot.findings) {
			expect(finding.uid).toMatch(/^[a-z0-9-]+\/[0-9a-f]{16}$/);
			expect(finding.detail).toMatch(/\S.*\.$/);
			expect(finding.resource).toMatchObject({ account: estate.account, partition: "aws", arn: expect.stringMatching(/^arn:aws:/) });
			expect(finding.resource.name).not.toBe("");
			if (finding.verdict !== "indeterminate") expect(Object.keys(finding.evidence)).not.toEqual([]);
		}
		expect(new Set(run.snapshot.findings.map(({ uid }) => uid)).size).toBe(run.snapshot.findings.length);
	});

	it("is the same when services throttle twice and then answer", async () => {
		await emulator.faults(
			["rds", "eks", "kms", "ec2", "iam", "logs", "secretsmanager", "backup"].map((service) => ({ service, kind: "throttle", times: 2 })),
		);
		const { snapshot, code } = await scanned([], emulator.env);
		await emulator.faults([]);
		const judged = (findings: typeof snapshot.findings) => findings.map(({ uid, verdict }) => `${uid} ${verdict}`);
		expect(judged(snapshot.findings)).toEqual(judged(run.snapshot.findings));
		expect(snapshot.collectionErrors).toEqual([]);
		expect(code).toBe(run.code);
	});

	it("gives the same verdicts again from a saved inventory, without credentials", async () => {
		const directory = temporaryDirectory();
		const saved = await scanned(["--save-inventory", "estate.json"], emulator.env, { directory });
		const again = await scanned(["--inventory", "estate.json"], {}, { directory });
		expect(again.snapshot.findings).toEqual(saved.snapshot.findings);
		expect(again.snapshot.summary).toEqual(saved.snapshot.summary);
		expect(again.code).toBe(3);
	});

	it("asks only for what the chosen rules need", async () => {
		await emulator.forgetCalls();
		const { snapshot } = await scanned(["--rule", "rds-snapshot-not-public"], emulator.env);
		const { counts } = await emulator.calls();
		expect(new Set(snapshot.findings.map(({ ruleId }) => ruleId))).toEqual(new Set(["rds-snapshot-not-public"]));
		expect(Object.keys(counts).filter((operation) => !/^(rds|sts|kms):/.test(operation))).toEqual([]);
	});

	describe("with denied calls", () => {
		const deny = async (operation: string, ...args: string[]) => {
			const [service = "", name = ""] = operation.split(":");
			await emulator.faults([{ service, operation: name, kind: "deny" }]);
			const run = await scanned(args, emulator.env);
			await emulator.faults([]);
			return run;
		};

		it("exits with 2 when nothing fails but something is unknown, with 0 when that is allowed", async () => {
			const args = ["--rule", "rds-snapshot-encrypted,rds-instance-certificate-authority-valid", "--fail-on", "none"];
			const incomplete = await deny("rds:DescribeCertificates", ...args);
			expect(incomplete.code).toBe(2);
			expect((await deny("rds:DescribeCertificates", ...args, "--allow-incomplete")).code).toBe(0);
		});

		it("fails with 3 for what it knows to be wrong, although something else is unknown", async () => {
			expect((await deny("rds:DescribeCertificates")).code).toBe(3);
		});
	});

	describe("as a command", () => {
		it("keeps standard output for the report and standard error for the rest", async () => {
			const { stdout, stderr, directory } = await runCommand(["scan", "--format", "json"], { env: emulator.env });
			expect(JSON.parse(stdout).schemaVersion).toBe("1.0");
			expect(stderr).not.toContain("\r");
			const [id = ""] = readdirSync(join(directory, "parapet-out"));
			expect(stderr).toContain(`parapet-out/${id}`);
			expect(readdirSync(join(directory, "parapet-out", id)).sort()).toEqual([
				"compliance.json",
				"findings.asff.json",
				"findings.csv",
				"findings.ocsf.ndjson",
				"junit.xml",
				"report.html",
				"results.sarif",
				"snapshot.json",
			]);
			expect(statSync(join(directory, "parapet-out", id, "snapshot.json")).mode & 0o077).toBe(0);
		});

		it("ends as it would when its reader goes away early", async () => {
			const run = await runCommand(["scan", "--format", "json"], {
				env: emulator.env,
				during: (child) => child.stdout?.once("data", () => child.stdout?.destroy()),
			});
			expect(run.stderr).not.toMatch(/EPIPE|unexpected failure|at .*\.mjs/);
			expect(run.code).toBe(3);
		});

		it.each(["SIGINT", "SIGTERM"] as const)("ends on %s without half-written files", async (signal) => {
			await emulator.faults([{ service: "rds", kind: "latency", ms: 20_000 }]);
			const run: Run = await new Promise((resolve, reject) => {
				const started = runCommand(["scan", "--output-dir", "out", "--save-inventory", "estate.json"], {
					env: emulator.env,
					during: async (child) => {
						// Once it has called AWS, it is at work.
						while ((await emulator.calls()).calls.every(({ service }) => service !== "rds"))
							await new Promise((next) => setTimeout(next, 20));
						child.kill(signal);
					},
				});
				emulator.forgetCalls().catch(reject);
				started.then(resolve, reject);
			});
			await emulator.faults([]);
			expect(run.code === undefined ? run.signal : run.code).not.toBe(0);
			expect(existsSync(join(run.directory, "out"))).toBe(false);
			expect(existsSync(join(run.directory, "estate.json"))).toBe(false);
		});

		it("explains an output directory that cannot be written", async () => {
			const { code, stderr } = await runCommand(["scan", "--rule", "rds-snapshot-not-public", "--output-dir", "/dev/null/out"], {
				env: emulator.env,
			});
			expect(code).toBe(1);
			expect(stderr).toMatch(/^error: .*\/dev\/null\/out/m);
			expect(stderr).not.toContain("unexpected failure");
		});
	});
});
