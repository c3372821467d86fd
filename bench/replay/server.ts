import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { awsCall, type Recording } from "./call.ts";
import { multiplied } from "./multiply.ts";

/**
 * Serves a recording: node bench/replay/server.ts FILE [--copies N] [--delay MS]. Prints {"url"} when it is ready and runs until its standard
 * input closes. `DELETE /parapet-api/calls` empties the call log, `GET` shows it; a call that was not recorded is answered with 404 and counted.
 */
const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: { copies: { type: "string", default: "1" }, delay: { type: "string", default: "0" } },
});
const recording = JSON.parse(await readFile(positionals[0] ?? "", "utf8")) as Recording;
const replay = multiplied(recording, Number(values.copies));
const delay = Number(values.delay);

const log = { total: 0, running: 0, peakConcurrency: 0, counts: {} as Record<string, number>, missing: [] as string[] };
// What is missing is never forgotten: one look at the end then speaks for all runs.
const forget = () => Object.assign(log, { total: 0, peakConcurrency: 0, counts: {} });

const server = createServer((request, response) => {
	const { method = "GET", url = "/", headers } = request;
	if (url.startsWith("/parapet-api/calls")) {
		if (method === "DELETE") forget();
		response.end(JSON.stringify(log));
		return;
	}
	const chunks: Buffer[] = [];
	request.on("data", (chunk: Buffer) => chunks.push(chunk));
	request.on("end", () => {
		const call = awsCall(method, url, headers, Buffer.concat(chunks));
		const name = `${call.service}:${call.operation}`;
		log.total++;
		log.running++;
		log.peakConcurrency = Math.max(log.peakConcurrency, log.running);
		log.counts[name] = (log.counts[name] ?? 0) + 1;
		const answer = replay(call);
		if (!answer) log.missing.push(call.key.slice(0, 300));
		const send = () => {
			log.running--;
			if (answer) response.writeHead(answer.status, answer.headers).end(Buffer.from(answer.body, "base64"));
			else response.writeHead(404).end();
		};
		if (delay > 0) setTimeout(send, delay);
		else send();
	});
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })));
process.stdin.resume().on("end", () => process.exit(0));
