import { type Alert, type AlertKind, digestOf } from "../../shared/core/alerts/alert.ts";
import { sampleAlert } from "../../shared/core/alerts/sample.ts";
import { now } from "./rule-table.ts";

/** An alert of one incident; `step` is the scan that made it. */
export function alertOf(incident: string, step = 0, differences: Partial<Alert> = {}): Alert {
	const { test: _, ...sample } = sampleAlert(now);
	const fingerprint = digestOf("incident", incident);
	return {
		...sample,
		id: digestOf(fingerprint, String(step)),
		fingerprint,
		severity: "high",
		title: "Storage is encrypted",
		detail: `${incident} is not encrypted, scan ${step}.`,
		resource: { arn: `arn:aws:rds:eu-west-1:111122223333:db:${incident}`, kind: "rds.DbInstance", name: incident, tags: {} },
		...differences,
	};
}

/** A closing alert of the incident. */
export const closingOf = (incident: string, step: number, kind: AlertKind = "resolved"): Alert =>
	alertOf(incident, step, { kind, status: "closed" });
