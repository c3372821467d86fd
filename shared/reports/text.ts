export { printable } from "../core/printable.ts";

/** JSON on one line in which nothing can act on a terminal either: the same value, with such characters as escapes (JSON escapes only those below U+0020). */
export const inertJson = (value: unknown): string =>
	JSON.stringify(value).replace(
		/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);

/** `1 finding`, `2 findings`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
