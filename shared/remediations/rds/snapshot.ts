import {
	type DBClusterSnapshot,
	type DBSnapshot,
	DescribeDBClusterSnapshotAttributesCommand,
	DescribeDBClusterSnapshotsCommand,
	DescribeDBSnapshotAttributesCommand,
	DescribeDBSnapshotsCommand,
} from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import { type Observed, seen, unread } from "../../core/observed.ts";
import type { ApiCall, Decision, JsonObject, Reading, RepairTarget } from "../action.ts";
import { refused } from "../decisions.ts";
import { identifierOf, notReported, rdsCall, sorted } from "./decide.ts";
import { held } from "./status.ts";

/** A snapshot of an instance or a cluster as its Describe call tells it. */
export interface Snapshot {
	readonly of: "instance" | "cluster";
	readonly id: string;
	readonly type: string | undefined;
	readonly status: string | undefined;
	readonly encrypted: boolean | undefined;
	/** Identifier of the instance or the cluster that it was taken of. */
	readonly source: string | undefined;
	readonly createdAt: Date | undefined;
}

const ofInstance = (one: DBSnapshot): Snapshot => ({
	of: "instance",
	id: one.DBSnapshotIdentifier ?? "",
	type: one.SnapshotType,
	status: one.Status,
	encrypted: one.Encrypted,
	source: one.DBInstanceIdentifier,
	createdAt: one.SnapshotCreateTime,
});

const ofCluster = (one: DBClusterSnapshot): Snapshot => ({
	of: "cluster",
	id: one.DBClusterSnapshotIdentifier ?? "",
	type: one.SnapshotType,
	status: one.Status,
	encrypted: one.StorageEncrypted,
	source: one.DBClusterIdentifier,
	createdAt: one.SnapshotCreateTime,
});

/** `arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:orders`. */
export const isClusterSnapshot = (arn: string): boolean => arn.split(":")[5] === "cluster-snapshot";

/** The snapshot of that identifier; null when there is none. */
export async function findSnapshot(of: Snapshot["of"], id: string, aws: AwsCaller): Promise<Observed<Snapshot | null>> {
	const answer =
		of === "cluster"
			? await aws.call("rds", new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: id }))
			: await aws.call("rds", new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: id }));
	if ("unread" in answer) return answer.unread.cause === "notFound" ? seen(null) : answer;
	const page = answer.value as { readonly DBClusterSnapshots?: DBClusterSnapshot[]; readonly DBSnapshots?: DBSnapshot[] };
	const found = [...(page.DBClusterSnapshots ?? []).map(ofCluster), ...(page.DBSnapshots ?? []).map(ofInstance)].find(
		(one) => one.id === id,
	);
	return seen(found ?? null);
}

/** A snapshot and who may restore it. */
export interface SharedState {
	readonly snapshot: Snapshot;
	/** Account ids, and `all` for the world. */
	readonly sharedWith: readonly string[];
}

/** Two calls: the snapshot and its attributes. */
export async function readShared(target: RepairTarget, aws: AwsCaller): Promise<Reading<SharedState>> {
	const id = identifierOf(target.arn);
	const of = isClusterSnapshot(target.arn) ? "cluster" : "instance";
	const found = await findSnapshot(of, id, aws);
	if ("unread" in found) return found;
	if (!found.value) return { gone: `There is no snapshot ${target.name}.` };
	const sharedWith = await restorers(of, id, aws);
	return "unread" in sharedWith ? sharedWith : { state: { snapshot: found.value, sharedWith: sharedWith.value } };
}

async function restorers(of: Snapshot["of"], id: string, aws: AwsCaller): Promise<Observed<readonly string[]>> {
	if (of === "cluster") {
		const answer = await aws.call("rds", new DescribeDBClusterSnapshotAttributesCommand({ DBClusterSnapshotIdentifier: id }));
		if ("unread" in answer) return answer;
		return values(answer.value.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes, "DescribeDBClusterSnapshotAttributes");
	}
	const answer = await aws.call("rds", new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier: id }));
	if ("unread" in answer) return answer;
	return values(answer.value.DBSnapshotAttributesResult?.DBSnapshotAttributes, "DescribeDBSnapshotAttributes");
}

function values(
	attributes: readonly { readonly AttributeName?: string | undefined; readonly AttributeValues?: string[] | undefined }[] | undefined,
	operation: string,
): Observed<readonly string[]> {
	if (attributes === undefined) return unread(incomplete("rds", operation, "the attributes"));
	return seen(
		attributes.filter(({ AttributeName }) => AttributeName === "restore").flatMap(({ AttributeValues }) => AttributeValues ?? []),
	);
}

export const sharingFacts = ({ sharedWith }: SharedState): JsonObject => ({ sharedWith: sorted(sharedWith) });

/** Only manual snapshots are shared, and only by the account that owns them. */
export function unshareable({ id, type, status }: Snapshot): Decision | undefined {
	if (type === undefined) return notReported(id, "SnapshotType");
	if (type !== "manual")
		return refused("unsupported", `${id} is of the type ${type}: only manual snapshots carry sharing that this account can change.`);
	return held(id, status);
}

/** Removes accounts from, or adds them to, the restore attribute. */
export function share(snapshot: Snapshot, accounts: readonly string[], how: "remove" | "add", does: string): ApiCall {
	const change = {
		AttributeName: "restore",
		...(how === "remove" ? { ValuesToRemove: sorted(accounts) } : { ValuesToAdd: sorted(accounts) }),
	};
	return snapshot.of === "cluster"
		? rdsCall("ModifyDBClusterSnapshotAttribute", { DBClusterSnapshotIdentifier: snapshot.id, ...change }, does)
		: rdsCall("ModifyDBSnapshotAttribute", { DBSnapshotIdentifier: snapshot.id, ...change }, does);
}

/** The reads, writes and triggers of whatever changes who a snapshot is shared with. */
export const sharing = {
	reads: [
		"rds:DescribeDBClusterSnapshotAttributes",
		"rds:DescribeDBClusterSnapshots",
		"rds:DescribeDBSnapshotAttributes",
		"rds:DescribeDBSnapshots",
	],
	writes: ["rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute"],
	triggers: ["rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute"],
} as const;

export const sharingHints = {
	terraform: "aws_db_snapshot or aws_db_cluster_snapshot: shared_accounts without them",
	cloudformation: "CloudFormation has no resource for snapshots: look for the script that shares it",
};
