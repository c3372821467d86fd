import type { UnreadCause } from "../core/observed.ts";
import type { HttpAnswer } from "./http.ts";

/** A JSON object from the API. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The answer as an object; undefined when it is none. */
export function parseObject(text: string): JsonObject | undefined {
	try {
		const data: unknown = JSON.parse(text);
		return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as JsonObject) : undefined;
	} catch {
		return undefined;
	}
}

/** The cause that an answer other than 200 stands for. A 404 counts only in the words of an API server: a proxy's says nothing of the cluster. */
export function causeOfStatus(answer: HttpAnswer): UnreadCause {
	const { status } = answer;
	if (status === 401 || status === 403 || status === 407) return "denied";
	if (status === 404) return isStatus(answer) || /^404 page not found\s*$/.test(answer.body) ? "notFound" : "malformed";
	if (status === 429) return "throttled";
	if (status === 408 || status === 504) return "timeout";
	if (status === 502 || status === 503) return "network";
	if (status === 405 || status === 406 || status === 501) return "unsupported";
	return status >= 300 && status < 400 ? "malformed" : "other";
}

/** The message of the API server's Status, else the number. */
export function explainStatus(answer: HttpAnswer): string {
	const { status, headers } = answer;
	const message = isStatus(answer) ? parseObject(answer.body)?.message : undefined;
	if (typeof message === "string" && message !== "") return message;
	if (status >= 300 && status < 400)
		return `The server redirects (${status}) to ${headers.location ?? "nowhere"}; name the API server itself.`;
	return `The server answered with ${status}${/json/i.test(headers["content-type"] ?? "") ? "" : ", not in the way of a Kubernetes API"}.`;
}

const isStatus = ({ body }: HttpAnswer): boolean => parseObject(body)?.kind === "Status";

/** How long the server asks to wait, in milliseconds: by Retry-After in seconds, which is what API servers send. */
export function askedPause({ headers }: HttpAnswer): number | undefined {
	const seconds = Number(headers["retry-after"]);
	return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
