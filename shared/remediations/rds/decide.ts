import type { ApiCall, Decision, JsonObject, Plan, RefusalReason } from "../action.ts";

export const refused = (reason: RefusalReason, detail: string): Decision => ({ kind: "refused", reason, detail });
export const busy = (detail: string): Decision => ({ kind: "busy", detail });
export const compliant = (detail: string): Decision => ({ kind: "compliant", detail });
export const planned = (plan: Plan): Decision => ({ kind: "plan", ...plan });

/** A fact that the decision needs and that AWS left out. */
export const notReported = (name: string, field: string): Decision => refused("unknown", `AWS did not report ${field} of ${name}.`);

/** A call of RDS as data. */
export const rdsCall = (operation: string, input: JsonObject, does: string): ApiCall => ({ api: `rds:${operation}`, input, does });

/** The call is made only once the resource takes changes again. */
export const afterSettling = (call: ApiCall): ApiCall => ({ ...call, afterSettling: true });

/** The identifier at the end of an ARN of RDS; that of a snapshot may hold colons itself. */
export const identifierOf = (arn: string): string => arn.split(":").slice(6).join(":");

/** Only what has a value: inputs are JSON, which knows no undefined. */
export const defined = (fields: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject =>
	Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined));

/** The members, each once, in an order that AWS's own order does not change. */
export const sorted = (values: readonly string[] | undefined): string[] => [...new Set(values ?? [])].sort();
