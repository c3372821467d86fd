import { ListAliasesCommand } from "@aws-sdk/client-kms";
import type { AwsCaller } from "../../aws/caller.ts";
import { type Observed, seen, unread } from "../../core/observed.ts";
import type { Decision, RepairTarget } from "../action.ts";
import { refused } from "../decisions.ts";

/** Alias name to the id of its key. */
export type Aliases = Readonly<Record<string, string>>;

/** The aliases of the region: the setting may name a key by one, and what takes a key wants its ARN. */
export async function readAliases(aws: AwsCaller): Promise<Observed<Aliases>> {
	const listed = await aws.list(
		"kms",
		(Marker) => new ListAliasesCommand({ Limit: 100, Marker }),
		(page) => page.Aliases,
		(page) => page.NextMarker,
	);
	if (listed.failure) return unread(listed.failure);
	return seen(
		Object.fromEntries(
			listed.items.flatMap(({ AliasName, TargetKeyId }) => (AliasName && TargetKeyId ? [[AliasName, TargetKeyId] as const] : [])),
		),
	);
}

/** The ARN of settings.kmsKey in the region of the target, or why there is none. */
export function keyOf(kmsKey: string | undefined, aliases: Aliases, target: RepairTarget): string | Decision {
	if (kmsKey === undefined) return refused("settings", "settings.kmsKey names no key.");
	const { partition, region, account } = target;
	if (kmsKey.startsWith("arn:")) {
		const [, , , keyRegion, keyAccount, resource = ""] = kmsKey.split(":");
		if (keyRegion !== region)
			return refused("settings", `settings.kmsKey is in ${keyRegion}, and ${target.name} needs a key of ${region}.`);
		if (!resource.startsWith("alias/")) return kmsKey;
		if (keyAccount !== account) return refused("settings", `${kmsKey} is an alias of account ${keyAccount}: name the key by its own ARN.`);
		return keyOf(resource, aliases, target);
	}
	const id = Object.hasOwn(aliases, kmsKey) ? aliases[kmsKey] : undefined;
	return id === undefined
		? refused("settings", `There is no ${kmsKey} in ${account}/${region}, which settings.kmsKey names.`)
		: `arn:${partition}:kms:${region}:${account}:key/${id}`;
}
