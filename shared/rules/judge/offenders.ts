import type { Severity } from "../../core/severity.ts";
import { fail, pass, type Verdict } from "../../core/verdict.ts";

/** Names in a sentence, in evidence. */
const inSentence = 5;
const inEvidence = 20;

/** A name that somebody else chose, fit for a sentence: quoted, without control characters, at most 80 characters. */
export function quoted(name: string): string {
	const clipped = name.length > 80 ? `${name.slice(0, 79)}…` : name;
	return visible(JSON.stringify(clipped.toWellFormed()));
}

/** Control characters and those that turn the direction of writing, spelt out. */
const visible = (text: string): string =>
	text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Such a name in evidence: unquoted, without control characters, at most 200 characters. */
export const plain = (name: string): string => visible(name.slice(0, 200).toWellFormed());

/** The first of such names, in evidence. */
export const firstOf = (names: readonly string[]): string[] => names.slice(0, inEvidence).map(plain);

/** `"a", "b" and 7 more`. */
export function listed(names: readonly string[]): string {
	const shown = names.slice(0, inSentence).map(quoted).join(", ");
	return names.length > inSentence ? `${shown} and ${names.length - inSentence} more` : shown;
}

/** What is said of a server on which nothing, or something, offends; completes "<server>: …". */
export interface Wording {
	readonly pass: string;
	readonly fail: (list: string) => string;
	readonly severity?: Severity | undefined;
}

/** Passes when nothing offends; a failure names the first and counts all. */
export function expectNone(server: { readonly name: string }, offenders: readonly string[], wording: Wording): Verdict {
	if (offenders.length === 0) return pass(`${server.name}: ${wording.pass}.`, { count: 0 });
	return fail(
		`${server.name}: ${wording.fail(listed(offenders))}.`,
		{ count: offenders.length, first: firstOf(offenders) },
		wording.severity,
	);
}
