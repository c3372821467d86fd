import { createHash } from "node:crypto";
import type { Alert, Digest, Message } from "../../core/alerts/alert.ts";

/** Where messages go that are too long for their target. */
export interface Overflow {
	/** Keeps the text and gives its address. The same key twice is no error. */
	put(key: string, text: string): Promise<string>;
}

/** A message without its long members: they are named in `omitted`, and the whole is at `whole.url` when there is a place for it. */
export type Shortened = (Alert | Digest) & {
	readonly omitted: readonly string[];
	readonly whole?: { readonly url: string; readonly sha256: string; readonly bytes: number };
};

const longMembers = ["alerts", "worst", "evidence", "examples", "unread", "previousDetail", "frameworks"];
/** Members that the schema requires stay, empty. */
const required = new Set(["alerts", "worst", "frameworks"]);

/** The message as JSON of at most `limit` bytes; the whole of what is too long goes to the overflow first. */
export async function fitted(message: Message, limit: number, overflow: Overflow | undefined): Promise<string> {
	const text = JSON.stringify(message);
	const bytes = Buffer.byteLength(text);
	if (bytes <= limit) return text;
	const url = await overflow?.put(`${message.type}s/${message.id}.json`, text);
	const whole = url === undefined ? {} : { whole: { url, sha256: createHash("sha256").update(text).digest("hex"), bytes } };
	const omitted: string[] = [];
	const short: Record<string, unknown> = { ...message };
	for (const name of longMembers) {
		if (!(name in short)) continue;
		omitted.push(name);
		if (required.has(name)) short[name] = [];
		else delete short[name];
		const fits = JSON.stringify({ ...short, omitted, ...whole });
		if (Buffer.byteLength(fits) <= limit) return fits;
	}
	// Every other text of an alert is clipped far below any limit.
	return JSON.stringify({ ...short, omitted, ...whole } satisfies Partial<Shortened>);
}
