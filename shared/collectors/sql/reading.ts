import type { Row, SqlPort } from "../../connect/port.ts";
import { type Observed, seen, unread } from "../../core/observed.ts";

/** The most rows of one question that are kept: beyond it the answer counts as unread, because part of a list must not pass for the whole. */
export const maximumRows = 50_000;

/** One fact made of another, when that was read. */
export const mapSeen = <T, U>(fact: Observed<T>, change: (value: T) => U): Observed<U> =>
	"value" in fact ? seen(change(fact.value)) : fact;

/** Asks for all rows of a view and shapes each; an answer beyond `maximumRows`, or one that cannot be shaped, is unread. */
export async function readRows<T>(
	port: SqlPort,
	service: string,
	operation: string,
	sql: string,
	shape: (row: Row) => T,
	parameters?: readonly unknown[],
): Promise<Observed<T[]>> {
	const answer = await port.query(operation, `${sql} LIMIT ${maximumRows + 1}`, parameters);
	if ("unread" in answer) return answer;
	if (answer.value.length > maximumRows)
		return unread({ service, operation, cause: "skipped", message: `It has more than ${maximumRows} rows.` });
	try {
		return seen(answer.value.map(shape));
	} catch (error) {
		return unread({ service, operation, cause: "malformed", message: error instanceof Error ? error.message : String(error) });
	}
}

/** Asks for one row. */
export const readRow = async <T>(
	port: SqlPort,
	service: string,
	operation: string,
	sql: string,
	shape: (row: Row) => T,
): Promise<Observed<T>> => {
	const rows = await readRows(port, service, operation, sql, shape);
	const first = mapSeen(rows, ([row]) => row);
	if ("unread" in first) return first;
	if (first.value === undefined) return unread({ service, operation, cause: "malformed", message: "The answer is empty." });
	return seen(first.value);
};

/** A text; throws when the server sent none. */
export function text(row: Row, field: string): string {
	const value = row[field];
	if (typeof value !== "string") throw new TypeError(`The answer lacks ${field}.`);
	return value;
}

/** A text that may be NULL. */
export const optionalText = (row: Row, field: string): string | undefined =>
	row[field] === null || row[field] === undefined ? undefined : text(row, field);

/** A number, as a number or as digits. */
export function number(row: Row, field: string): number {
	const value = typeof row[field] === "string" && row[field] !== "" ? Number(row[field]) : row[field];
	if (typeof value !== "number" || !Number.isFinite(value)) throw new TypeError(`The answer lacks ${field}.`);
	return value;
}

/** A truth value, as PostgreSQL sends it or as MySQL's 0 and 1. */
export function flag(row: Row, field: string): boolean {
	const value = row[field];
	if (typeof value === "boolean") return value;
	if (value === 1 || value === "1") return true;
	if (value === 0 || value === "0") return false;
	throw new TypeError(`The answer lacks ${field}.`);
}

/** A list of texts; NULL is an empty list. */
export function texts(row: Row, field: string): string[] {
	const value = row[field] ?? [];
	if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) throw new TypeError(`The answer lacks ${field}.`);
	return value;
}
