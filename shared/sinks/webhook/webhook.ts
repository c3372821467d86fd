import { createHmac } from "node:crypto";
import type { Http } from "../http.ts";
import type { Clock } from "../outbox/store.ts";
import type { Target } from "../outbox/target.ts";
import { postTo } from "./answer.ts";

/** An address of one's own that takes alerts as JSON. */
export interface Webhook {
	readonly name: string;
	readonly url: string;
	/** Signs the body. */
	readonly secret: string;
}

/**
 * POSTs the message as it is. `parapet-signature: v1=<hex>` is the HMAC-SHA256 of `<parapet-timestamp>.<body>`; `parapet-delivery` is the
 * id, the same for every attempt, so that the receiver can drop what it has.
 */
export function webhook({ name, url, secret }: Webhook, http: Http, clock: Clock): Target {
	return {
		name,
		threads: false,
		concurrency: 4,
		send(message) {
			const body = JSON.stringify(message);
			const timestamp = String(Math.floor(clock.now() / 1000));
			const headers = {
				"content-type": "application/json; charset=utf-8",
				"parapet-delivery": message.id,
				"parapet-timestamp": timestamp,
				"parapet-signature": signature(secret, timestamp, body),
			};
			return postTo("The webhook", { url, headers, body, timeout: 15_000 }, http, clock.now);
		},
	};
}

const signature = (secret: string, timestamp: string, body: string): string =>
	`v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
