import { createHash } from "node:crypto";
import { parse, stringify } from "yaml";
import { sprintf } from "./sprintf.ts";

/** JSON text that is not to be parsed and written again, because its numbers are larger than a double holds exactly. */
export class ExactJson {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

/** What a policy calls outside WebAssembly. Undefined makes the expression undefined, as an error in a built-in function does in OPA. */
export type Builtin = (...values: never[]) => unknown;

const millisecond = 1_000_000n;

/** `time.now_ns` is the time of judging: two policies, and two runs over the same documents, see the same. `now` in milliseconds. */
export const builtinsAt = (now: number): ReadonlyMap<string, Builtin> =>
	new Map<string, Builtin>([
		["sprintf", (format: string, values: unknown[]) => sprintf(format, values)],
		["trace", () => true],
		["time.now_ns", () => new ExactJson(String(BigInt(now) * millisecond))],
		["time.parse_rfc3339_ns", parseTime],
		["time.parse_duration_ns", (text: string) => durationOf(text)],
		["time.date", (time: unknown) => parts(time, (t) => [t.year, t.month, t.day])],
		["time.clock", (time: unknown) => parts(time, (t) => [t.hour % 24, t.minute, t.second])],
		["time.weekday", (time: unknown) => parts(time, (t) => t.weekday)],
		["time.add_date", addDate],
		["time.format", (time: unknown) => (typeof time === "number" ? new Date(time / 1e6).toISOString().replace(/\.?0*Z$/, "Z") : undefined)],
		["json.is_valid", (text: unknown) => typeof text === "string" && attempt(() => JSON.parse(text)) !== undefined],
		["yaml.is_valid", (text: unknown) => typeof text === "string" && attempt(() => parse(text)) !== undefined],
		["yaml.unmarshal", (text: string) => attempt(() => parse(text))],
		["yaml.marshal", (value: unknown) => stringify(value)],
		["regex.split", (pattern: string, text: string) => attempt(() => text.split(new RegExp(pattern)))],
		[
			"regex.replace",
			(text: string, pattern: string, by: string) => attempt(() => text.replace(new RegExp(pattern, "g"), replacement(by))),
		],
		["crypto.sha256", (text: string) => createHash("sha256").update(text).digest("hex")],
		["semver.is_valid", (text: unknown) => typeof text === "string" && version(text) !== undefined],
		["semver.compare", compareVersions],
	]);

function attempt<T>(operation: () => T): T | undefined {
	try {
		return operation();
	} catch {
		return undefined;
	}
}

/** Go's `$1` and `${1}` mean in JavaScript `$1`; `$$` is the same in both. */
const replacement = (by: string): string => by.replace(/\$\{(\d+)\}/g, "$$$1");

function parseTime(text: unknown): ExactJson | undefined {
	const match = typeof text === "string" ? /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d\d:\d\d)$/.exec(text) : null;
	const whole = match ? Date.parse(`${match[1]}${match[3]}`) : Number.NaN;
	if (!match || Number.isNaN(whole)) return undefined;
	return new ExactJson(String(BigInt(whole) * millisecond + BigInt((match[2] ?? "0").padEnd(9, "0"))));
}

const units: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12 };

/** Nanoseconds of Go's duration text, such as `1h30m`. */
function durationOf(text: unknown): number | undefined {
	if (text === "0") return 0;
	if (typeof text !== "string" || !/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return undefined;
	const sum = [...text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)].reduce(
		(total, [, value, unit]) => total + Number(value) * (units[unit ?? ""] ?? 0),
		0,
	);
	return Math.trunc(text.startsWith("-") ? -sum : sum);
}

interface Parts {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	readonly weekday: string;
}

/** Of nanoseconds, or of `[nanoseconds, time zone]`. */
function parts<T>(time: unknown, of: (parts: Parts) => T): T | undefined {
	const [ns, timeZone] = Array.isArray(time) ? time : [time, "UTC"];
	if (typeof ns !== "number") return undefined;
	return attempt(() => {
		const format = new Intl.DateTimeFormat("en-US", {
			timeZone: timeZone === "" ? "UTC" : timeZone,
			hourCycle: "h23",
			year: "numeric",
			month: "numeric",
			day: "numeric",
			hour: "numeric",
			minute: "numeric",
			second: "numeric",
			weekday: "long",
		});
		const found = Object.fromEntries(format.formatToParts(Math.floor(ns / 1e6)).map(({ type, value }) => [type, value]));
		const number = (name: string) => Number(found[name]);
		return of({
			year: number("year"),
			month: number("month"),
			day: number("day"),
			hour: number("hour"),
			minute: number("minute"),
			second: number("second"),
			weekday: found.weekday ?? "",
		});
	});
}

function addDate(ns: unknown, years: unknown, months: unknown, days: unknown): ExactJson | undefined {
	if (typeof ns !== "number" || typeof years !== "number" || typeof months !== "number" || typeof days !== "number") return undefined;
	const date = new Date(Math.floor(ns / 1e6));
	date.setUTCFullYear(date.getUTCFullYear() + years, date.getUTCMonth() + months, date.getUTCDate() + days);
	return Number.isNaN(date.getTime()) ? undefined : new ExactJson(String(BigInt(date.getTime()) * millisecond));
}

const version = (text: string): { core: number[]; pre: string[] } | undefined => {
	const match = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text);
	return match ? { core: [match[1], match[2], match[3]].map(Number), pre: match[4]?.split(".") ?? [] } : undefined;
};

/** Semantic Versioning 2.0.0, section 11. */
function compareVersions(a: unknown, b: unknown): number | undefined {
	const left = typeof a === "string" ? version(a) : undefined;
	const right = typeof b === "string" ? version(b) : undefined;
	if (!left || !right) return undefined;
	for (const [index, value] of left.core.entries()) {
		const difference = value - (right.core[index] ?? 0);
		if (difference !== 0) return Math.sign(difference);
	}
	if (left.pre.length === 0 || right.pre.length === 0) return Math.sign(right.pre.length - left.pre.length);
	for (const [index, value] of left.pre.entries()) {
		const other = right.pre[index];
		if (other === undefined) return 1;
		if (value === other) continue;
		const [numeric, otherNumeric] = [/^\d+$/.test(value), /^\d+$/.test(other)];
		if (numeric && otherNumeric) return Math.sign(Number(value) - Number(other));
		if (numeric !== otherNumeric) return numeric ? -1 : 1;
		return value < other ? -1 : 1;
	}
	return left.pre.length < right.pre.length ? -1 : 0;
}
