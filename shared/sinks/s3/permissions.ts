import { layoutOf, type Place } from "./layout.ts";

/** A statement of an IAM policy. */
interface Statement {
	readonly Sid: string;
	readonly Effect: "Allow";
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
	readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * What publishing needs, and no more: it writes, never deletes, and lists only names. Snapshots and pointers are read too, to compare with;
 * findings and reports are only written. Listing lets S3 say of a pointer that there is none, instead of that it is denied.
 */
export function publishStatements({ bucket, prefix }: Place, kmsKey: string | undefined): Statement[] {
	const partition = kmsKey?.split(":")[1] ?? "aws";
	const arn = `arn:${partition}:s3:::${bucket}`;
	const root = layoutOf(prefix).allLatest.slice(0, -"latest/v1/".length);
	const below = (...folders: readonly string[]) => folders.map((folder) => `${arn}/${root}${folder}/v1/*`);
	return [
		{
			Sid: "ParapetReadAndWriteSnapshots",
			Effect: "Allow",
			Action: ["s3:GetObject", "s3:PutObject"],
			Resource: below("snapshots", "latest"),
		},
		{ Sid: "ParapetWriteFindingsAndReports", Effect: "Allow", Action: ["s3:PutObject"], Resource: below("findings", "reports") },
		{
			Sid: "ParapetListSnapshots",
			Effect: "Allow",
			Action: ["s3:ListBucket"],
			Resource: [arn],
			Condition: { StringLike: { "s3:prefix": ["snapshots", "latest"].map((folder) => `${root}${folder}/v1/*`) } },
		},
		...(kmsKey === undefined
			? []
			: [
					{
						Sid: "ParapetEncryptSnapshots",
						Effect: "Allow",
						Action: ["kms:Decrypt", "kms:GenerateDataKey"],
						Resource: [kmsKey],
						// The key may be used by way of S3 alone.
						Condition: { StringLike: { "kms:ViaService": ["s3.*"] } },
					} as const,
				]),
	];
}
