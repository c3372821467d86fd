import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGunzip, createGzip } from "node:zlib";

/**
 * Compresses text as it is made, so that only the compressed form (a twentieth of a snapshot) stands in memory: its hash must be known before
 * it is sent. The same text gives the same bytes with the same version of zlib.
 */
export function gzipped(chunks: Iterable<string>): Promise<Buffer> {
	const source = Readable.from(batched(chunks));
	const gzip = createGzip();
	source.on("error", (error) => gzip.destroy(error));
	return buffer(source.pipe(gzip));
}

/** The text, compressed or not, line by line. */
async function* linesOf(body: Uint8Array): AsyncGenerator<string> {
	const compressed = body[0] === 0x1f && body[1] === 0x8b;
	const plain = Readable.from([body]);
	const gunzip = createGunzip();
	const decoder = new TextDecoder();
	let rest = "";
	for await (const chunk of compressed ? plain.pipe(gunzip) : plain) {
		const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split("\n");
		rest = lines.pop() ?? "";
		yield* lines;
	}
	yield rest + decoder.decode();
}

/**
 * The data of a JSON text, compressed or not. The findings of a snapshot, one a line, are read one by one: the whole text of a large scope is longer
 * than a string can be. Rejects what is damaged.
 */
export async function dataOf(body: Uint8Array): Promise<unknown> {
	const findings: unknown[] = [];
	let others = "";
	let inside = false;
	for await (const line of linesOf(body)) {
		if (inside && !line.startsWith("]")) findings.push(JSON.parse(line.replace(/,$/, "")));
		else {
			others += `${line}\n`;
			inside = line === '"findings": [';
		}
	}
	const data: unknown = JSON.parse(others);
	return findings.length > 0 ? { ...(data as object), findings } : data;
}

/** SHA-256 in hexadecimal. */
export const sha256 = (body: Uint8Array): string => createHash("sha256").update(body).digest("hex");

function* batched(chunks: Iterable<string>): Generator<string> {
	let batch = "";
	for (const chunk of chunks) {
		batch += chunk;
		if (batch.length < 131_072) continue;
		yield batch;
		batch = "";
	}
	if (batch) yield batch;
}
