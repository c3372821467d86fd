import type { ActionSettings, Decision, RepairTarget } from "../action.ts";
import { refused } from "../decisions.ts";

/** The key of the settings, when it can be used in the region of the target: undefined when none is named, a refusal when it lies elsewhere. */
export function keyIn(region: string, { kmsKey }: Pick<ActionSettings, "kmsKey">): { readonly key: string | undefined } | Decision {
	const elsewhere = kmsKey?.startsWith("arn:") && kmsKey.split(":")[3] !== region;
	return elsewhere
		? refused("settings", `The KMS key of the settings lies in another region than ${region}: name an alias instead.`)
		: { key: kmsKey };
}

/** The region of an ARN of RDS. */
export const regionOf = (arn: string | undefined, target?: Pick<RepairTarget, "region">): string =>
	arn?.split(":")[3] || (target?.region ?? "");

/** Keys for data of Performance Insights cannot be changed once set, so that a key from before is kept. */
export function insightsParameters(
	db: { readonly PerformanceInsightsKMSKeyId?: string | undefined },
	region: string,
	settings: ActionSettings,
): { readonly parameters: { readonly EnablePerformanceInsights: true; readonly PerformanceInsightsKMSKeyId?: string } } | Decision {
	if (db.PerformanceInsightsKMSKeyId) return { parameters: { EnablePerformanceInsights: true } };
	const found = keyIn(region, settings);
	if (!("key" in found)) return found;
	return { parameters: { EnablePerformanceInsights: true, ...(found.key && { PerformanceInsightsKMSKeyId: found.key }) } };
}

export const insightsNotes = (db: { readonly PerformanceInsightsKMSKeyId?: string | undefined }, { kmsKey }: ActionSettings): string[] => [
	"Data are kept for 7 days, which is free of charge (standard mode of Database Insights).",
	"It shows statements: whoever may read it sees them.",
	db.PerformanceInsightsKMSKeyId || kmsKey
		? "The key that encrypts the data cannot be changed later."
		: "The data are encrypted with the AWS managed key, and the key cannot be changed later; name kmsKey in the settings for another.",
];

export const keyNeeds = (why: string) =>
	["kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKey"].map((action) => ({ action, why }));
