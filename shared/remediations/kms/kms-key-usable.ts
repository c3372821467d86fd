import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, refused } from "../decisions.ts";
import { type KeyState, readKey, unchangeable } from "./key-state.ts";

interface UsableState extends KeyState {
	/** Instances and clusters of the region that the key encrypts. */
	readonly databases: readonly string[];
}

const noWayBack = "Parapet has no right to schedule the deletion of a key: once it is cancelled, only a person can schedule it again.";

export const kmsKeyUsable = defineAction<UsableState>({
	id: "kms-key-usable",
	title: "Keep the KMS key of a database from being deleted or disabled",
	family: "kms",
	kinds: ["kms.Key"],
	rules: ["kms-key-not-pending-deletion", "kms-key-enabled"],
	controls: ["KMS.3"],
	level: "auto",
	reads: ["kms:DescribeKey", "rds:DescribeDBInstances", "rds:DescribeDBClusters"],
	writes: ["kms:CancelKeyDeletion", "kms:EnableKey", "kms:DisableKey"],
	triggers: ["kms:ScheduleKeyDeletion", "kms:DisableKey"],
	guards: [
		"By itself only for keys that encrypt an instance or cluster of the same region; for others it waits for approval.",
		"A deletion is cancelled and never scheduled again.",
	],
	downtime: "none; a database that lost its key comes back to itself within seven days, or has to be restored",
	reversible: "A key that was disabled is disabled again; a deletion that was cancelled is not scheduled again.",
	async read(target, aws) {
		const key = await readKey(target, aws);
		if (!("state" in key)) return key;
		const { arn } = key.state;
		const [instances, clusters] = await Promise.all([
			aws.list(
				"rds",
				(Marker) => new DescribeDBInstancesCommand({ MaxRecords: 100, Marker }),
				(page) => page.DBInstances,
				(page) => page.Marker,
			),
			aws.list(
				"rds",
				(Marker) => new DescribeDBClustersCommand({ MaxRecords: 100, Marker }),
				(page) => page.DBClusters,
				(page) => page.Marker,
			),
		]);
		const failure = instances.failure ?? clusters.failure;
		if (failure) return { unread: failure };
		const id = arn.split("/").at(-1) ?? "";
		const isOurs = ({ KmsKeyId }: { KmsKeyId?: string | undefined }) => KmsKeyId === arn || KmsKeyId === id;
		const databases = [
			...clusters.items.filter(isOurs).map(({ DBClusterIdentifier }) => DBClusterIdentifier ?? ""),
			...instances.items.filter(isOurs).map(({ DBInstanceIdentifier }) => DBInstanceIdentifier ?? ""),
		].sort();
		return { state: { ...key.state, databases } };
	},
	facts: ({ state }) => ({ state }),
	plan(state) {
		const { arn, databases } = state;
		const held = unchangeable(state);
		if (held) return held;
		if (state.state === "Enabled") return compliant(`${arn} is enabled.`);
		const pending = state.state === "PendingDeletion" || state.state === "PendingReplicaDeletion";
		if (!pending && state.state !== "Disabled")
			return refused("unsupported", `${arn} is ${state.state}, which only its material or its key store can end.`);
		return planned({
			level: databases.length > 0 ? "auto" : "approve",
			calls: [
				...(pending ? [apiCall("kms:CancelKeyDeletion", { KeyId: arn }, "Cancel the deletion of the key")] : []),
				apiCall("kms:EnableKey", { KeyId: arn }, "Enable the key"),
			],
			inverse: pending ? { irreversible: noWayBack } : [apiCall("kms:DisableKey", { KeyId: arn }, "Disable the key")],
			desired: { state: "Enabled" },
			downtime: "none",
			risk: "low",
			notes:
				databases.length > 0
					? [
							`It encrypts ${databases.slice(0, 10).join(", ")}${databases.length > 10 ? ` and ${databases.length - 10} more` : ""}.`,
							"A database in inaccessible-encryption-credentials-recoverable has to be started (StartDBInstance, StartDBCluster) within seven days.",
						]
					: ["No instance or cluster of this region is encrypted with it; snapshots, secrets and other accounts may be."],
			hints: {
				terraform: "aws_kms_key: is_enabled = true, with lifecycle { prevent_destroy = true }",
				cloudformation: "AWS::KMS::Key Enabled: true, with DeletionPolicy: Retain",
			},
		});
	},
});
