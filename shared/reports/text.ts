/** What could act on a terminal or reorder a line: control, format (bidirectional overrides among them) and separator characters, and half surrogates. The joiners that emoji are made of stay. */
const active = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Text from outside made safe for a terminal or a line format: what could act becomes visible (`\u{1b}`). */
export const printable = (text: string): string => text.replace(active, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

/** JSON on one line in which nothing can act on a terminal either: the same value, with such characters as escapes (JSON escapes only those below U+0020). */
export const inertJson = (value: unknown): string =>
	JSON.stringify(value).replace(
		/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);

/** `1 finding`, `2 findings`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
