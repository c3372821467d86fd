import { type IncomingMessage, request as requestPlain } from "node:http";
import { type RequestOptions, request as requestSecure } from "node:https";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { RequestFailed } from "./failure.ts";

/** How long a request may take, in milliseconds. */
export interface HttpTimeouts {
	/** Until the connection stands, TLS included. */
	readonly connect: number;
	/** Without a byte. */
	readonly idle: number;
	/** Altogether. */
	readonly total: number;
}

export const defaultTimeouts: HttpTimeouts = { connect: 10_000, idle: 30_000, total: 120_000 };

/** An answer, whatever its status; `body` is text. */
export interface HttpAnswer {
	readonly status: number;
	readonly headers: IncomingMessage["headers"];
	readonly body: string;
}

/** More than this in one answer is no page of a listing, in bytes. */
const maximumBody = 256 * 1024 * 1024;

/** A change of an object, as RFC 7386 describes it: only the members that it names. */
export interface MergePatch {
	readonly patch: object;
}

/** One GET, or PATCH when a change is given; rejects when there is no whole answer. Redirects are not followed: the next server might be anybody's. */
export function httpCall(
	url: URL,
	options: RequestOptions,
	timeouts: HttpTimeouts = defaultTimeouts,
	change?: MergePatch,
): Promise<HttpAnswer> {
	const body = change && Buffer.from(JSON.stringify(change.patch));
	const secure = url.protocol === "https:";
	return new Promise((resolve, reject) => {
		let late: RequestFailed | undefined;
		const request = (secure ? requestSecure : requestPlain)(url, {
			...options,
			method: body ? "PATCH" : "GET",
			headers: {
				accept: "application/json",
				"accept-encoding": "gzip",
				...options.headers,
				...(body ? { "content-type": "application/merge-patch+json", "content-length": body.length } : {}),
			},
		});
		const giveUp = (message: string) => {
			late ??= new RequestFailed("timeout", message);
			request.destroy(late);
		};
		const total = setTimeout(() => giveUp(`The answer was not whole within ${timeouts.total / 1000} s.`), timeouts.total);
		const connecting = setTimeout(
			() => giveUp(`${url.host} did not take the connection within ${timeouts.connect / 1000} s.`),
			timeouts.connect,
		);
		const connected = () => clearTimeout(connecting);
		const fail = (error: unknown) => {
			clearTimeout(total);
			clearTimeout(connecting);
			// A connection that is cut in the middle of an answer says only that it was cut, not by whom.
			reject(late ?? error);
		};
		request.on("socket", (socket) => {
			if (request.reusedSocket) connected();
			else socket.once(secure ? "secureConnect" : "connect", connected);
		});
		request.setTimeout(timeouts.idle, () => giveUp(`${url.host} said nothing for ${timeouts.idle / 1000} s.`));
		request.on("error", fail);
		request.on("response", (response) => {
			connected();
			readBody(response).then((body) => {
				clearTimeout(total);
				resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
			}, fail);
		});
		request.end(body);
	});
}

async function readBody(response: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	const keep = async (source: AsyncIterable<Buffer>) => {
		for await (const chunk of source) {
			size += chunk.length;
			if (size > maximumBody) throw new RequestFailed("malformed", `The answer is longer than ${maximumBody / 1024 / 1024} MB.`);
			chunks.push(chunk);
		}
	};
	if (response.headers["content-encoding"] === "gzip") await pipeline(response, createGunzip(), keep);
	else await pipeline(response, keep);
	return Buffer.concat(chunks).toString("utf8");
}
