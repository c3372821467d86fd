import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Outcome } from "./execution.ts";

/** The event that a function URL makes of a request (payload format 2.0). */
export function toProxyEvent(request: IncomingMessage, body: Buffer, path: string): object {
	const url = new URL(request.url ?? "/", "http://url");
	const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
	const text = /^(?:text\/|application\/(?:json|javascript|xml))/.test(headers["content-type"] ?? "");
	const host = "abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws";
	return {
		version: "2.0",
		routeKey: "$default",
		rawPath: path,
		rawQueryString: url.search.slice(1),
		headers: { ...headers, host, "x-forwarded-for": "192.0.2.1", "x-forwarded-port": "443", "x-forwarded-proto": "https" },
		...(url.search ? { queryStringParameters: Object.fromEntries(url.searchParams) } : {}),
		requestContext: {
			accountId: "anonymous",
			apiId: host.split(".")[0],
			domainName: host,
			domainPrefix: host.split(".")[0],
			http: { method: request.method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: headers["user-agent"] ?? "" },
			requestId: randomUUID(),
			routeKey: "$default",
			stage: "$default",
			time: new Date().toUTCString(),
			timeEpoch: Date.now(),
		},
		// Forms come in Base64, as from Lambda.
		...(body.length > 0 ? { body: text ? body.toString() : body.toString("base64") } : {}),
		isBase64Encoded: body.length > 0 && !text,
	};
}

/** What the caller of a function URL gets. */
export function fromProxyResult(outcome: Outcome | { readonly throttled: true }, response: ServerResponse): void {
	if ("throttled" in outcome) return void response.writeHead(429).end();
	if ("error" in outcome) return void response.writeHead(502).end("Internal Server Error");
	const result = JSON.parse(outcome.payload) as {
		statusCode?: number;
		headers?: Record<string, string>;
		body?: string;
		isBase64Encoded?: boolean;
	} | null;
	if (typeof result !== "object" || result === null || result.statusCode === undefined)
		return void response.writeHead(200, { "content-type": "application/json" }).end(outcome.payload);
	response.writeHead(result.statusCode, result.headers);
	response.end(result.isBase64Encoded ? Buffer.from(result.body ?? "", "base64") : (result.body ?? ""));
}
