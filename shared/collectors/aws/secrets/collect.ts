import { DescribeSecretCommand, GetResourcePolicyCommand, ListSecretsCommand, type SecretListEntry } from "@aws-sdk/client-secrets-manager";
import type { AwsCaller } from "../../../aws/caller.ts";
import { mapBounded } from "../../../aws/concurrency.ts";
import type { CollectionError } from "../../../core/inventory.ts";
import type { Tags } from "../../../core/resources/schema.ts";
import type { Secret } from "../../../core/resources/secrets.ts";
import type { Collected, RegionFacts } from "../../ports.ts";
import { collectionError, isoTime, listingErrors, mapSeen, tagsOf } from "../shapes.ts";
import { rotationDays } from "./rotation.ts";

/** The key that encrypts a secret for which none was named. */
const defaultKey = "alias/aws/secretsmanager";

/**
 * Secrets, those scheduled for deletion included, with their resource policies; one call each beside the listing, and another only for those
 * that are replicated from here. Values are never read.
 */
export async function collectSecrets(aws: AwsCaller, facts: RegionFacts): Promise<Collected> {
	const secrets = await aws.list(
		"secretsmanager",
		(NextToken) => new ListSecretsCommand({ IncludePlannedDeletion: true, MaxResults: 100, NextToken }),
		(page) => page.SecretList,
		(page) => page.NextToken,
	);
	const errors: CollectionError[] = listingErrors(aws.scope, secrets, "secretsmanager.Secret");
	const resources = await mapBounded(secrets.items, 64, (secret) => readSecret(aws, facts, secret, errors));
	return { resources, errors };
}

async function readSecret(aws: AwsCaller, facts: RegionFacts, secret: SecretListEntry, errors: CollectionError[]): Promise<Secret> {
	const { partition, region, account } = aws.scope;
	const name = secret.Name ?? "";
	const arn = secret.ARN ?? `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;
	const [policy, kmsKey, replicas] = await Promise.all([
		aws.call("secretsmanager", new GetResourcePolicyCommand({ SecretId: arn })),
		facts.keys.facts(secret.KmsKeyId ?? defaultKey),
		// ListSecrets names the home region of replicated secrets, but not where the replicas are.
		secret.PrimaryRegion === region ? aws.call("secretsmanager", new DescribeSecretCommand({ SecretId: arn })) : undefined,
	]);
	if (replicas && "unread" in replicas)
		errors.push(collectionError(aws.scope, { ...replicas.unread, message: `Replicas of ${name}: ${replicas.unread.message}` }));
	const tags = tagsOf(secret.Tags);
	return {
		kind: "secretsmanager.Secret",
		...aws.scope,
		arn,
		name,
		tags: { value: tags },
		description: secret.Description || undefined,
		kmsKeyId: secret.KmsKeyId,
		kmsKey,
		// AWS leaves it out for secrets whose rotation was never set up.
		rotationEnabled: secret.RotationEnabled ?? false,
		rotationLambdaArn: secret.RotationLambdaARN || undefined,
		externalRotationRoleArn: secret.ExternalSecretRotationRoleArn || undefined,
		rotationDays: rotationDays(secret.RotationRules),
		rotationSchedule: secret.RotationRules?.ScheduleExpression,
		createdAt: isoTime(secret.CreatedDate),
		lastChanged: isoTime(secret.LastChangedDate),
		lastRotated: isoTime(secret.LastRotatedDate),
		lastAccessed: isoTime(secret.LastAccessedDate),
		nextRotation: isoTime(secret.NextRotationDate),
		deletedAt: isoTime(secret.DeletedDate),
		owningService: secret.OwningService || undefined,
		versions: Object.fromEntries(Object.entries(secret.SecretVersionsToStages ?? {}).map(([id, labels]) => [id, [...labels]])),
		policy: mapSeen(policy, ({ ResourcePolicy }) => (ResourcePolicy ? { json: ResourcePolicy } : null)),
		primaryRegion: secret.PrimaryRegion === region ? undefined : secret.PrimaryRegion,
		replicaRegions: replicas && "value" in replicas ? (replicas.value.ReplicationStatus ?? []).flatMap(({ Region }) => Region ?? []) : [],
		database: databaseOf(tags),
	};
}

/** The database of a secret that RDS manages, by the tags that RDS puts on it; both spellings of the tag occur. */
export function databaseOf(tags: Tags): string | undefined {
	const found = Object.entries(tags).find(([key]) => /^aws:rds:primarydb(instance|cluster)arn$/i.test(key));
	return found?.[1] || undefined;
}
