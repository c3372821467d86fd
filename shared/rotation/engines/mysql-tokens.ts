/** A piece of what SHOW GRANTS and SHOW CREATE USER print. `value` is what a name or text means; the rest is as written, words in capitals. */
export interface Token {
	readonly kind: "word" | "name" | "text" | "sign";
	readonly value: string;
	/** Where it begins and ends in the statement. */
	readonly at: number;
	readonly end: number;
}

const pattern = /`((?:[^`]|``)*)`|'((?:[^'\\]|\\.|'')*)'|"((?:[^"\\]|\\.|"")*)"|<secret>|(\d+\.\d+|[\w$]+)|(\S)/gs;

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", Z: "\u001a", "0": "\0" };

const unescaped = (text: string, quote: string): string =>
	text.replace(/\\(.)|''|""/gs, (pair, escaped: string | undefined) => {
		if (escaped !== undefined) return escapes[escaped] ?? escaped;
		return pair[0] === quote ? quote : pair;
	});

/** Cuts a statement into tokens, so that no name or text in it is taken for a part of it. Written for an sql_mode without ANSI_QUOTES and NO_BACKSLASH_ESCAPES. */
export const tokensOf = (statement: string): Token[] =>
	[...statement.matchAll(pattern)].map((match): Token => {
		const [whole, name, single, double, word] = match;
		const place = { at: match.index, end: match.index + whole.length };
		if (name !== undefined) return { kind: "name", value: name.replaceAll("``", "`"), ...place };
		if (single !== undefined) return { kind: "text", value: unescaped(single, "'"), ...place };
		if (double !== undefined) return { kind: "text", value: unescaped(double, '"'), ...place };
		if (word !== undefined) return { kind: "word", value: word.toUpperCase(), ...place };
		return { kind: "sign", value: whole, ...place };
	});

/** Is the token this keyword? Names and texts never are. */
export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
	token?.kind === "word" && words.includes(token.value);

/** The text between two tokens, both not included. */
export const between = (statement: string, from: Token | undefined, to: Token | undefined): string =>
	statement.slice(from?.end ?? 0, to?.at ?? statement.length).trim();

/** Parts of a list of tokens, parted by commas outside parentheses. */
export function listOf(tokens: readonly Token[]): Token[][] {
	const parts: Token[][] = [[]];
	let depth = 0;
	for (const token of tokens) {
		if (token.kind === "sign" && token.value === "(") depth++;
		if (token.kind === "sign" && token.value === ")") depth--;
		if (token.kind === "sign" && token.value === "," && depth === 0) parts.push([]);
		else parts.at(-1)?.push(token);
	}
	return parts.filter((part) => part.length > 0);
}

/** The statement's text that tokens cover. */
export const textOf = (statement: string, tokens: readonly Token[]): string => statement.slice(tokens[0]?.at ?? 0, tokens.at(-1)?.end ?? 0);

/** A name, quoted. */
export const quotedName = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** A text, quoted for an sql_mode without NO_BACKSLASH_ESCAPES. */
export const quotedText = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
