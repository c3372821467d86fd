import {
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	type GrantListEntry,
	type KeyMetadata,
	ListAliasesCommand,
	ListGrantsCommand,
	ListKeysCommand,
	ListResourceTagsCommand,
} from "@aws-sdk/client-kms";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import type { CollectionError } from "../../../core/inventory.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { KmsKey } from "../../../core/resources/kms.ts";
import type { Collected, RegionFacts } from "../../ports.ts";
import { collectionError, isoTime, listingErrors, mapSeen, whole } from "../shapes.ts";

/** Customer managed keys with policy, rotation, grants and tags. AWS managed keys cost their DescribeKey only. */
export async function collectKms(aws: AwsCaller, facts: RegionFacts): Promise<Collected> {
	const [keys, aliases] = await Promise.all([
		aws.list(
			"kms",
			(Marker) => new ListKeysCommand({ Limit: 1000, Marker }),
			(page) => page.Keys,
			(page) => page.NextMarker,
		),
		aws.list(
			"kms",
			(Marker) => new ListAliasesCommand({ Limit: 100, Marker }),
			(page) => page.Aliases,
			(page) => page.NextMarker,
		),
	]);
	const names = Map.groupBy(aliases.items, ({ TargetKeyId }) => TargetKeyId);
	const errors: CollectionError[] = [
		...listingErrors(aws.scope, keys, "kms.Key"),
		// Keys without their aliases are whole but for the name, so that no kind is incomplete.
		...listingErrors(aws.scope, aliases),
	];
	const resources = await Promise.all(
		keys.items.map(async ({ KeyArn, KeyId }) => {
			const id = KeyArn ?? KeyId;
			if (!id) return [];
			const key = await facts.keys.describe(id);
			if ("unread" in key) {
				errors.push(collectionError(aws.scope, { ...key.unread, message: `Key ${KeyId}: ${key.unread.message}` }, "kms.Key"));
				return [];
			}
			if (key.value.KeyManager === "AWS") return [];
			const own = (names.get(key.value.KeyId ?? KeyId) ?? []).flatMap(({ AliasName }) => AliasName ?? []);
			return [await readCustomerKey(aws, key.value, id, own)];
		}),
	);
	return { resources: resources.flat(), errors };
}

async function readCustomerKey(aws: AwsCaller, key: KeyMetadata, id: string, aliases: readonly string[]): Promise<KmsKey> {
	const keyId = key.KeyId ?? id;
	const rotates = key.Origin === "AWS_KMS" && (key.KeySpec ?? key.CustomerMasterKeySpec) === "SYMMETRIC_DEFAULT";
	const [policy, rotation, grants, tags] = await Promise.all([
		aws.call("kms", new GetKeyPolicyCommand({ KeyId: keyId, PolicyName: "default" })),
		rotates ? aws.call("kms", new GetKeyRotationStatusCommand({ KeyId: keyId })) : undefined,
		aws.list(
			"kms",
			(Marker) => new ListGrantsCommand({ KeyId: keyId, Limit: 100, Marker }),
			(page) => page.Grants,
			(page) => page.NextMarker,
		),
		aws.list(
			"kms",
			(Marker) => new ListResourceTagsCommand({ KeyId: keyId, Limit: 50, Marker }),
			(page) => page.Tags ?? [],
			(page) => page.NextMarker,
		),
	]);
	return {
		kind: "kms.Key",
		...aws.scope,
		arn: key.Arn ?? id,
		name: aliases[0] ?? keyId,
		tags: mapSeen(whole(tags), (all) =>
			Object.fromEntries(all.flatMap(({ TagKey, TagValue }) => (TagKey ? [[TagKey, TagValue ?? ""]] : []))),
		),
		keyId,
		aliases: [...aliases],
		state: key.KeyState ?? "unknown",
		spec: key.KeySpec ?? key.CustomerMasterKeySpec,
		usage: key.KeyUsage,
		origin: key.Origin,
		multiRegion: key.MultiRegion,
		createdAt: isoTime(key.CreationDate),
		deletionDate: isoTime(key.DeletionDate),
		policy: needed(policy, ({ Policy }) => (Policy === undefined ? undefined : { json: Policy }), "GetKeyPolicy", "Policy"),
		rotation:
			rotation &&
			needed(
				rotation,
				({ KeyRotationEnabled, RotationPeriodInDays }) =>
					KeyRotationEnabled === undefined ? undefined : { enabled: KeyRotationEnabled, periodDays: RotationPeriodInDays },
				"GetKeyRotationStatus",
				"KeyRotationEnabled",
			),
		grants: mapSeen(whole(grants), (all) => all.map(grantFacts)),
		// The join over the whole inventory fills it in.
		encrypts: [],
	};
}

const grantFacts = (grant: GrantListEntry) => ({
	id: grant.GrantId ?? "",
	grantee: grant.GranteePrincipal ?? grant.GranteeServicePrincipal ?? "",
	retiring: grant.RetiringPrincipal ?? grant.RetiringServicePrincipal,
	operations: [...(grant.Operations ?? [])],
	constrained: Object.values(grant.Constraints ?? {}).some((constraint) => constraint !== undefined),
	name: grant.Name || undefined,
});

/** The part of an answer that a fact is made of; unread when AWS left it out. */
function needed<T, U>(answer: Observed<T>, pick: (value: T) => U | undefined, operation: string, field: string): Observed<U> {
	if ("unread" in answer) return answer;
	const value = pick(answer.value);
	return value === undefined ? unread(incomplete("kms", operation, field)) : seen(value);
}
