import { type DBCluster, DescribeDBClustersCommand } from "@aws-sdk/client-rds";
import { type ApiCall, defineAction } from "../action.ts";
import { afterSettling, busy, compliant, planned, refused } from "../decisions.ts";
import {
	type ClusterState,
	changeableCluster,
	clusterHints,
	clusterTriggers,
	notOnServerlessV1,
	onShardGroup,
	readCluster,
} from "./cluster.ts";
import { copyNames, copyStays, copyTags, cutover, foreignSnapshot, isCopyOf, olderNotes } from "./copies.ts";
import { defined, identifierOf, notReported, rdsCall } from "./decide.ts";
import { keyIn, keyNeeds } from "./keys.ts";
import { findSnapshot, type Snapshot } from "./snapshot.ts";
import { held } from "./status.ts";

interface State extends ClusterState {
	readonly plain: Snapshot | null;
	/** The cluster under the name of the copy. */
	readonly copy: DBCluster | null;
}

/** RDS does not encrypt copies of cluster snapshots, but restores an unencrypted one encrypted when the call names a key. */
export const rdsClusterEncryptedStorage = defineAction<State>({
	id: "rds-cluster-encrypted-storage",
	title: "Make an encrypted copy of an unencrypted cluster",
	family: "rds",
	kinds: ["rds.DbCluster"],
	rules: ["rds-cluster-storage-encrypted"],
	controls: ["rds-cluster-encrypted-at-rest", "RDS.27"],
	level: "approve",
	reads: ["rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots"],
	writes: ["rds:CreateDBClusterSnapshot", "rds:RestoreDBClusterFromSnapshot"],
	alsoNeeds: [
		...keyNeeds("The copy is encrypted with the key of the settings."),
		{ action: "rds:AddTagsToResource", why: "The snapshot and the copy are tagged with what they are copies of." },
	],
	triggers: clusterTriggers,
	guards: [
		"Never deletes or renames anything: the switch to the copy is a person's.",
		"Refused without a key in the settings.",
		"Serverless v1, Limitless Databases, replicas and members of global databases are refused.",
	],
	downtime: "none by the copy; the switch, which is left to you, takes as long as it takes",
	reversible: copyStays,
	async read(target, aws) {
		const cluster = await readCluster(target, aws);
		if (!("state" in cluster)) return cluster;
		const names = copyNames(identifierOf(target.arn));
		const plain = await findSnapshot("cluster", names.snapshot, aws);
		if ("unread" in plain) return plain;
		const answer = await aws.call("rds", new DescribeDBClustersCommand({ DBClusterIdentifier: names.copy }));
		if ("unread" in answer && answer.unread.cause !== "notFound") return answer;
		const copy = "unread" in answer ? null : (answer.value.DBClusters?.[0] ?? null);
		return { state: { ...cluster.state, plain: plain.value, copy } };
	},
	facts: ({ db, plain, copy }) => ({
		storageEncrypted: db.StorageEncrypted ?? null,
		snapshot: plain?.id ?? null,
		encryptedCopy: copy?.DBClusterIdentifier ?? null,
	}),
	plan({ db, plain, copy }, settings, target) {
		const { name, arn, region } = target;
		if (db.StorageEncrypted === undefined) return notReported(name, "StorageEncrypted");
		if (db.StorageEncrypted) return compliant(`${name} encrypts its storage.`);
		const refusal = changeableCluster(db, { "serverless-v1": notOnServerlessV1, limitless: onShardGroup });
		if (refusal) return refusal;
		if (db.GlobalClusterIdentifier)
			return refused(
				"unsupported",
				`${name} belongs to the global database ${db.GlobalClusterIdentifier}, which is encrypted in all of its regions or in none.`,
			);
		if (db.ReplicationSourceIdentifier)
			return refused("wrongPlace", `${name} replicates from ${db.ReplicationSourceIdentifier}: encrypt the source.`);
		const names = copyNames(identifierOf(arn));
		if (copy && !(copy.StorageEncrypted && isCopyOf(copy.TagList, arn)))
			return refused("unsupported", `There is a cluster ${names.copy} already, which is no encrypted copy of ${name}.`);
		if (copy)
			return copy.Status === "available"
				? compliant(`${name} is unencrypted and has the encrypted copy ${names.copy}: the switch to it is left to a person.`)
				: (held(names.copy, copy.Status) ?? busy(`${names.copy} is being made.`));
		const foreign = foreignSnapshot(plain, identifierOf(arn));
		if (foreign) return foreign;
		if (plain && plain.status !== "available") return held(plain.id, plain.status) ?? busy(`${plain.id} is being made.`);
		const found = keyIn(region, settings);
		if (!("key" in found)) return found;
		if (!found.key) return refused("settings", `An encrypted copy of ${name} needs a key: name kmsKey in the settings.`);
		const calls: ApiCall[] = [
			rdsCall(
				"CreateDBClusterSnapshot",
				{ DBClusterIdentifier: identifierOf(arn), DBClusterSnapshotIdentifier: names.snapshot, Tags: copyTags(db.TagList, arn) },
				`Take the snapshot ${names.snapshot}`,
			),
			rdsCall(
				"RestoreDBClusterFromSnapshot",
				restored(db, names, found.key, arn),
				`Restore it as ${names.copy}, encrypted, with the settings of ${name}`,
			),
		].map(afterSettling);
		return planned({
			level: "approve",
			calls: calls.slice(plain ? 1 : 0),
			inverse: { irreversible: copyStays },
			desired: { storageEncrypted: false, snapshot: names.snapshot, encryptedCopy: names.copy },
			downtime: "none by the copy; the switch interrupts the database",
			risk: "medium",
			notes: [
				...olderNotes(plain),
				...cutover(name, names.copy),
				...(db.DBClusterInstanceClass
					? []
					: [`${names.copy} has no instances yet: add them (CreateDBInstance) with the classes of those of ${name}.`]),
				"Roles, endpoints of your own, monitoring and alarms of the original are not copied.",
			],
			hints: clusterHints("storage_encrypted = true, kms_key_id", "StorageEncrypted: true, KmsKeyId", "storageEncrypted: true, kmsKeyId"),
		});
	},
});

