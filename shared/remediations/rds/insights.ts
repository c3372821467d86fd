import type { ActionSettings, Decision } from "../action.ts";
import { keyIn } from "./keys.ts";

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
