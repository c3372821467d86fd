import type { DatabaseSecret } from "../secret.ts";

/** Statements that the user of a secret must be able to run: its member `probes`, run read-only when a new password is tested. */
export function probesOf({ value }: DatabaseSecret): string[] {
	const { probes } = value;
	return Array.isArray(probes) ? probes.filter((probe): probe is string => typeof probe === "string") : [];
}
