import { Agent, createServer, type IncomingMessage, request as open, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call to AWS, as far as it can be told from the request. */
export interface AwsCall {
	/** `s3 PUT /bucket/key`, `sns Publish`, `sqs SendMessage`. */
	readonly text: string;
	/** Does it change anything that stays? */
	readonly effect: boolean;
	readonly status: number;
}

/** The AWS endpoint of one process: it hands everything on to the emulator and counts. */
export interface Endpoint {
	readonly url: string;
	/** The calls since `begin`. */
	calls(): readonly AwsCall[];
	begin(): void;
	/** Counts a call that went another way. */
	note(call: AwsCall): void;
	stop(): Promise<void>;
}

/** The other end of a connection that is watched. `done` is called before the answer goes back; when it says so, the answer never does. */
export interface Watch {
	readonly target: string;
	readonly describe: (request: IncomingMessage, body: Buffer) => { text: string; effect: boolean };
	readonly done: (call: AwsCall) => "answer" | "silence";
	/** Milliseconds by which the clock of whoever calls is ahead: the answers' dates go along, or the SDK takes every refusal for one of the clock. */
	readonly skew?: () => number;
}

const writes = /^(?:Publish|SendMessage|Put|Modify|Start|Create|Update|Batch|Delete)/;

/** Which call of AWS a request is; reads change nothing, wherever they are sent with POST. */
export function describeAws({ method, url = "", headers }: IncomingMessage, body: Buffer): { text: string; effect: boolean } {
	const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "unsigned";
	const target = headers["x-amz-target"];
	const form = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ? new URLSearchParams(body.toString()) : undefined;
	const operation = typeof target === "string" ? target.split(".").at(-1) : (form?.get("Action") ?? undefined);
	if (operation !== undefined) return { text: `${service} ${operation}`, effect: writes.test(operation) };
	return { text: `${service} ${method} ${url.split("?")[0]}`, effect: service === "s3" && method !== "GET" && method !== "HEAD" };
}

/** Listens on a port of this machine and hands on what comes, unchanged. */
export async function forward({ target, describe, done, skew }: Watch): Promise<{ url: string; stop: () => Promise<void> }> {
	const to = new URL(target);
	const agent = new Agent({ keepAlive: true, maxSockets: 50 });
	const pass = (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
		const onward = open(
			{ host: to.hostname, port: to.port, agent, method: request.method, path: request.url, headers: request.headers },
			(answer) => {
				const chunks: Buffer[] = [];
				answer.on("data", (chunk: Buffer) => chunks.push(chunk));
				answer.on("error", () => response.destroy());
				answer.on("end", () => {
					const call = { ...describe(request, body), status: answer.statusCode ?? 0 };
					if (done(call) === "silence") response.destroy();
					else {
						const { connection: _, "transfer-encoding": __, ...headers } = answer.headers;
						if (skew && headers.date) headers.date = new Date(Date.now() + skew()).toUTCString();
						response.writeHead(answer.statusCode ?? 500, headers).end(Buffer.concat(chunks));
					}
				});
			},
		);
		onward.on("error", () => response.destroy());
		onward.end(body);
	};
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("error", () => undefined);
		request.on("end", () => pass(request, response, Buffer.concat(chunks)));
	});
	// A client may ask to be told to go on before it sends a body.
	server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
		response.writeContinue();
		server.emit("request", request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: () =>
			new Promise((resolve) => {
				agent.destroy();
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

/** An endpoint of AWS for one process. */
export async function awsEndpoint(
	target: string,
	after: (call: AwsCall) => "answer" | "silence",
	skew: () => number = () => 0,
): Promise<Endpoint> {
	let calls: AwsCall[] = [];
	const server = await forward({
		target,
		describe: describeAws,
		skew,
		done: (call) => {
			calls.push(call);
			return after(call);
		},
	});
	return {
		...server,
		calls: () => calls,
		begin: () => {
			calls = [];
		},
		note: (call) => void calls.push(call),
	};
}
