import { explainUnread, type Observed, type Unread } from "../observed.ts";
import type { Reasons } from "./types.ts";

/** Takes facts for a record and remembers why some are null. */
export interface Notes {
	/** The value, or null. */
	take<T>(field: string, fact: Observed<T>): T | null;
	/** The value, or null when the service left it out. */
	reported<T>(field: string, value: T | undefined, awsField: string): T | null;
	miss(field: string, reason: string): null;
	/** What goes into the record. */
	end(): { readonly reasons?: Reasons };
}

/** What the join of connections could not conclude is no call that failed. */
const reasonOf = (reason: Unread): string => (reason.service === "connection" ? reason.message : explainUnread(reason));

/** Notes for one record. */
export function notes(): Notes {
	const reasons: Record<string, string> = {};
	const miss = (field: string, reason: string): null => {
		reasons[field] = reason;
		return null;
	};
	return {
		miss,
		take: (field, fact) => ("value" in fact ? fact.value : miss(field, reasonOf(fact.unread))),
		reported: (field, value, awsField) => (value === undefined ? miss(field, `AWS did not report ${awsField}.`) : value),
		end: () => (Object.keys(reasons).length === 0 ? {} : { reasons }),
	};
}
