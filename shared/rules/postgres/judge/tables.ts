import { need } from "../../../core/observed.ts";
import { strings } from "../../../core/parameters.ts";
import type { PostgresServer } from "../../../core/resources/index.ts";
import type { PostgresTable } from "../../../core/resources/postgres.ts";

/** The parameter of the rules about sensitive tables. */
export const sensitiveWords = strings(
	["sensitive", "confidential", "pii", "credential", "password", "credit_card", "card_number", "patient", "salary", "ssn"],
	"Words that mark a table as sensitive when they stand in its name or its comment, in any case.",
);

/** Tables whose name or comment has one of the words, between other characters than letters. */
export function sensitiveTables(server: PostgresServer, words: readonly string[]): PostgresTable[] {
	const parts = words.filter((word) => word !== "").map((word) => word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	const pattern = new RegExp(`(^|[^\\p{L}])(${parts.join("|")})s?([^\\p{L}]|$)`, "u");
	return need(server.tables).filter(({ name, comment }) => parts.length > 0 && pattern.test(`${name}\n${comment ?? ""}`.toLowerCase()));
}

/** `schema.table`. */
export const tableName = ({ schema, name }: Pick<PostgresTable, "schema" | "name">): string => `${schema}.${name}`;
