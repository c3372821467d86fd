import { readFile, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { certificates } from "../certificates.ts";
import { directoryWith } from "../terminal.ts";

/** Answers one request; what it leaves open stays open. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A request that came; `certified` when the client showed a certificate of the server's authority. */
export interface Recorded {
	readonly url: string;
	readonly headers: IncomingMessage["headers"];
	readonly certified: boolean;
}

/** A TLS server with an authority of its own, for what happens on the wire; the real API server is in server.ts. */
export interface HttpsServer {
	readonly url: string;
	/** PEM. */
	readonly authority: string;
	/** What answers from now on; requests and connections are counted anew. */
	answer(handler: Handler): void;
	readonly requests: readonly Recorded[];
	/** A certificate of its authority with the key, PEM; good for clients too. */
	readonly identity: { readonly certificate: string; readonly key: string };
	readonly connections: () => number;
	/** Path of a new file with this text, gone with the server. */
	file(name: string, text: string): Promise<string>;
	stop(): Promise<void>;
}

/** Starts a server whose certificate is for localhost only. */
export async function startHttps(): Promise<HttpsServer> {
	const place = await directoryWith();
	const files = await certificates(place.root);
	const [cert, key, authority] = await Promise.all([files.certificate, files.key, files.authority].map((path) => readFile(path, "utf8")));
	let handler: Handler = (_, response) => response.end();
	const requests: Recorded[] = [];
	let connections = 0;
	const server: Server = createServer({ cert, key, ca: authority, requestCert: true, rejectUnauthorized: false }, (request, response) => {
		const certified = (request.socket as TLSSocket).authorized;
		requests.push({ url: request.url ?? "", headers: request.headers, certified });
		handler(request, response);
	});
	server.on("secureConnection", () => {
		connections++;
	});
	server.on("tlsClientError", () => {});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `https://localhost:${(server.address() as AddressInfo).port}`,
		authority: authority ?? "",
		requests,
		identity: { certificate: cert ?? "", key: key ?? "" },
		connections: () => connections,
		answer(next) {
			handler = next;
			requests.length = 0;
			connections = 0;
			server.closeAllConnections();
		},
		async file(name, text) {
			await writeFile(place.path(name), text);
			return place.path(name);
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			await place.remove();
		},
	};
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): void {
	response.writeHead(status, { "content-type": "application/json", ...headers });
	response.end(JSON.stringify(body));
}

/** The API server's own words for a refusal. */
export const status = (code: number, message: string) => ({ kind: "Status", apiVersion: "v1", status: "Failure", message, code });
