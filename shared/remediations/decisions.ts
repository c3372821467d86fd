import type { Unread } from "../core/observed.ts";
import type { ApiCall, ApiName, Decision, JsonObject, Plan, Reading, RefusalReason } from "./action.ts";

export const compliant = (detail: string): Decision => ({ kind: "compliant", detail });

export const busy = (detail: string): Decision => ({ kind: "busy", detail });

export const refused = (reason: RefusalReason, detail: string): Decision => ({ kind: "refused", reason, detail });

export const planned = (plan: Plan): Decision => ({ kind: "plan", ...plan });

/** A call as data. */
export const apiCall = (api: ApiName, input: JsonObject, does: string): ApiCall => ({ api, input, does });

/** The same call, made only once the resource takes changes again. */
export const afterSettling = (call: ApiCall): ApiCall => ({ ...call, afterSettling: true });

/** What a failed call says of the resource: that it is gone, or that it could not be read. */
export const unreadable = ({ unread }: { readonly unread: Unread }, what: string): Reading<never> =>
	unread.cause === "notFound" ? { gone: `${what} does not exist.` } : { unread };

/** Each value once, in an order that does not hang on AWS. */
export const sortedSet = (values: readonly string[]): string[] => [...new Set(values)].sort();
