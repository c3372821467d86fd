import type { ApiCall, Decision, JsonObject } from "../action.ts";
import { apiCall, refused, sortedSet } from "../decisions.ts";

/** A fact that the decision needs and that AWS left out. */
export const notReported = (name: string, field: string): Decision => refused("unknown", `AWS did not report ${field} of ${name}.`);

/** A call of RDS as data. */
export const rdsCall = (operation: string, input: JsonObject, does: string): ApiCall => apiCall(`rds:${operation}`, input, does);

/** The identifier at the end of an ARN of RDS; that of a snapshot may hold colons itself. */
export const identifierOf = (arn: string): string => arn.split(":").slice(6).join(":");

/** Only what has a value: inputs are JSON, which knows no undefined. */
export const defined = (fields: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject =>
	Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined));

/** The members, each once, in an order that AWS's own order does not change. */
export const sorted = (values: readonly string[] | undefined): string[] => sortedSet(values ?? []);
