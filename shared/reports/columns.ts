const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** East Asian wide and full-width characters, and emoji. */
const wide =
	/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII is what is measured by its length.
const ascii = /^[\x00-\x7f]*$/;

/** The characters of a text as a reader sees them, with the terminal columns that each takes. */
const cells = (text: string): [string, number][] =>
	Array.from(graphemes.segment(text), ({ segment }) => [segment, wide.test(segment) ? 2 : 1]);

/** Columns that a text without control characters takes on a terminal. */
export const columns = (text: string): number => (ascii.test(text) ? text.length : cells(text).reduce((sum, [, width]) => sum + width, 0));

/** The text within `width` columns, with an ellipsis where it was cut. */
export function clip(text: string, width: number): string {
	if (columns(text) <= width) return text;
	return `${split(text, width - 1)[0]}…`;
}

/** What fits into `width` columns (at least one character), and the rest. */
function split(text: string, width: number): [string, string] {
	let head = "";
	let used = 0;
	for (const [character, size] of cells(text)) {
		if (head !== "" && used + size > width) break;
		head += character;
		used += size;
	}
	return [head, text.slice(head.length)];
}

/** Lines within `width` columns, broken at spaces; a longer word (an ARN) is broken where the line ends, as the terminal would. */
export function fold(text: string, width: number, indent: string): string {
	const room = Math.max(width - columns(indent), 10);
	const lines: string[] = [];
	let line = "";
	for (let word of text.split(" ")) {
		if (line && columns(line) + 1 + columns(word) > room) {
			lines.push(line);
			line = "";
		}
		while (!line && columns(word) > room) {
			const [head, rest] = split(word, room);
			lines.push(head);
			word = rest;
		}
		line = line ? `${line} ${word}` : word;
	}
	return [...lines, line].map((each) => indent + each).join("\n");
}
