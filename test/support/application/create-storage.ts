import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import {
	CreateBucketCommand,
	type Event,
	PutBucketEncryptionCommand,
	PutBucketNotificationConfigurationCommand,
	PutBucketPolicyCommand,
	PutBucketVersioningCommand,
	PutObjectCommand,
	type QueueConfiguration,
} from "@aws-sdk/client-s3";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import type { Creator } from "./creators.ts";

/** Keys, buckets and what is in them. */
export const storage: Readonly<Record<string, Creator>> = {
	"aws:kms/key:Key": async ({ clients, account }, { policy, description }) => {
		// Without a policy AWS gives the key to the account.
		const Statement = [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" }];
		const Policy = policy ?? JSON.stringify({ Version: "2012-10-17", Statement });
		const { KeyMetadata } = await clients.kms.send(new CreateKeyCommand({ Policy, Description: description }));
		return { arn: KeyMetadata?.Arn, keyId: KeyMetadata?.KeyId, id: KeyMetadata?.KeyId };
	},
	"aws:s3/bucket:Bucket": async ({ clients, region }, { bucket, objectLockEnabled }) => {
		await clients.s3.send(
			new CreateBucketCommand({
				Bucket: bucket,
				ObjectLockEnabledForBucket: objectLockEnabled === true,
				...(region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region as "eu-central-1" } }),
			}),
		);
		return { bucket, id: bucket, arn: `arn:aws:s3:::${bucket}`, bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com` };
	},
	"aws:s3/bucketVersioning:BucketVersioning": async ({ clients }, { bucket, versioningConfiguration }) => {
		const VersioningConfiguration = { Status: versioningConfiguration.status };
		await clients.s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
		return { bucket, id: bucket };
	},
	"aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": async ({ clients }, { bucket, rules }) => {
		const Rules = (rules as Record<string, unknown>[]).map((rule) => {
			const by = rule.applyServerSideEncryptionByDefault as { sseAlgorithm: "aws:kms"; kmsMasterKeyId?: string };
			return {
				ApplyServerSideEncryptionByDefault: { SSEAlgorithm: by.sseAlgorithm, KMSMasterKeyID: by.kmsMasterKeyId },
				BucketKeyEnabled: rule.bucketKeyEnabled === true,
			};
		});
		await clients.s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules } }));
		return { bucket, id: bucket };
	},
	"aws:s3/bucketPolicy:BucketPolicy": async ({ clients }, { bucket, policy }) => {
		await clients.s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));
		return { bucket, id: bucket };
	},
	"aws:s3/bucketNotification:BucketNotification": async ({ clients }, { bucket, queues = [], topics, lambdaFunctions, eventbridge }) => {
		if (topics?.length || lambdaFunctions?.length)
			throw new Error(`${bucket}: notifications to topics or functions are not in the emulator`);
		const QueueConfigurations = (queues as Record<string, unknown>[]).map(
			(queue): QueueConfiguration => ({
				QueueArn: String(queue.queueArn),
				Events: queue.events as Event[],
				Filter: {
					Key: {
						FilterRules: [
							...(queue.filterPrefix ? [{ Name: "prefix" as const, Value: String(queue.filterPrefix) }] : []),
							...(queue.filterSuffix ? [{ Name: "suffix" as const, Value: String(queue.filterSuffix) }] : []),
						],
					},
				},
			}),
		);
		const NotificationConfiguration = { QueueConfigurations, ...(eventbridge ? { EventBridgeConfiguration: {} } : {}) };
		await clients.s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration }));
		return { bucket, id: bucket };
	},
	"aws:s3/bucketObjectv2:BucketObjectv2": async ({ clients, graph }, inputs) => {
		const { bucket, key, content, contentBase64, contentType, source, serverSideEncryption, kmsKeyId } = inputs;
		// Archives are the code of functions, which the host takes from the folder of bundles.
		if (typeof source === "object" || String(source).startsWith("[archive ")) return { bucket, key, id: key };
		const file = typeof source === "string" ? /^\[file (.+)\]$/s.exec(source)?.[1] : undefined;
		const text = typeof source === "string" ? /^\[text (.*)\]$/s.exec(source)?.[1] : undefined;
		const Body =
			content ?? text ?? (contentBase64 ? Buffer.from(contentBase64, "base64") : file ? await read(graph.folder, file) : undefined);
		if (Body === undefined || Body === "[secret]") throw new Error(`${bucket}/${key}: its content is not in the graph`);
		const encryption = { ServerSideEncryption: serverSideEncryption, SSEKMSKeyId: kmsKeyId };
		await clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: contentType, ...encryption }));
		return { bucket, key, id: key };
	},
	"aws:ssm/parameter:Parameter": async ({ clients, account, region }, { name, value, insecureValue, type }) => {
		await clients.ssm.send(new PutParameterCommand({ Name: name, Value: insecureValue ?? value, Type: type, Overwrite: true }));
		return { name, id: name, arn: `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}` };
	},
};

const read = (folder: string, file: string) => readFile(join(folder, file)).catch(() => readFile(file));
