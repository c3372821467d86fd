import type { Severity } from "../severity.ts";
import { type Alert, alertSchemaVersion, digestOf } from "./alert.ts";

/** Somebody, as the target knows people. */
export interface Person {
	readonly id: string;
	readonly name: string;
}

/** What a decision not to act covers: the rule on one resource, or on everything of the account. */
export type Coverage = "resource" | "rule";

/** What somebody decided about an incident, for the target where it was decided: a change of what is said of it, not of how it stands. */
export interface Note {
	readonly schema: typeof alertSchemaVersion;
	readonly type: "note";
	/** The same for the same decision. */
	readonly id: string;
	readonly fingerprint: string;
	readonly kind: "acknowledged" | "suppressed";
	/** Of the incident when it was decided. */
	readonly severity: Severity;
	readonly by: Person;
	/** ISO 8601. */
	readonly at: string;
	/** Id of the alert that was decided about. */
	readonly alert: string;
	/** Of a suppression. */
	readonly suppression?: {
		readonly id: string;
		readonly reason: string;
		/** A date: from then on it no longer holds. */
		readonly expires: string;
		readonly covers: Coverage;
	};
}

/** A note about the incident of `alert`; `at` in milliseconds. */
export const noteOf = (alert: Alert, by: Person, at: number, suppression?: Note["suppression"]): Note => {
	const kind = suppression === undefined ? "acknowledged" : "suppressed";
	return {
		schema: alertSchemaVersion,
		type: "note",
		// Whoever clicks twice says it once; an alert is acknowledged once, whoever does it.
		id: digestOf("note", alert.fingerprint, alert.id, kind, suppression?.id ?? ""),
		fingerprint: alert.fingerprint,
		kind,
		severity: alert.severity,
		by,
		at: new Date(at).toISOString(),
		alert: alert.id,
		...(suppression === undefined ? {} : { suppression }),
	};
};
