/** Text from outside made safe for a terminal or a line format: control characters (escape sequences, line breaks, bidirectional overrides) become visible. */
export const printable = (text: string): string =>
	text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
