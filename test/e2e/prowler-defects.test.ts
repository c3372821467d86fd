import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { rules } from "../../shared/rules/index.ts";
import { type Emulator, type FaultRule, startEmulator } from "../support/aws/emulator.ts";
import { findingsOf, scanned, verdicts } from "../support/command.ts";

// What Prowler 5.40 was measured to get wrong, by the numbers of the list in the design notes. Rows 8 (Redshift), 12 and 13 (Kubernetes) and
// 15 (ElastiCache, Neptune) are about services that Parapet does not read yet.

let emulator: Emulator;
let whole: Snapshot;

beforeAll(async () => {
	emulator = await startEmulator();
	await emulator.seedSmall();
	await emulator.plant({
		dbInstances: {
			halves: { CertificateDetails: { CAIdentifier: "rds-ca-rsa2048-g1", ValidTill: "2024-01-01" } },
			unencrypted: { DBParameterGroups: [{ DBParameterGroupName: "pg-tls", ParameterApplyStatus: "pending-reboot" }] },
		},
	});
	whole = (await scanned([], emulator.env)).snapshot;
});

afterAll(() => emulator.stop());

/** A scan under faults. */
async function under(...faults: FaultRule[]): Promise<{ snapshot: Snapshot; code: number | undefined }> {
	await emulator.faults(faults);
	const run = await scanned([], emulator.env);
	await emulator.faults([]);
	return run;
}

