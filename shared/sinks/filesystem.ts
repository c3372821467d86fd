import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * Writes one file whole or not at all: chunks go to a neighbour that is renamed at the end. Gives the path. The directory is made when it is
 * missing. Readable by its owner alone: a report names every weak spot.
 */
export async function writeFileWhole(directory: string, name: string, chunks: Iterable<string>): Promise<string> {
	await mkdir(directory, { recursive: true });
	const path = join(directory, name);
	const partial = `${path}.partial`;
	try {
		await pipeline(Readable.from(batched(chunks)), createWriteStream(partial, { mode: 0o600 }));
		await rename(partial, path);
	} catch (error) {
		await rm(partial, { force: true });
		throw error;
	}
	return path;
}

/** Joins small chunks, since each one is a write. */
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
