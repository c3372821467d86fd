import {
	type DBClusterSnapshot,
	type DBSnapshot,
	DescribeDBClusterSnapshotAttributesCommand,
	DescribeDBSnapshotAttributesCommand,
} from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { DbSnapshot } from "../../../core/resources/index.ts";
import type { Scope } from "../../../core/scope.ts";
import { isoTime, tagsOf } from "../shapes.ts";

/** A snapshot as its Describe call tells it, and the key that encrypts it. */
export interface SnapshotDraft {
	readonly resource: Omit<DbSnapshot, "kmsKey" | "sharedWith" | "sourceExists">;
	readonly kmsKeyId: string | undefined;
}

export const draftSnapshot = (one: DBSnapshot, scope: Scope): SnapshotDraft => ({
	resource: {
		kind: "rds.Snapshot",
		arn: one.DBSnapshotArn || `arn:${scope.partition}:rds:${scope.region}:${scope.account}:snapshot:${one.DBSnapshotIdentifier ?? ""}`,
		name: one.DBSnapshotIdentifier ?? "",
		...scope,
		tags: seen(tagsOf(one.TagList)),
		of: "instance",
		type: one.SnapshotType ?? "unknown",
		engine: one.Engine ?? "",
		sourceId: one.DBInstanceIdentifier,
		encrypted: one.Encrypted,
		status: one.Status,
		createdAt: isoTime(one.SnapshotCreateTime),
	},
	kmsKeyId: one.Encrypted ? one.KmsKeyId : undefined,
});

export const draftClusterSnapshot = (one: DBClusterSnapshot, scope: Scope): SnapshotDraft => ({
	resource: {
		kind: "rds.Snapshot",
		arn:
			one.DBClusterSnapshotArn ||
			`arn:${scope.partition}:rds:${scope.region}:${scope.account}:cluster-snapshot:${one.DBClusterSnapshotIdentifier ?? ""}`,
		name: one.DBClusterSnapshotIdentifier ?? "",
		...scope,
		tags: seen(tagsOf(one.TagList)),
		of: "cluster",
		type: one.SnapshotType ?? "unknown",
		engine: one.Engine ?? "",
		sourceId: one.DBClusterIdentifier,
		encrypted: one.StorageEncrypted,
		status: one.Status,
		createdAt: isoTime(one.SnapshotCreateTime),
	},
	kmsKeyId: one.StorageEncrypted ? one.KmsKeyId : undefined,
});

interface Attribute {
	readonly AttributeName?: string | undefined;
	readonly AttributeValues?: string[] | undefined;
}

const nobody = seen<string[]>([]);

/** Who may restore each snapshot, asked once a snapshot. */
export interface Sharing {
	ask(draft: SnapshotDraft): Promise<Observed<string[]>>;
}

/** One call a snapshot, except for automated ones, which AWS does not let anyone share. */
export function sharing(aws: AwsCaller): Sharing {
	const known = new Map<string, Promise<Observed<string[]>>>();
	return {
		ask(draft) {
			const { arn } = draft.resource;
			const asked = known.get(arn) ?? sharedWith(aws, draft);
			known.set(arn, asked);
			return asked;
		},
	};
}

async function sharedWith(aws: AwsCaller, { resource }: SnapshotDraft): Promise<Observed<string[]>> {
	if (resource.type === "automated") return nobody;
	if (resource.of === "instance") {
		const answer = await aws.call("rds", new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier: resource.name }));
		if ("unread" in answer) return answer;
		return restorers(answer.value.DBSnapshotAttributesResult?.DBSnapshotAttributes, "DescribeDBSnapshotAttributes");
	}
	const answer = await aws.call("rds", new DescribeDBClusterSnapshotAttributesCommand({ DBClusterSnapshotIdentifier: resource.name }));
	if ("unread" in answer) return answer;
	return restorers(answer.value.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes, "DescribeDBClusterSnapshotAttributes");
}

function restorers(attributes: readonly Attribute[] | undefined, operation: string): Observed<string[]> {
	if (attributes === undefined) return unread(incomplete("rds", operation, "the attributes"));
	const accounts = attributes
		.filter(({ AttributeName }) => AttributeName === "restore")
		.flatMap(({ AttributeValues }) => AttributeValues ?? []);
	return accounts.length === 0 ? nobody : seen(accounts);
}
