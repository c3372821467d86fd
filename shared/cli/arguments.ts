import { type ParseArgsOptionDescriptor, parseArgs } from "node:util";
import { ConfigError } from "../core/errors.ts";
import { suggestion } from "../runtime/suggestion.ts";

/** One option of a command, with what help says of it. */
export interface Option {
	readonly type: "string" | "boolean" | "list";
	/** The word for the value in help, e.g. FILE. */
	readonly value?: string;
	readonly help: string;
	readonly short?: string;
	/** A list whose values may hold commas: only repetition makes it longer. */
	readonly whole?: boolean;
	/** Closed set of values. */
	readonly allowed?: readonly string[];
}

export type Options = Readonly<Record<string, Option>>;

/** The values of declared options: `list` options may be repeated or separated by commas. */
export type Values<O extends Options> = {
	readonly [N in keyof O]?: O[N]["type"] extends "boolean" ? boolean : O[N]["type"] extends "list" ? string[] : string;
};

/** Parsed arguments of a command. */
export interface Parsed<O extends Options> {
	readonly values: Values<O>;
	readonly positionals: readonly string[];
}

/** Parses arguments against the declared options; a `ConfigError` names the argument and, where one is near, what was meant. */
export function parseArguments<const O extends Options>(args: readonly string[], options: O, command: string): Parsed<O> {
	const descriptors: Record<string, ParseArgsOptionDescriptor> = {};
	for (const [name, option] of Object.entries(options)) {
		descriptors[name] = {
			type: option.type === "boolean" ? "boolean" : "string",
			...(option.type === "list" ? { multiple: true } : {}),
			...(option.short ? { short: option.short } : {}),
		};
	}
	try {
		const { values, positionals } = parseArgs({ args: [...args], options: descriptors, allowPositionals: true, strict: true });
		return { values: normalise(values, options) as Values<O>, positionals };
	} catch (cause) {
		if (cause instanceof ConfigError) throw cause;
		throw new ConfigError(explain(cause as NodeJS.ErrnoException, options, command), { cause });
	}
}

function normalise(values: Readonly<Record<string, unknown>>, options: Options): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(values)) {
		const option = options[name];
		if (!option || value === undefined) continue;
		const list =
			option.type === "list" && !option.whole ? (value as string[]).flatMap((text) => text.split(",")).map((text) => text.trim()) : value;
		for (const text of [list].flat()) {
			if (text === "") throw new ConfigError(`--${name} needs a value.`);
			if (option.allowed && !option.allowed.includes(String(text))) {
				throw new ConfigError(
					`--${name} does not know "${text}"${suggestion(String(text), option.allowed)} Known: ${option.allowed.join(", ")}.`.replace(
						'" Known',
						'". Known',
					),
				);
			}
		}
		result[name] = list;
	}
	return result;
}

function explain(error: NodeJS.ErrnoException, options: Options, command: string): string {
	const unknown = /Unknown option '(-+)([^']*)'/.exec(error.message);
	if (unknown?.[2]) {
		const hint = suggestion(unknown[2], Object.keys(options)).replace('"', '"--');
		return `Unknown option ${unknown[1]}${unknown[2]}${hint || "."} See: parapet ${command} --help`;
	}
	const missing = /Option '(?:-\w, )?--([^ ']+) <value>' argument missing/.exec(error.message);
	if (missing?.[1])
		return `--${missing[1]} needs a value${options[missing[1]]?.value ? ` (${options[missing[1]]?.value})` : ""}. See: parapet ${command} --help`;
	return `${error.message.split("\n")[0]} See: parapet ${command} --help`;
}
