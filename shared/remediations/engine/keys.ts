import type { RepairTarget } from "../action.ts";
import { sha256 } from "./canonical.ts";

/** Keys of documents. */
export const keys = {
	attempt: (id: string): string => `attempts/v1/${id}.json`,
	attempts: "attempts/v1/",
	/** A mark for each attempt that is not over, so that finding them reads no others. */
	open: (id: string): string => `open/v1/${id}.json`,
	allOpen: "open/v1/",
	/** What was done to a resource, and who does something now. */
	ledger: (target: Pick<RepairTarget, "account" | "region" | "arn">): string =>
		`ledger/v1/${target.account}-${target.region}-${sha256(target.arn).slice(0, 24)}.json`,
	/** What was changed in an hour: `2026-11-24T18`. */
	budget: (hour: string): string => `budget/v1/${hour}.json`,
	/** While it is there, nothing is changed. */
	pause: "pause.json",
} as const;

/** The id in the key of an attempt or of its mark. */
export const idIn = (key: string): string => key.replace(/^.*\//, "").replace(/\.json$/, "");

/** The nth attempt at a repair of a resource: whoever works it out again gets the same. */
export const attemptId = (action: string, { arn, account, region }: RepairTarget, part: string): string =>
	`${action}-${sha256(`${arn}\n${account}\n${region}\n${action}\n${part}`).slice(0, 12)}`;

/** `2026-11-24T18`. */
export const hourOf = (at: number): string => new Date(at).toISOString().slice(0, 13);
