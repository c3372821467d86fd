import { linesOf, type Mistake, type Parsed } from "./postgres-conf.ts";

/** Groups that the server reads; with a version behind, it reads those of its own. */
const serverGroup = /^(mysqld|server|mariadb|mariadbd|galera)(-\d+(\.\d+)*)?$/;

/** Reads what my.cnf sets for the server: dashes and underscores are the same, a name alone switches on. Includes are reported, not followed. */
export function parseMyCnf(content: string): Parsed {
	const settings: [string, string][] = [];
	const mistakes: Mistake[] = [];
	let group: string | undefined;
	for (const [index, text] of linesOf(content, mistakes).entries()) {
		const line = index + 1;
		const bare = text.trim();
		if (bare === "" || /^[#;]/.test(bare)) continue;
		if (/^!include(dir)?\b/.test(bare)) {
			mistakes.push({ line, reason: "include of another file, which is not read" });
			continue;
		}
		if (bare.startsWith("[")) {
			group = /^\[\s*([^\]]*?)\s*\]/.exec(bare)?.[1]?.toLowerCase();
			if (group === undefined) mistakes.push({ line, reason: "the name of a group is not closed" });
			continue;
		}
		if (group === undefined) mistakes.push({ line, reason: "an option stands before the first group" });
		if (group === undefined || !serverGroup.test(group)) continue;
		const [, name, value] = /^([A-Za-z][\w-]*)\s*(?:=(.*))?$/s.exec(withoutComment(bare)) ?? [];
		if (name === undefined) mistakes.push({ line, reason: "syntax error" });
		else settings.push([name.toLowerCase().replaceAll("-", "_"), value === undefined ? "ON" : unquoted(value.trim())]);
	}
	return { settings, mistakes };
}

/** A hash in the middle of a line begins a comment, unless it is in quotes. */
function withoutComment(line: string): string {
	let quote = "";
	for (let position = 0; position < line.length; position++) {
		const character = line[position] as string;
		if (character === "\\") position++;
		else if (quote !== "") quote = character === quote ? "" : quote;
		else if (character === '"' || character === "'") quote = character;
		else if (character === "#") return line.slice(0, position).trimEnd();
	}
	return line;
}

const escapes: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", r: "\r", s: " ", "\\": "\\", '"': '"', "'": "'" };

const unquoted = (value: string): string =>
	value.replace(/^(["'])(.*)\1$/s, "$2").replace(/\\([btnrs\\"'])/g, (_, escaped: string) => escapes[escaped] as string);
