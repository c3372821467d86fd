import type { ActionSettings, Decision, JsonObject, Plan } from "../action.ts";
import { refused } from "../decisions.ts";
import type { Change } from "./change.ts";
import { sorted } from "./decide.ts";

interface Exporting {
	readonly EnabledCloudwatchLogsExports?: readonly string[] | undefined;
	readonly Engine?: string | undefined;
	readonly PendingModifiedValues?:
		| { readonly PendingCloudwatchLogsExports?: { readonly LogTypesToEnable?: readonly string[] | undefined } | undefined }
		| undefined;
}

/** AWS leaves the list out when nothing is exported. The order that it gives says nothing. */
export const exportFacts = (db: Exporting): JsonObject => ({ logExports: sorted(db.EnabledCloudwatchLogsExports) });

export const missingTypes = (db: Exporting, wanted: readonly string[]): string[] =>
	sorted(wanted).filter((type) => !db.EnabledCloudwatchLogsExports?.includes(type));

/** Does every type that is missing wait to be exported already? */
export function exportsWait(db: Exporting, wanted: readonly string[] | undefined): boolean {
	const coming = db.PendingModifiedValues?.PendingCloudwatchLogsExports?.LogTypesToEnable ?? [];
	return missingTypes(db, wanted ?? []).every((type) => coming.includes(type));
}

/** The change that exports what is missing; nothing that is exported is ever turned off. AWS applies it at once whatever ApplyImmediately says. */
export function enableTypes(
	db: Exporting,
	name: string,
	wanted: readonly string[] | undefined,
	hints: Plan["hints"],
	settings: ActionSettings,
): Change | Decision {
	if (wanted === undefined) return refused("unsupported", `${name} runs ${db.Engine}, of which no log types are known.`);
	const missing = missingTypes(db, wanted);
	return {
		set: { CloudwatchLogsExportConfiguration: { EnableLogTypes: missing } },
		does: `Export ${missing.join(", ")} to CloudWatch Logs`,
		back: { CloudwatchLogsExportConfiguration: { DisableLogTypes: missing } },
		undoes: `Export ${missing.join(", ")} no more`,
		desired: { logExports: sorted([...(db.EnabledCloudwatchLogsExports ?? []), ...missing]) },
		notes: [
			"CloudWatch Logs charges for what is ingested and kept.",
			`Log groups that RDS makes keep logs for ever until a retention is set (the configuration says ${settings.logDays} days).`,
			...(missing.includes("audit")
				? ["The audit log stays empty until the engine's auditing is configured (option group or parameter group)."]
				: []),
			...(missing.includes("slowquery")
				? ["The slow query log holds statements with their values, and stays empty until slow_query_log is on."]
				: []),
		],
		hints,
	};
}
