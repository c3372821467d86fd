import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { type Answer, awsCall } from "./call.ts";

/** Headers of an answer that a client reads. */
const kept = /^(content-type|smithy-protocol|x-amz.*)$/;

/** A proxy before an AWS endpoint that remembers each answer. */
export interface Recorder {
	readonly url: string;
	/** Writes what was recorded. */
	save(path: string): Promise<void>;
	stop(): void;
}

/** Starts a recorder on a free port; `endpoint` answers, signatures are passed on as they are. */
export async function startRecorder(endpoint: string): Promise<Recorder> {
	const answers = new Map<string, Answer>();
	const server = createServer(async (incoming, outgoing) => {
		const body = await whole(incoming);
		const { method = "GET", url = "/", headers } = incoming;
		const forward = request(`${endpoint}${url}`, { method, headers }, async (answered) => {
			const answer = await whole(answered);
			const status = answered.statusCode ?? 500;
			if (!url.startsWith("/parapet-api/")) {
				const own = Object.entries(answered.headers).filter(([name]) => kept.test(name));
				answers.set(awsCall(method, url, headers, body).key, {
					status,
					headers: Object.fromEntries(own.map(([name, value]) => [name, String(value)])),
					body: answer.toString("base64"),
				});
			}
			outgoing.writeHead(status, answered.headers).end(answer);
		});
		forward.on("error", () => outgoing.destroy());
		forward.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async save(path) {
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, JSON.stringify(Object.fromEntries(answers)));
		},
		stop: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

async function whole(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
