import { defineAction } from "../action.ts";
import { busy, compliant, planned, refused } from "../decisions.ts";
import { encryptedName } from "./copies.ts";
import { identifierOf, notReported, rdsCall } from "./decide.ts";
import { keyIn, keyNeeds } from "./keys.ts";
import { findSnapshot, isClusterSnapshot, type Snapshot } from "./snapshot.ts";
import { held } from "./status.ts";

interface State {
	readonly snapshot: Snapshot;
	/** The encrypted copy under our name for it. */
	readonly copy: Snapshot | null;
}

const left =
	"An encrypted copy is added and nothing is changed: whoever does not want it deletes it, so that no role needs to delete snapshots.";

/** Makes an encrypted copy; the unencrypted original stays, because deleting it cannot be undone. */
export const rdsSnapshotEncrypted = defineAction<State>({
	id: "rds-snapshot-encrypted",
	title: "Copy an unencrypted snapshot with encryption",
	family: "snapshots",
	kinds: ["rds.Snapshot"],
	rules: ["rds-snapshot-encrypted"],
	controls: ["rds-snapshot-encrypted", "RDS.4"],
	level: "window",
	reads: ["rds:DescribeDBClusterSnapshots", "rds:DescribeDBSnapshots"],
	writes: ["rds:CopyDBSnapshot"],
	alsoNeeds: [
		...keyNeeds("The copy is encrypted with the key of the settings."),
		{ action: "rds:AddTagsToResource", why: "The copy takes the tags of the original." },
	],
	triggers: ["rds:CreateDBSnapshot", "rds:CopyDBSnapshot", "RDS-EVENT-0042"],
	guards: [
		"Never deletes the original.",
		"Refused without a key in the settings.",
		"Manual snapshots of instances only: RDS does not encrypt copies of cluster snapshots, and expires the others itself.",
	],
	downtime: "none",
	reversible: left,
	async read(target, aws) {
		const id = identifierOf(target.arn);
		const of = isClusterSnapshot(target.arn) ? "cluster" : "instance";
		const found = await findSnapshot(of, id, aws);
		if ("unread" in found) return found;
		if (!found.value) return { gone: `There is no snapshot ${target.name}.` };
		const copy = of === "cluster" ? { value: null } : await findSnapshot("instance", encryptedName(id), aws);
		return "unread" in copy ? copy : { state: { snapshot: found.value, copy: copy.value } };
	},
	facts: ({ snapshot, copy }) => ({ encrypted: snapshot.encrypted ?? null, encryptedCopy: copy?.id ?? null }),
	plan({ snapshot, copy }, settings, { name, region }) {
		const { id, encrypted, of, type } = snapshot;
		if (encrypted === undefined) return notReported(name, of === "cluster" ? "StorageEncrypted" : "Encrypted");
		if (encrypted) return compliant(`${name} is encrypted.`);
		if (of === "cluster")
			return refused(
				"unsupported",
				`${name} is a cluster snapshot, whose copies RDS does not encrypt: restore it with a KMS key instead (rds-cluster-encrypted-storage).`,
			);
		if (type === undefined) return notReported(name, "SnapshotType");
		if (type !== "manual")
			return refused(
				"unsupported",
				`${name} is of the type ${type}, which the service that made it expires: encrypt the database instead.`,
			);
		const refusal = held(name, snapshot.status);
		if (refusal) return refusal;
		const target = encryptedName(id);
		if (copy && !copy.encrypted) return refused("unsupported", `There is a snapshot ${target} already, which is not encrypted.`);
		if (copy) {
			if (copy.status === "creating" || copy.status === "copying") return busy(`The encrypted copy ${target} is being made.`);
			if (copy.status !== "available") return refused("unsupported", `The encrypted copy ${target} has the status ${copy.status}.`);
			return compliant(`${name} is unencrypted and has the encrypted copy ${target}: deleting the original is left to a person.`);
		}
		const found = keyIn(region, settings);
		if (!("key" in found)) return found;
		if (!found.key) return refused("settings", `An encrypted copy of ${name} needs a key: name kmsKey in the settings.`);
		return planned({
			level: "window",
			calls: [
				rdsCall(
					"CopyDBSnapshot",
					{ SourceDBSnapshotIdentifier: id, TargetDBSnapshotIdentifier: target, KmsKeyId: found.key, CopyTags: true },
					`Copy it to ${target}, encrypted`,
				),
			],
			inverse: { irreversible: left },
			desired: { encrypted: false, encryptedCopy: target },
			downtime: "none",
			risk: "low",
			notes: [
				"The unencrypted original stays: delete it yourself when nobody needs it any more.",
				"The copy is not shared with anybody, and is stored in full.",
				"Whoever restores it must be allowed to use the key.",
			],
			hints: {
				terraform: `aws_db_snapshot_copy: source_db_snapshot_identifier, kms_key_id`,
				cloudformation: "AWS::RDS::DBInstance: StorageEncrypted: true, so that new snapshots are encrypted",
			},
		});
	},
});
