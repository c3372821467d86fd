import type { ActionSettings, Decision } from "../action.ts";
import { refused } from "../decisions.ts";

/** The key of the settings, when it can be used in the region of the target: undefined when none is named, a refusal when it lies elsewhere. */
export function keyIn(region: string, { kmsKey }: Pick<ActionSettings, "kmsKey">): { readonly key: string | undefined } | Decision {
	const elsewhere = kmsKey?.startsWith("arn:") && kmsKey.split(":")[3] !== region;
	return elsewhere
		? refused("settings", `The KMS key of the settings lies in another region than ${region}: name an alias instead.`)
		: { key: kmsKey };
}

/** The region of an ARN of RDS. */
export const regionOf = (arn: string | undefined): string => arn?.split(":")[3] ?? "";

/** What RDS needs of a key on behalf of whoever calls. */
export const keyNeeds = (why: string) =>
	["kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKey"].map((action) => ({ action, why }));
