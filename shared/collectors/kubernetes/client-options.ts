import type { Variable } from "./environment.ts";

/** A longer line is not taken apart. */
const maximumLength = 16_384;

/** Programs that connect to a database, with what their short options stand for. What they do without an option their variables say. */
const programs: readonly { readonly pattern: RegExp; readonly family: string; readonly short: Readonly<Record<string, string>> }[] = [
	{
		pattern: /(^|\/)(psql|pg_dump|pg_dumpall|pg_restore|pg_basebackup|pgbench|vacuumdb|reindexdb)$/,
		family: "pg",
		short: { h: "host", p: "port", U: "username", d: "dbname" },
	},
	{
		pattern: /(^|\/)(mysql|mysqldump|mysqladmin|mysqlsh|mysqlpump|mydumper|mariadb|mariadb-dump|mariadb-admin|mariadb-backup)$/,
		family: "mysql",
		short: { h: "host", P: "port", u: "user", D: "database" },
	},
];

/**
 * What the options of a command say, as if they were variables: `--db-host=x` of any program, and `-h x` of PostgreSQL's and MySQL's own, which may also
 * stand in a shell's line. Each program is a group of its own; its name is what variables of its family are called by.
 */
export function optionsAsVariables(command: readonly string[]): { readonly name: string; readonly variable: Variable }[] {
	const lines = command
		.filter((argument) => /\s/.test(argument) && argument.length <= maximumLength)
		.flatMap((line) => line.split(/[|;&\n]+/).map(wordsOf));
	return [command, ...lines].flatMap((words, index) => {
		const start = words.findIndex((word) => programs.some(({ pattern }) => pattern.test(word)));
		const program = programs.find(({ pattern }) => pattern.test(words[start] ?? ""));
		// In a shell's line only what is known is a command: everything else may be anything.
		if (!program) return index === 0 ? longOptions(words).map(([option, value]) => asVariable(option, option, value)) : [];
		const options = words.slice(start + 1);
		return [...longOptions(options), ...shortOptions(options, program.short)].map(([option, value]) =>
			asVariable(`${program.family}-${program.short[option] ?? option}`, option, value),
		);
	});
}

const asVariable = (name: string, option: string, value: string) => {
	const written = option.length === 1 ? `-${option}` : `--${option}`;
	return { name, variable: { name: written, value, place: written } };
};

/** A dollar of the shell's, which is put in when it runs, makes a value unknown. */
const wordsOf = (line: string): string[] => [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ""));

const longOptions = (words: readonly string[]): [string, string][] =>
	words.flatMap((word, index): [string, string][] => {
		const [, option, value] = /^--([A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(word) ?? [];
		const next = words[index + 1];
		if (option === undefined) return [];
		return value !== undefined ? [[option, value]] : next === undefined || next.startsWith("-") ? [] : [[option, next]];
	});

const shortOptions = (words: readonly string[], short: Readonly<Record<string, string>>): [string, string][] =>
	words.flatMap((word, index): [string, string][] => {
		const [, option = "", attached] = /^-([A-Za-z])(.*)$/s.exec(word) ?? [];
		const value = attached === "" ? words[index + 1] : attached;
		return Object.hasOwn(short, option) && value !== undefined && !value.startsWith("-") ? [[option, value]] : [];
	});
