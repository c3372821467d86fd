import { type Http, type HttpRequest, NoAnswer, retryAfter } from "../http.ts";
import type { Outcome } from "../outbox/target.ts";

/** One POST to a service that answers with a status alone; `who` names it in reasons. */
export async function postTo(who: string, request: HttpRequest, http: Http, now: () => number): Promise<Outcome> {
	try {
		const response = await http(request);
		const { status } = response;
		if (status >= 200 && status < 300) return { outcome: "sent" };
		const reason = `${who} answered with ${status}`;
		if (status === 429 || status === 408 || status >= 500) {
			const afterMs = retryAfter(response, now());
			return { outcome: "retry", reason, uncertain: status !== 429, ...(afterMs === undefined ? {} : { afterMs }) };
		}
		// Only these say that the message is at fault, and not the address or the key.
		return { outcome: status === 400 || status === 413 || status === 415 || status === 422 ? "rejected" : "refused", reason };
	} catch (error) {
		if (!(error instanceof NoAnswer)) throw error;
		return { outcome: "retry", reason: error.message, uncertain: error.uncertain };
	}
}
