import { createHmac, timingSafeEqual } from "node:crypto";

/** A request as it came, before anything of it is believed. */
export interface SignedRequest {
	/** `X-Slack-Request-Timestamp`, seconds since the epoch. */
	readonly timestamp: string | undefined;
	/** `X-Slack-Signature`. */
	readonly signature: string | undefined;
	/** The bytes of the body. */
	readonly body: Uint8Array;
}

/** How far Slack's clock and ours may be apart, in seconds; what is older may be somebody's copy. */
const window = 300;

/**
 * Does the request come from Slack, and just now? `now` in milliseconds. Gives what is wrong, for the log alone:
 * https://docs.slack.dev/authentication/verifying-requests-from-slack.
 */
export function signatureProblem(
	{ timestamp, signature, body }: SignedRequest,
	secret: string,
	now: number,
): "missing" | "out of time" | "wrong" | undefined {
	if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return "missing";
	const expected = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest();
	const given = /^v0=([0-9a-f]{64})$/.exec(signature)?.[1];
	if (given === undefined || !timingSafeEqual(expected, Buffer.from(given, "hex"))) return "wrong";
	return Math.abs(now / 1000 - Number(timestamp)) > window ? "out of time" : undefined;
}
