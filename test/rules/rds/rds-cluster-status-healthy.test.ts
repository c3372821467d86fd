import { rdsClusterStatusHealthy } from "../../../shared/rules/rds/rds-cluster-status-healthy.ts";
import { testRule } from "../../support/rule-table.ts";

const sound = [
	...["backing-up", "backtracking", "creating", "deleting", "failing-over", "maintenance", "migrating", "modifying"],
	...["preparing-data-migration", "promoting", "rebooting", "renaming", "resetting-master-credentials", "starting", "stopped"],
	...["stopping", "storage-optimization", "update-iam-db-auth", "upgrading"],
];
const broken = [
	...["failed", "cloning-failed", "migration-failed", "restore-error", "incompatible-network", "incompatible-parameters"],
	...["insufficient-capacity", "storage-full"],
];

testRule(rdsClusterStatusHealthy, {
	pass: [
		{ name: "available", says: "is available", evidence: { status: "available" } },
		...sound.map((status) => ({ name: status, with: { status } })),
	],
	fail: [
		{ name: "the key is lost", with: { status: "inaccessible-encryption-credentials" }, severity: "critical" },
		{ name: "the key is lost for now", with: { status: "inaccessible-encryption-credentials-recoverable" }, severity: "critical" },
		...broken.map((status) => ({ name: status, with: { status }, says: status, evidence: { status } })),
	],
	indeterminate: [
		{ name: "a status that we do not know", with: { status: "pondering" }, says: "pondering" },
		{ name: "a status that only resembles a failure", with: { status: "unfailed" }, says: "unfailed" },
		{ name: "a status that only contains a bad word", with: { status: "not-incompatible-network" }, says: "not-incompatible" },
		{ name: "a status that begins like a failure", with: { status: "failed-over" }, says: "failed-over" },
		{ name: "a status that ends like a full disk", with: { status: "not-storage-full" }, says: "not-storage-full" },
		{ name: "a status that begins like a full disk", with: { status: "storage-full-soon" }, says: "storage-full-soon" },
		{ name: "AWS did not say", with: { status: undefined }, says: "Status" },
	],
});
