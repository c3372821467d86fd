import { type DBInstance, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { type ApiCall, defineAction } from "../action.ts";
import { afterSettling, busy, compliant, planned, refused } from "../decisions.ts";
import { copyNames, copyStays, copyTags, cutover, foreignSnapshot, isCopyOf, olderNotes } from "./copies.ts";
import { defined, identifierOf, notReported, rdsCall } from "./decide.ts";
import { changeable, type InstanceState, instanceHints, instanceTriggers, readInstance } from "./instance.ts";
import { keyIn, keyNeeds } from "./keys.ts";
import { findSnapshot, type Snapshot } from "./snapshot.ts";
import { held } from "./status.ts";

interface State extends InstanceState {
	readonly plain: Snapshot | null;
	readonly encrypted: Snapshot | null;
	/** The instance under the name of the copy. */
	readonly copy: DBInstance | null;
}

/** Storage is encrypted when it is made and never later: an encrypted copy is made beside it, and the switch is left to a person. */
export const rdsInstanceEncryptedStorage = defineAction<State>({
	id: "rds-instance-encrypted-storage",
	title: "Make an encrypted copy of an unencrypted instance",
	family: "rds",
	kinds: ["rds.DbInstance"],
	rules: ["rds-instance-storage-encrypted"],
	controls: ["rds-storage-encrypted", "RDS.3"],
	level: "approve",
	reads: ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots"],
	writes: ["rds:CreateDBSnapshot", "rds:CopyDBSnapshot", "rds:RestoreDBInstanceFromDBSnapshot"],
	alsoNeeds: [
		...keyNeeds("The copy is encrypted with the key of the settings."),
		{ action: "rds:AddTagsToResource", why: "Snapshots and the copy are tagged with what they are copies of." },
	],
	triggers: instanceTriggers,
	guards: [
		"Never deletes or renames anything: the switch to the copy is a person's.",
		"Refused without a key in the settings.",
		"The copy is private, whatever the original is, and keeps all of its security groups.",
		"Read replicas and members of clusters are refused.",
	],
	downtime: "none by the copy; the switch, which is left to you, takes as long as it takes",
	reversible: copyStays,
	async read(target, aws) {
		const instance = await readInstance(target, aws);
		if (!("state" in instance)) return instance;
		const names = copyNames(identifierOf(target.arn));
		const plain = await findSnapshot("instance", names.snapshot, aws);
		if ("unread" in plain) return plain;
		const encrypted = await findSnapshot("instance", names.encryptedSnapshot, aws);
		if ("unread" in encrypted) return encrypted;
		const answer = await aws.call("rds", new DescribeDBInstancesCommand({ DBInstanceIdentifier: names.copy }));
		if ("unread" in answer && answer.unread.cause !== "notFound") return answer;
		const copy = "unread" in answer ? null : (answer.value.DBInstances?.[0] ?? null);
		return { state: { ...instance.state, plain: plain.value, encrypted: encrypted.value, copy } };
	},
	facts: ({ db, plain, encrypted, copy }) => ({
		storageEncrypted: db.StorageEncrypted ?? null,
		snapshot: plain?.id ?? null,
		encryptedSnapshot: encrypted?.id ?? null,
		encryptedCopy: copy?.DBInstanceIdentifier ?? null,
	}),
	plan({ db, plain, encrypted, copy }, settings, target) {
		const { name, arn, region } = target;
		if (db.StorageEncrypted === undefined) return notReported(name, "StorageEncrypted");
		if (db.StorageEncrypted) return compliant(`${name} encrypts its storage.`);
		const refusal = changeable(db, {});
		if (refusal) return refusal;
		const id = identifierOf(arn);
		const names = copyNames(id);
		if (copy && !(copy.StorageEncrypted && isCopyOf(copy.TagList, arn)))
			return refused("unsupported", `There is an instance ${names.copy} already, which is no encrypted copy of ${name}.`);
		if (copy)
			return copy.DBInstanceStatus === "available"
				? compliant(`${name} is unencrypted and has the encrypted copy ${names.copy}: the switch to it is left to a person.`)
				: (held(names.copy, copy.DBInstanceStatus) ?? busy(`${names.copy} is being made.`));
		if (encrypted && !encrypted.encrypted)
			return refused("unsupported", `There is a snapshot ${names.encryptedSnapshot} already, which is not encrypted.`);
		const foreign = foreignSnapshot(encrypted, id) ?? foreignSnapshot(plain, id);
		if (foreign) return foreign;
		for (const snapshot of [encrypted ?? plain])
			if (snapshot && snapshot.status !== "available") return held(snapshot.id, snapshot.status) ?? busy(`${snapshot.id} is being made.`);
		const found = keyIn(region, settings);
		if (!("key" in found)) return found;
		if (!found.key) return refused("settings", `An encrypted copy of ${name} needs a key: name kmsKey in the settings.`);
		const calls: ApiCall[] = [
			rdsCall(
				"CreateDBSnapshot",
				{ DBInstanceIdentifier: id, DBSnapshotIdentifier: names.snapshot, Tags: copyTags(db.TagList, arn) },
				`Take the snapshot ${names.snapshot}`,
			),
			rdsCall(
				"CopyDBSnapshot",
				{
					SourceDBSnapshotIdentifier: names.snapshot,
					TargetDBSnapshotIdentifier: names.encryptedSnapshot,
					KmsKeyId: found.key,
					CopyTags: true,
				},
				`Copy it to ${names.encryptedSnapshot}, encrypted`,
			),
			rdsCall("RestoreDBInstanceFromDBSnapshot", restored(db, names, arn), `Restore it as ${names.copy}, with the settings of ${name}`),
		].map(afterSettling);
		return planned({
			level: "approve",
			calls: calls.slice(encrypted ? 2 : plain ? 1 : 0),
			inverse: { irreversible: copyStays },
			desired: {
				storageEncrypted: false,
				snapshot: plain || !encrypted ? names.snapshot : null,
				encryptedSnapshot: names.encryptedSnapshot,
				encryptedCopy: names.copy,
			},
			downtime: "none by the copy; the switch interrupts the database",
			risk: "medium",
			notes: [
				...olderNotes(encrypted ?? plain),
				...cutover(name, names.copy),
				...(db.PubliclyAccessible ? [`The copy is private, where ${name} is public.`] : []),
				"Read replicas, roles, enhanced monitoring and alarms of the original are not copied.",
			],
			hints: instanceHints(
				db,
				"storage_encrypted = true, kms_key_id",
				"StorageEncrypted: true, KmsKeyId",
				"storageEncrypted: true, kmsKeyId",
			),
		});
	},
});

/** The copy as the original is, but private. Groups of AWS's own come by themselves. */
const restored = (db: DBInstance, names: ReturnType<typeof copyNames>, arn: string) => {
	const group = db.DBParameterGroups?.[0]?.DBParameterGroupName;
	const options = db.OptionGroupMemberships?.[0]?.OptionGroupName;
	return defined({
		DBInstanceIdentifier: names.copy,
		DBSnapshotIdentifier: names.encryptedSnapshot,
		DBInstanceClass: db.DBInstanceClass,
		Port: db.Endpoint?.Port,
		DBSubnetGroupName: db.DBSubnetGroup?.DBSubnetGroupName,
		VpcSecurityGroupIds: (db.VpcSecurityGroups ?? []).flatMap((one) => one.VpcSecurityGroupId ?? []).sort(),
		MultiAZ: db.MultiAZ,
		PubliclyAccessible: false,
		AutoMinorVersionUpgrade: db.AutoMinorVersionUpgrade,
		CopyTagsToSnapshot: db.CopyTagsToSnapshot,
		DeletionProtection: db.DeletionProtection,
		EnableIAMDatabaseAuthentication: db.IAMDatabaseAuthenticationEnabled,
		EnableCloudwatchLogsExports: db.EnabledCloudwatchLogsExports?.length ? [...db.EnabledCloudwatchLogsExports].sort() : undefined,
		DBParameterGroupName: group?.startsWith("default.") ? undefined : group,
		OptionGroupName: options?.startsWith("default:") ? undefined : options,
		CACertificateIdentifier: db.CACertificateIdentifier,
		Tags: copyTags(db.TagList, arn),
	});
};
