import type { Row, SqlPort } from "../../../shared/connect/port.ts";
import { seen, unread } from "../../../shared/core/observed.ts";

/** Answers by statement; a statement without an answer is denied. Records what was asked. */
export function fakePort(answers: ReadonlyMap<string, readonly Row[]>): SqlPort & { readonly asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		async query(operation, sql) {
			asked.push(sql);
			const rows = answers.get(sql.replace(/ LIMIT \d+$/, ""));
			return rows
				? seen(rows)
				: unread({ service: "postgres", operation, cause: "denied", message: `permission denied for view ${operation}` });
		},
	};
}
