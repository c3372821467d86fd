import { gunzipSync, gzipSync } from "node:zlib";

/** From here on, in characters, compression is worth that nobody can read the object as it is. */
const longText = 32_768;

/** A value as a text for a store; long ones are compressed, since thousands of alerts have much in common. */
export function packed(value: unknown): string {
	const text = JSON.stringify(value);
	return text.length < longText ? text : JSON.stringify({ gzip: gzipSync(text).toString("base64") });
}

/** What `packed` made. */
export function unpacked<T>(text: string): T {
	const value = JSON.parse(text) as T | { readonly gzip: string };
	if (typeof value !== "object" || value === null || !("gzip" in value)) return value as T;
	return JSON.parse(gunzipSync(Buffer.from(value.gzip, "base64")).toString("utf8")) as T;
}
