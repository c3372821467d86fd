/** Objects as the API gives them are of no certain shape: custom resources above all. These read them without ever throwing. */
export type JsonRecord = Readonly<Record<string, unknown>>;

const nothing: JsonRecord = {};

/** The value as an object; empty for anything else. */
export const record = (value: unknown): JsonRecord =>
	typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonRecord) : nothing;

/** The value as a list; empty for anything else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The list's members as objects. */
export const records = (value: unknown): readonly JsonRecord[] => list(value).map(record);

/** A text that is not empty. */
export const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** The texts of a list. */
export const texts = (value: unknown): string[] => list(value).filter((item) => typeof item === "string");

/** A whole number, also when it is written as digits. */
export function integer(value: unknown): number | undefined {
	const number = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
	return Number.isSafeInteger(number) ? (number as number) : undefined;
}

export const flag = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

/** What lies under the keys, one in the other. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
	let current = value;
	for (const key of keys) {
		const object = record(current);
		current = Object.hasOwn(object, key) ? object[key] : undefined;
	}
	return current;
}

/** The members of an object that are texts, numbers or truth values, as texts. */
export const scalars = (value: unknown): [string, string][] =>
	Object.entries(record(value)).flatMap(([key, item]): [string, string][] =>
		typeof item === "string" || typeof item === "number" || typeof item === "boolean" ? [[key, String(item)]] : [],
	);

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
	[K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without the fields that are undefined. */
export const defined = <T extends object>(object: T): Defined<T> =>
	Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
