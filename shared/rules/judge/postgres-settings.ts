import { items, quotedOff } from "./setting-values.ts";

/** The facts that a log line must carry, with the escapes of log_line_prefix that write each. */
const lineFacts = ["tmn", "u", "d", "hr", "p"] as const;

/** Does log_connections record who was let in? Until 17 a switch, from 18 on a list of aspects. */
export function logsConnections(value: string): boolean {
	const aspects = items(value);
	return isOn(value) || aspects.includes("all") || ["authentication", "authorization"].every((aspect) => aspects.includes(aspect));
}

/** Does log_line_prefix carry time, user, database, host and process? */
export function carriesSession(value: string): boolean {
	const escapes = [...value.matchAll(/%(?:-?\d+)?([a-zA-Z%])/g)].map((match) => match[1] ?? "");
	return lineFacts.every((letters) => escapes.some((letter) => letters.includes(letter)));
}

/** A Boolean of postgresql.conf: on, true, yes, 1 and their unambiguous beginnings. */
export const isOn = (value: string): boolean => /^(on|t|tr|tru|true|y|ye|yes|1)$/i.test(quotedOff(value));
