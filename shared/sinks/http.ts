import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";

/** A POST, or a GET without a body. The address may be a secret: it is in no error. */
export interface HttpRequest {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Milliseconds for the whole exchange. */
	readonly timeout: number;
}

/** An answer, whatever its status. Names of headers are in lower case. */
export interface HttpResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	readonly body: string;
}

/** Sends a request; rejects with `NoAnswer` when there is no whole answer. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** There was no whole answer. `uncertain`: the other side may have acted all the same. */
export class NoAnswer extends Error {
	override readonly name = "NoAnswer";
	readonly uncertain: boolean;

	constructor(message: string, uncertain: boolean) {
		super(message);
		this.uncertain = uncertain;
	}
}

/** More than this is no answer of a service that takes messages, in bytes. */
const largestAnswer = 8 * 1024 * 1024;

/** What failed before a byte of the request could arrive. */
const neverArrived = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** HTTP by Node's own client. Redirects are not followed: the next server might be anybody's. */
export const http: Http = ({ url, headers, body, timeout }) =>
	new Promise((resolve, reject) => {
		const address = new URL(url);
		const send = address.protocol === "https:" ? requestSecure : requestPlain;
		let late = false;
		const request = send(address, {
			method: body === undefined ? "GET" : "POST",
			headers: { ...headers, ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }) },
		});
		const timer = setTimeout(() => {
			late = true;
			request.destroy();
		}, timeout);
		const fail = (error: NodeJS.ErrnoException) => {
			clearTimeout(timer);
			// The message of an error may hold the address; its code does not.
			const code = error.code ?? "the connection broke off";
			const early = !late && (neverArrived.has(code) || /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code));
			reject(new NoAnswer(late ? `${address.host} did not answer within ${timeout / 1000} s` : `${address.host}: ${code}`, !early));
		};
		request.on("error", fail);
		request.on("response", (response) => {
			const chunks: Buffer[] = [];
			let size = 0;
			response.on("data", (chunk: Buffer) => {
				size += chunk.length;
				if (size <= largestAnswer) chunks.push(chunk);
				else request.destroy();
			});
			response.on("error", fail);
			// Cut off in the middle of an answer.
			response.on("aborted", () => fail({ code: undefined } as unknown as NodeJS.ErrnoException));
			response.on("end", () => {
				clearTimeout(timer);
				resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString("utf8") });
			});
		});
		request.end(body);
	});

/** The pause that a Retry-After header asks for, in milliseconds; at most an hour. Seconds or a date, which is compared with `now`. */
export function retryAfter({ headers }: HttpResponse, now: number): number | undefined {
	const value = [headers["retry-after"]].flat()[0];
	if (value === undefined) return undefined;
	const seconds = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now) / 1000;
	return Number.isFinite(seconds) ? Math.min(3_600_000, Math.max(0, Math.ceil(seconds * 1000))) : undefined;
}
