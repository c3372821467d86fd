import { ConfigError } from "../../core/errors.ts";
import type { Unread } from "../../core/observed.ts";
import { printable } from "../../core/printable.ts";
import { addressOf } from "../../sinks/s3/layout.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { failedPart, splitPart } from "./item-kinds.ts";
import { stateLayout } from "./layout.ts";
import type { PublishRequest } from "./messages.ts";
import { partName } from "./parts.ts";

/** That a scope could not be read to its end, as it was when it was first told. */
export interface FailureRecord {
	/** ISO 8601. */
	readonly at: string;
	readonly reason: Unread;
	/** Keys of the parts that had been read. */
	readonly parts: readonly string[];
}

/** Writes down that a scope failed, or gives what was written down before: a second delivery must say the same. `now` in milliseconds. */
export async function failureOf(
	{ run, item }: PublishRequest,
	failed: NonNullable<PublishRequest["failed"]>,
	now: number,
	state: ObjectStore,
): Promise<FailureRecord> {
	const key = stateLayout.work(run, item.scope, failedPart).replace(/\.gz$/, "");
	const known = await recorded(state, key);
	if (known) return known;
	// Parts may be there of which Step Functions never heard.
	const listed = await state.list(stateLayout.workOf(run, item.scope));
	const parts = listed.flatMap((object) => {
		const name = partName(run, item.scope, object.key);
		return object.key === key || name === splitPart ? [] : [object.key];
	});
	const record: FailureRecord = { at: new Date(now).toISOString(), reason: reasonOf(failed), parts };
	if (await state.put(key, Buffer.from(`${JSON.stringify(record)}\n`), "application/json", { absent: true })) return record;
	const first = await recorded(state, key);
	if (!first) throw new ConfigError(`${addressOf(state.bucket, key)} is written by somebody else now. Publish again.`);
	return first;
}

async function recorded(state: ObjectStore, key: string): Promise<FailureRecord | undefined> {
	const stored = await state.get(key);
	return stored && (JSON.parse(Buffer.from(stored.body).toString("utf8")) as FailureRecord);
}

/** The longest message that is kept, in characters. */
const longest = 300;

/** Why, as findings show it. The cause of a Lambda function is JSON with its message. */
function reasonOf({ Error: name, Cause: cause = "" }: NonNullable<PublishRequest["failed"]>): Unread {
	let text = cause;
	try {
		const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
		if (typeof errorMessage === "string") text = errorMessage;
	} catch {
		// A sentence then, as of a time-out.
	}
	const timedOut = /Timeout|timed out/i.test(`${name} ${text}`);
	const message = printable(`The scope could not be read to its end (${name})${text === "" ? "." : `: ${text}`}`);
	return {
		service: "parapet",
		operation: "scan-scope",
		cause: timedOut ? "timeout" : "other",
		message: message.length > longest ? `${message.slice(0, longest - 1)}…` : message,
	};
}
