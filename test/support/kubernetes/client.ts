import { Agent, request as send } from "node:https";

/** An answer of the API server: parsed when it is JSON, else the text. */
export interface Answer {
	readonly status: number;
	// biome-ignore lint/suspicious/noExplicitAny: tests reach into objects of every kind.
	readonly body: any;
}

/** One call with any token; an error status is an answer, not an exception. */
export type Call = (
	method: string,
	path: string,
	options?: { readonly token?: string; readonly body?: unknown; readonly contentType?: string },
) => Promise<Answer>;

/** A client of a server with a certificate authority of its own. */
export function apiClient(url: string, authority: () => string, token: string): { call: Call; close(): void } {
	const agent = new Agent({ keepAlive: true, maxSockets: 16 });
	return {
		call: (method, path, options = {}) =>
			new Promise((resolve, reject) => {
				const body = options.body === undefined ? undefined : JSON.stringify(options.body);
				const headers = {
					authorization: `Bearer ${options.token ?? token}`,
					accept: "application/json",
					...(body === undefined
						? {}
						: { "content-type": options.contentType ?? "application/json", "content-length": Buffer.byteLength(body) }),
				};
				const outgoing = send(new URL(path, url), { method, headers, agent, ca: authority(), timeout: 60_000 }, (incoming) => {
					let text = "";
					incoming.setEncoding("utf8");
					incoming.on("data", (chunk: string) => {
						text += chunk;
					});
					incoming.on("error", reject);
					incoming.on("end", () => {
						const json = incoming.headers["content-type"]?.includes("json");
						resolve({ status: incoming.statusCode ?? 0, body: json ? JSON.parse(text) : text });
					});
				});
				outgoing.on("timeout", () => outgoing.destroy(new Error(`${method} ${path}: no answer in a minute`)));
				outgoing.on("error", reject);
				outgoing.end(body);
			}),
		close: () => agent.destroy(),
	};
}
