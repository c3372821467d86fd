import { DescribeKeyCommand, type KeyMetadata } from "@aws-sdk/client-kms";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, type UnreadCause, unread } from "../../../core/observed.ts";
import type { KeyFacts } from "../../../core/resources/schema.ts";
import type { KeyDirectory } from "../../ports.ts";

/** Keys of a region by id, ARN or alias: one DescribeKey for each, however often it is asked for. */
export function buildKeys(aws: AwsCaller): KeyDirectory {
	const known = new Map<string, Promise<Observed<KeyMetadata>>>();
	const { partition, region, account } = aws.scope;
	const describe = (keyId: string) => {
		// A bare id names the same key as its ARN in this account.
		const id = keyId.startsWith("arn:") || keyId.startsWith("alias/") ? keyId : `arn:${partition}:kms:${region}:${account}:key/${keyId}`;
		const asked = known.get(id) ?? readKey(aws, id);
		known.set(id, asked);
		return asked;
	};
	return {
		describe,
		async facts(keyId) {
			const key = await describe(keyId);
			return "unread" in key ? (inferred(keyId, key.unread.cause, account) ?? key) : keyFacts(key.value);
		},
	};
}

/**
 * What the failure itself tells of a key that is named by its ARN. Only customer managed keys can be deleted, and only they serve another
 * account, which rarely lets their users describe them.
 */
function inferred(arn: string, cause: UnreadCause, account: string): Observed<KeyFacts> | undefined {
	const [, , , , owner = ""] = arn.split(":");
	if (!/^arn:[^:]+:kms:[^:]+:\d{12}:key\//.test(arn)) return undefined;
	if (owner === account) return cause === "notFound" ? seen({ arn, manager: "CUSTOMER", state: "Deleted", owner }) : undefined;
	return cause === "denied" || cause === "notFound" ? seen({ arn, manager: "CUSTOMER", state: "Foreign", owner }) : undefined;
}

async function readKey(aws: AwsCaller, KeyId: string): Promise<Observed<KeyMetadata>> {
	const answer = await aws.call("kms", new DescribeKeyCommand({ KeyId }));
	if ("unread" in answer) return answer;
	return answer.value.KeyMetadata ? seen(answer.value.KeyMetadata) : unread(incomplete("kms", "DescribeKey", "KeyMetadata"));
}

/** What rules must know of a key, from DescribeKey. */
function keyFacts({ Arn, KeyManager, KeyState, AWSAccountId }: KeyMetadata): Observed<KeyFacts> {
	if (!Arn || !KeyManager || !KeyState) return unread(incomplete("kms", "DescribeKey", "Arn, KeyManager or KeyState"));
	return seen({ arn: Arn, manager: KeyManager, state: KeyState, owner: AWSAccountId ?? Arn.split(":")[4] ?? "" });
}
