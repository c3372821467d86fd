import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { constants, createGzip, gunzip } from "node:zlib";

/** The longest text that is made of compressed data: what fits a string of V8. */
const longestText = 2 ** 29 - 24;

const inflate = promisify(gunzip);

/**
 * Compresses text as it is made, so that only the compressed form (a twentieth of a snapshot) stands in memory: its hash must be known before
 * it is sent. The same text gives the same bytes with the same version of zlib.
 */
export function gzipped(chunks: Iterable<string>): Promise<Buffer> {
	const source = Readable.from(batched(chunks));
	const gzip = createGzip({ level: constants.Z_BEST_COMPRESSION });
	source.on("error", (error) => gzip.destroy(error));
	return buffer(source.pipe(gzip));
}

/** The text of compressed data; plain data as it is. Rejects what is damaged or longer than 512 MiB. */
export async function textOf(body: Uint8Array): Promise<string> {
	const compressed = body[0] === 0x1f && body[1] === 0x8b;
	return (compressed ? await inflate(body, { maxOutputLength: longestText }) : Buffer.from(body)).toString("utf8");
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
