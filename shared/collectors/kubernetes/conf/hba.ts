import { isIP } from "node:net";
import type { HbaRule } from "../../../core/resources/postgres.ts";
import { linesOf, type Mistake } from "./postgres-conf.ts";

/** Lines of pg_hba.conf in their order, and those that do not count. */
export interface ParsedHba {
	readonly rules: readonly HbaRule[];
	readonly mistakes: readonly Mistake[];
}

const types = new Set(["local", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc"]);
const methods = new Set("trust reject md5 password scram-sha-256 gss sspi ident peer pam bsd ldap radius cert oauth".split(" "));
/** Words that mean something else when they are quoted. */
const keywords = /^(all|sameuser|samerole|samegroup|replication|samehost|samenet)$|^[+@/]/;

interface Token {
	readonly text: string;
	readonly quoted: boolean;
}

/** Reads pg_hba.conf as the server does: quoted names, lists, lines continued by a backslash. Includes are reported, not followed. */
export function parseHba(content: string): ParsedHba {
	const rules: HbaRule[] = [];
	const mistakes: Mistake[] = [];
	const lines = linesOf(content, mistakes);
	for (let index = 0; index < lines.length; index++) {
		const line = index + 1;
		const parts = [lines[index] as string];
		while ((parts.at(-1) as string).endsWith("\\") && index + 1 < lines.length) {
			parts.push((parts.pop() as string).slice(0, -1));
			parts.push(lines[++index] as string);
		}
		const read = ruleOf(line, fieldsOf(parts.join("")));
		if (read === undefined) continue;
		if ("reason" in read) mistakes.push(read);
		else {
			rules.push(read);
			if ([...read.databases, ...read.users].some((item) => item.startsWith("@")))
				mistakes.push({ line, reason: "names come from an included file, which is not read" });
		}
	}
	return { rules, mistakes };
}

function ruleOf(line: number, fields: readonly (readonly Token[])[] | undefined): HbaRule | Mistake | undefined {
	const mistake = (reason: string): Mistake => ({ line, reason });
	if (fields === undefined) return mistake("a quote is not closed");
	const [first, databases, users, ...rest] = fields;
	if (first === undefined) return undefined;
	const type = first[0]?.text ?? "";
	if (/^include(_if_exists|_dir)?$/.test(type)) return mistake("include of another file, which is not read");
	if (first.length !== 1 || !types.has(type)) return mistake("unknown type of connection");
	if (!databases || !users) return mistake("the line ends too early");
	const address = type === "local" ? undefined : rest.shift();
	if (type !== "local" && address?.length !== 1) return mistake("one address is wanted");
	const host = address?.[0];
	const needsMask = host !== undefined && !host.quoted && isIP(host.text) !== 0;
	const mask = needsMask ? rest.shift()?.[0]?.text : undefined;
	if (needsMask && (mask === undefined || isIP(mask) !== isIP(host.text))) return mistake("the address lacks its mask");
	if (host?.text.includes("/") && !isCidr(host.text)) return mistake("the address is no CIDR block");
	const [method, ...options] = rest;
	if (method === undefined) return mistake("the line ends too early");
	if (method.length !== 1 || !methods.has(method[0]?.text ?? "")) return mistake("unknown authentication method");
	if (options.some((option) => !option.every(({ text }) => text.includes("=")))) return mistake("an option is not name=value");
	return {
		line,
		type,
		databases: databases.map(written),
		users: users.map(written),
		...(host === undefined ? {} : { address: written(host) }),
		...(mask === undefined ? {} : { netmask: mask }),
		method: method[0]?.text as string,
		options: options.flat().map(({ text }) => text.slice(0, text.indexOf("=")).slice(0, 64)),
	};
}

/** As it stands in the file, where the quotes change what it means. */
const written = ({ text, quoted }: Token): string => (quoted && keywords.test(text) ? `"${text}"` : text);

function isCidr(text: string): boolean {
	const [address = "", length = "", more] = text.split("/");
	const family = isIP(address);
	return more === undefined && family !== 0 && /^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128);
}

/** The fields of a line, each a list; undefined when a quote is not closed. A comma with spaces behind it goes on with the same list. */
function fieldsOf(line: string): Token[][] | undefined {
	const fields: Token[][] = [];
	let current: Token[] | undefined;
	let position = 0;
	while (position < line.length) {
		const space = /\s+/y;
		space.lastIndex = position;
		if (space.test(line)) {
			position = space.lastIndex;
			continue;
		}
		if (line[position] === "#") break;
		if (line[position] === ",") {
			position++;
			continue;
		}
		const token = tokenAt(line, position);
		if (token === undefined) return undefined;
		if (current) current.push(token.token);
		else {
			current = [token.token];
			fields.push(current);
		}
		position = token.end;
		// Only a comma right behind a word goes on with its list.
		if (line[position] === ",") position++;
		else current = undefined;
	}
	return fields;
}

function tokenAt(line: string, start: number): { token: Token; end: number } | undefined {
	let [text, quoted, inside, position] = ["", line[start] === '"', false, start];
	for (; position < line.length; position++) {
		const character = line[position] as string;
		if (character === '"') {
			if (inside && line[position + 1] === '"') {
				text += '"';
				position++;
			} else inside = !inside;
			continue;
		}
		if (!inside && (/\s/.test(character) || character === "," || character === "#")) break;
		text += character;
	}
	return inside ? undefined : { token: { text, quoted }, end: position };
}