describe("where Prowler is wrong and Parapet is not", () => {
	it("1.9 #1: Neptune and DocumentDB, which the RDS API lists too, get no finding of RDS", () => {
		const named = new Set(whole.findings.map(({ resource }) => resource.name));
		expect(named).toContain("aurora-pg");
		for (const name of ["neptune", "neptune-1", "docdb", "docdb-1"]) expect(named).not.toContain(name);
	});

	it("1.9 #2: IAM authentication of clusters is asked of engines that have it", () => {
		expect(verdicts(whole, "rds-cluster-iam-authentication")).toMatchObject({ "aurora-pg": "pass", "aurora-mysql": "fail" });
		expect(Object.keys(verdicts(whole, "rds-cluster-iam-authentication"))).not.toContain("neptune");
	});

	it("1.9 #3: a subscription with the categories and one more is enough, and a neighbour about other things spoils nothing", async () => {
		// The subscription "instances" has maintenance, configuration change, failure, and backup on top.
		expect(verdicts(whole, "rds-event-subscription-instance-categories")).toEqual({ instances: "pass" });
		expect(verdicts(whole, "account-rds-events-instances")).toEqual({ "us-east-1": "pass" });
	});

	it('1.9 #4: require_secure_transport = "ON" of a MariaDB instance is TLS', () => {
		expect(verdicts(whole, "rds-instance-tls-required")).toMatchObject({ "mariadb-tls": "pass" });
	});

	it("1.9 #5: instances that may not be listed are unknown, every rule says so, and the exit code is not 0", async () => {
		const { snapshot, code } = await under({ service: "rds", operation: "DescribeDBInstances", kind: "deny" });
		expect(code).toBe(3);
		const concerned = new Set(whole.findings.filter(({ resource }) => resource.kind === "rds.DbInstance").map(({ ruleId }) => ruleId));
		expect(concerned.size).toBeGreaterThan(50);
		for (const rule of concerned) expect(findingsOf(snapshot, rule).map(({ verdict }) => verdict)).toEqual(["indeterminate"]);
		expect(snapshot.collectionErrors).toContainEqual(
			expect.objectContaining({ service: "rds", operation: "DescribeDBInstances", cause: "denied" }),
		);
	});

	it("1.9 #5: parameters that may not be read do not mean that TLS is off", async () => {
		const { snapshot } = await under({ service: "rds", operation: "DescribeDBParameters", kind: "deny" });
		const tls = verdicts(snapshot, "rds-instance-tls-required");
		expect(new Set(Object.values(tls))).toEqual(new Set(["indeterminate"]));
		expect(Object.keys(tls)).toEqual(expect.arrayContaining(["good", "public", "mariadb-tls"]));
	});

	it("1.9 #5: authorities that may not be read do not mean that a certificate has expired", async () => {
		const { snapshot } = await under({ service: "rds", operation: "DescribeCertificates", kind: "deny" });
		expect(verdicts(snapshot, "rds-instance-certificate-valid")).toMatchObject({ good: "pass", public: "fail" });
		expect(verdicts(snapshot, "rds-instance-certificate-authority-valid")).toMatchObject({ good: "indeterminate" });
	});

	it("1.9 #6: a snapshot that is shared with a foreign account is shared", () => {
		expect(verdicts(whole, "rds-snapshot-not-shared-with-unknown-accounts")).toMatchObject({
			"snapshot-shared": "fail",
			"cluster-snapshot-shared": "fail",
			"snapshot-private": "pass",
		});
		expect(verdicts(whole, "rds-snapshot-not-public")).toMatchObject({ "snapshot-public": "fail", "snapshot-shared": "pass" });
	});

	it("1.9 #7: two halves of the internet, a prefix list of them, and ::/0 are the internet", () => {
		expect(verdicts(whole, "security-group-postgresql-not-open")).toMatchObject({
			open: "fail",
			halves: "fail",
			"prefix-list": "fail",
			private: "pass",
		});
		expect(verdicts(whole, "security-group-mysql-not-open")).toMatchObject({ "open-v6": "fail", private: "pass" });
		expect(verdicts(whole, "rds-instance-not-public")).toMatchObject({ public: "fail", halves: "fail", good: "pass" });
		expect(verdicts(whole, "eks-cluster-endpoint-not-public")).toEqual({ open: "fail", good: "pass" });
	});

	it("1.9 #9: the minor version upgrades of a Multi-AZ Aurora cluster are not those of a Multi-AZ DB cluster", () => {
		expect(Object.keys(verdicts(whole, "rds-cluster-auto-minor-version-upgrade"))).toEqual(["multi-az"]);
		expect(verdicts(whole, "rds-cluster-multi-az")).toMatchObject({ "aurora-pg": "pass" });
	});

	it("1.9 #10: a supported version under the default life cycle setting is no extended support", () => {
		expect(verdicts(whole, "rds-instance-engine-in-standard-support")).toMatchObject({ good: "pass", "mysql-plain": "fail" });
		expect(verdicts(whole, "rds-instance-extended-support-opt-out")).toMatchObject({ good: "pass" });
	});

	it("1.9 #11: the certificate of the instance decides, not that of its authority", () => {
		expect(verdicts(whole, "rds-instance-certificate-valid")).toMatchObject({ halves: "fail", good: "pass" });
		expect(verdicts(whole, "rds-instance-certificate-authority-valid")).toMatchObject({ halves: "pass", public: "fail" });
	});

	it("1.9 #14: one EKS cluster that may not be described costs nothing but itself", async () => {
		const { snapshot } = await under({ service: "eks", operation: "DescribeCluster", kind: "deny", times: 1 });
		const judged = findingsOf(snapshot, "eks-cluster-endpoint-not-public").map(({ verdict }) => verdict);
		expect(judged).toHaveLength(2);
		expect(judged.filter((verdict) => verdict === "indeterminate")).toHaveLength(1);
		const other = findingsOf(snapshot, "eks-cluster-endpoint-not-public").find(({ verdict }) => verdict !== "indeterminate");
		expect(verdicts(snapshot, "eks-nodegroup-subnets-private")).toMatchObject({ [`${other?.resource.name}/workers`]: "pass" });
	});

	it("1.9 #14: network policies are looked for in the add-on, and nodes are private by their subnets", () => {
		expect(verdicts(whole, "eks-cluster-network-policy-enabled")).toEqual({ open: "fail", good: "fail" });
		// The endpoint of the cluster "open" is public; its nodes are not.
		expect(verdicts(whole, "eks-nodegroup-subnets-private")).toEqual({ "open/workers": "pass", "good/workers": "pass" });
	});

	it("1.9 #16: a parameter group that waits for a reboot is not in effect", () => {
		expect(verdicts(whole, "rds-instance-parameters-in-effect")).toMatchObject({
			unencrypted: "fail",
			"mysql-plain": "fail",
			good: "pass",
		});
		expect(verdicts(whole, "rds-instance-tls-required")).toMatchObject({ unencrypted: "fail", good: "pass" });
	});

	it("1.9 #17: frameworks refer to rules that exist", () => {
		const known = new Set<string>(rules.map(({ id }) => id));
		const referred = whole.frameworks.flatMap(({ requirements }) => requirements.flatMap((requirement) => requirement.rules));
		expect(referred.length).toBeGreaterThan(500);
		expect(referred.filter((id) => !known.has(id))).toEqual([]);
	});

	it("1.9 #18: a backup plan that selects by tag selects", () => {
		expect(verdicts(whole, "rds-instance-backup-plan")).toMatchObject({ good: "pass", public: "pass", "no-backups": "fail" });
	});
});
