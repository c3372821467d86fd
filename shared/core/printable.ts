/** What could act on a terminal or reorder a line: control, format (bidirectional overrides among them) and separator characters, and half surrogates. The joiners that emoji are made of stay. */
const active = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Text from outside made safe for a terminal or a line format: what could act becomes visible (`\u{1b}`). */
export const printable = (text: string): string => text.replace(active, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