const restored = (db: DBCluster, names: ReturnType<typeof copyNames>, key: string, arn: string) => {
	const { ServerlessV2ScalingConfiguration: serverless, DBClusterInstanceClass: multiAz } = db;
	return defined({
		DBClusterIdentifier: names.copy,
		SnapshotIdentifier: names.snapshot,
		Engine: db.Engine,
		EngineVersion: db.EngineVersion,
		KmsKeyId: key,
		Port: db.Port,
		DBSubnetGroupName: db.DBSubnetGroup,
		VpcSecurityGroupIds: (db.VpcSecurityGroups ?? []).flatMap((one) => one.VpcSecurityGroupId ?? []).sort(),
		DBClusterParameterGroupName: db.DBClusterParameterGroup?.startsWith("default.") ? undefined : db.DBClusterParameterGroup,
		EnableIAMDatabaseAuthentication: db.IAMDatabaseAuthenticationEnabled,
		EnableCloudwatchLogsExports: db.EnabledCloudwatchLogsExports?.length ? [...db.EnabledCloudwatchLogsExports].sort() : undefined,
		DeletionProtection: db.DeletionProtection,
		CopyTagsToSnapshot: db.CopyTagsToSnapshot,
		ServerlessV2ScalingConfiguration: serverless && defined({ MinCapacity: serverless.MinCapacity, MaxCapacity: serverless.MaxCapacity }),
		// A Multi-AZ DB cluster has its class and its volumes itself, and is private unless it is made public.
		DBClusterInstanceClass: multiAz,
		StorageType: multiAz && db.StorageType,
		Iops: multiAz && db.Iops ? db.Iops : undefined,
		PubliclyAccessible: multiAz ? false : undefined,
		Tags: copyTags(db.TagList, arn),
	});
};
