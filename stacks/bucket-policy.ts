import type { Names } from "./names.ts";

const deny = (Sid: string, bucketArn: string, Action: readonly string[], Condition: object) => ({
	Sid,
	Effect: "Deny",
	Principal: "*",
	Action,
	Resource: [bucketArn, `${bucketArn}/*`],
	Condition,
});

const overTls = (bucketArn: string) => [
	deny("OverTlsOnly", bucketArn, ["s3:*"], { Bool: { "aws:SecureTransport": "false" } }),
	deny("OverNewTlsOnly", bucketArn, ["s3:*"], { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
];

/** What a bucket's policy denies beside what every bucket's does. */
interface Denied {
	/** ARN of the only key that objects may be written with. */
	readonly key: string;
	/** Nobody deletes an object. */
	readonly undeletable: boolean;
	/** Prefixes below which an object is written once: who writes it must say that there is none. */
	readonly writtenOnce: readonly string[];
}

/** The policy of a bucket: it only denies, since IAM says who may what. */
export const bucketPolicy = (bucketArn: string, { key, undeletable, writtenOnce }: Denied) => ({
	Version: "2012-10-17",
	Statement: [
		...overTls(bucketArn),
		{
			Sid: "WithTheKeyOnly",
			Effect: "Deny",
			Principal: "*",
			Action: ["s3:PutObject"],
			Resource: [`${bucketArn}/*`],
			// Who names no key gets this one, by the bucket's default.
			Condition: {
				StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": key },
				Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
			},
		},
		{
			Sid: "NotWithTheKeysOfS3",
			Effect: "Deny",
			Principal: "*",
			Action: ["s3:PutObject"],
			Resource: [`${bucketArn}/*`],
			Condition: { StringEquals: { "s3:x-amz-server-side-encryption": "AES256" } },
		},
		...(writtenOnce.length > 0
			? [
					{
						// Multipart uploads and copies cannot say so and are denied with it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html.
						Sid: "NothingIsOverwritten",
						Effect: "Deny",
						Principal: "*",
						Action: ["s3:PutObject"],
						Resource: writtenOnce.map((prefix) => `${bucketArn}/${prefix}*`),
						Condition: { Null: { "s3:if-none-match": "true" } },
					},
				]
			: []),
		...(undeletable
			? [
					{
						// The life cycle is not asked; whoever may change this policy must mean it.
						Sid: "NobodyDeletesEvidence",
						Effect: "Deny",
						Principal: "*",
						Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
						Resource: [`${bucketArn}/*`],
					},
				]
			: []),
	],
});

/** The policy of the bucket that S3 writes the logs of the other two to. */
export function logPolicy({ buckets, bucketArn, place }: Names) {
	const own = bucketArn(buckets.access);
	return {
		Version: "2012-10-17",
		Statement: [
			...overTls(own),
			{
				Sid: "LogsOfBuckets",
				Effect: "Allow",
				Principal: { Service: "logging.s3.amazonaws.com" },
				Action: ["s3:PutObject"],
				Resource: [`${own}/evidence/*`, `${own}/state/*`],
				Condition: {
					StringEquals: { "aws:SourceAccount": place.account },
					ArnLike: { "aws:SourceArn": [bucketArn(buckets.evidence), bucketArn(buckets.state)] },
				},
			},
		],
	};
}
