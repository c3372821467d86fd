/** A line that does not count, and why. Never holds what the line says. */
export interface Mistake {
	readonly line: number;
	readonly reason: string;
}

/** What a configuration file sets, in its order. */
export interface Parsed {
	readonly settings: readonly (readonly [name: string, value: string])[];
	readonly mistakes: readonly Mistake[];
}

/** Lines beyond this are not read. */
export const maximumLines = 20_000;

const name = /^\s*([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*(?:\.[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)*)(?:\s*=\s*|\s+)/;
const quoted = /^'((?:[^'\\]|''|\\.)*)'/;
/** Numbers with units, and words; PostgreSQL wants everything else in quotes. */
const bare = /^(?:[-+]?(?:0x[\da-f]+|\d*\.?\d+(?:e[-+]?\d+)?)[a-z]*|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff\-.:/]*)/i;
const end = /^\s*(?:#.*)?$/;

/** Reads postgresql.conf as the server does: names in any case, the equals sign optional, quotes doubled or escaped. Includes are reported, not followed. */
export function parsePostgresConf(content: string): Parsed {
	const settings: [string, string][] = [];
	const mistakes: Mistake[] = [];
	for (const [index, text] of linesOf(content, mistakes).entries()) {
		const line = index + 1;
		if (end.test(text)) continue;
		const [head, key] = name.exec(text) ?? [];
		if (head === undefined || key === undefined) {
			mistakes.push({ line, reason: "syntax error" });
			continue;
		}
		const rest = text.slice(head.length);
		const [token = "", inside] = quoted.exec(rest) ?? bare.exec(rest) ?? [];
		if (token === "" || !end.test(rest.slice(token.length))) mistakes.push({ line, reason: "syntax error" });
		else if (/^include(_if_exists|_dir)?$/i.test(key)) mistakes.push({ line, reason: "include of another file, which is not read" });
		else settings.push([key.toLowerCase(), inside === undefined ? token : unescaped(inside)]);
	}
	return { settings, mistakes };
}

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

const unescaped = (text: string): string =>
	text.replace(/''|\\([0-7]{1,3}|.)/gs, (all, escaped?: string) => {
		if (escaped === undefined) return all === "''" ? "'" : all;
		if (/^[0-7]/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8) & 0xff);
		return Object.hasOwn(escapes, escaped) ? (escapes[escaped] as string) : escaped;
	});

/** The lines of a file; a file that is longer than can be is cut, with a mistake that says so. */
export function linesOf(content: string, mistakes: Mistake[]): string[] {
	const lines = content.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
	if (lines.length > maximumLines)
		mistakes.push({ line: maximumLines + 1, reason: "the rest of the file is not read: it has too many lines" });
	return lines.slice(0, maximumLines);
}
