import { createHash } from "node:crypto";
import type { Scope } from "../scope.ts";

/** Longer names are cut and get a digest, so that keys stay far below the 1,024 bytes of S3. */
const longest = 200;

/**
 * The name of a scope in keys: `111122223333.eu-west-1`, `111122223333.global`, `111122223333.eu-west-1.prod` for a cluster, `outside` for what
 * no AWS account hosts and `outside.prod` for a cluster there. Only letters, digits, `-`, `_`, `.` and `!`; different scopes have different names.
 */
export function scopeName({ account, region, cluster }: Scope): string {
	const place = account === "-" ? "outside" : `${encoded(account)}.${encoded(region)}`;
	return cluster === undefined ? place : `${place}.${encoded(cluster)}`;
}

/** Every other character, dots too, becomes `!` and two hexadecimal digits for each byte of its UTF-8. */
function encoded(text: string): string {
	const safe = text.replace(/[^A-Za-z0-9_-]/gu, (character) =>
		[...new TextEncoder().encode(character)].map((byte) => `!${byte.toString(16).padStart(2, "0")}`).join(""),
	);
	if (safe.length <= longest) return safe;
	// The cut may fall into an escape, which the mark `!x` cannot be a part of.
	return `${safe.slice(0, longest - 34)}!x${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
}
