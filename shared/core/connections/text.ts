import { createHash } from "node:crypto";

/** A name that somebody else chose, as part of a name of ours: at most 80 characters, control characters and turns of the writing direction spelt out. */
export const shown = (text: string): string =>
	(text.length > 80 ? `${text.slice(0, 79)}…` : text)
		.toWellFormed()
		.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Sixteen hexadecimal digits that stay the same for the same parts. */
export const digest = (...parts: readonly (string | boolean | undefined)[]): string =>
	createHash("sha256")
		.update(JSON.stringify(parts.map((part) => part ?? null)))
		.digest("hex")
		.slice(0, 16);
