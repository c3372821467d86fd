import { type AssemblyOptions, assembleSnapshot } from "../../shared/core/assemble.ts";
import type { Framework } from "../../shared/core/framework.ts";
import type { Inventory } from "../../shared/core/inventory.ts";
import { reported } from "../../shared/core/observed.ts";
import { integer } from "../../shared/core/parameters.ts";
import { type AnyRule, defineRule } from "../../shared/core/rule.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { fail, notApplicable, pass } from "../../shared/core/verdict.ts";
import { compliant } from "./compliant/index.ts";
import { now } from "./rule-table.ts";

/** Two small rules for tests of what is done with rules. */
export const encryptedRule = defineRule({
	id: "test-encrypted",
	title: "Storage is encrypted",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "Data at rest can be read.",
	recommendation: "Encrypt it.",
	links: ["https://docs.aws.amazon.com/"],
	related: { prowler: ["rds_instance_storage_encrypted"], securityHub: ["RDS.3"] },
	evaluate: (db) =>
		reported(db.storageEncrypted, "StorageEncrypted")
			? pass(`${db.name} is encrypted.`, { encrypted: true })
			: fail(`${db.name} is not encrypted.`, { encrypted: false }),
});

export const backupRule = defineRule({
	id: "test-backups",
	title: "Backups are kept",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Data can be lost.",
	recommendation: "Keep backups.",
	related: {},
	parameters: { minimumDays: integer(7, "Days to keep backups.", { minimum: 1, maximum: 35 }) },
	evaluate: (db, { parameters }) => {
		if (db.clusterId) return notApplicable(`${db.name} is judged on its cluster.`);
		const days = reported(db.backupRetentionDays, "BackupRetentionPeriod");
		return days >= parameters.minimumDays
			? pass(`${db.name} keeps ${days} days.`, { days })
			: fail(`${db.name} keeps ${days} days.`, { days }, days === 0 ? "critical" : undefined);
	},
});

export const testFramework: Framework = {
	id: "test",
	title: "Test framework",
	version: "1",
	source: "https://example.com",
	requirements: [
		{ id: "1.1", title: "Encrypt", rules: ["test-encrypted"] },
		{ id: "1.2", title: "Train people", rules: [], unassessed: "About people." },
	],
};

/** An instance that differs from the compliant one. */
export const instance = (name: string, differences: Partial<ReturnType<typeof compliant<"rds.DbInstance">>> = {}) => ({
	...compliant("rds.DbInstance"),
	name,
	arn: `arn:aws:rds:eu-west-1:111122223333:db:${name}`,
	...differences,
});

/** An inventory of the test account's one region. */
export const inventoryOf = (resources: Inventory["resources"], errors: Inventory["errors"] = []): Inventory => ({
	scopes: [{ partition: "aws", account: "111122223333", region: "eu-west-1" }],
	resources,
	errors,
});

/** RDS denied in the test region. */
export const rdsDenied: Inventory["errors"][number] = {
	service: "rds",
	operation: "DescribeDBInstances",
	cause: "denied",
	message: "not authorized",
	scope: { partition: "aws", account: "111122223333", region: "eu-west-1" },
	kinds: ["rds.DbInstance"],
};

/** A snapshot by the two test rules. */
export const snapshotOf = (inventory: Inventory, options: Partial<AssemblyOptions> = {}): Snapshot =>
	assembleSnapshot(inventory, {
		id: "20260615T120000Z-0a1b2c3d",
		generator: "parapet 0.0.0",
		startedAt: now - 5000,
		finishedAt: now,
		scope: { scopes: inventory.scopes },
		rules: [encryptedRule, backupRule] as unknown as AnyRule[],
		frameworks: [testFramework],
		suppressions: [],
		...options,
	});
