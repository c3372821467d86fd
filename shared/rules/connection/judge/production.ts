import { need } from "../../../core/observed.ts";
import { string } from "../../../core/parameters.ts";
import type { DatabaseConnection } from "../../../core/resources/index.ts";

/** What a connection counts as when nothing tells whether it is production. */
export const unclassified = string(
	"unknown",
	"What a connection counts as when no tag, label or name tells: unknown leaves the verdict open.",
	["unknown", "production", "other"],
);

/** Is it production? Throws `Unobserved` when nothing tells and the configuration does not decide. */
export const isProduction = ({ production }: DatabaseConnection, otherwise: string): boolean =>
	"unread" in production && otherwise !== "unknown" ? otherwise === "production" : need(production);
