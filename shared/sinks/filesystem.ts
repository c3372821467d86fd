import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ConfigError } from "../core/errors.ts";

/**
 * Writes one file whole or not at all: chunks go to a neighbour that is renamed at the end. Gives the path. The directory is made when it is
 * missing. Readable by its owner alone: a report names every weak spot. Throws `ConfigError` when it cannot be written there.
 */
export async function writeFileWhole(directory: string, name: string, chunks: Iterable<string>): Promise<string> {
	const path = join(directory, name);
	const partial = `${path}.partial`;
	try {
		await mkdir(directory, { recursive: true });
		await pipeline(Readable.from(batched(chunks)), createWriteStream(partial, { mode: 0o600 }));
		await rename(partial, path);
	} catch (error) {
		// Where not even the directory can be made there is nothing to remove.
		await rm(partial, { force: true }).catch(() => undefined);
		throw unwritable(path, error);
	}
	return path;
}

/** What a user can do about a place that cannot be written; any other error as it is, since it is a defect of ours. */
function unwritable(path: string, error: unknown): unknown {
	const code = (error as NodeJS.ErrnoException).code;
	const reason = code === undefined ? undefined : reasons[code];
	return reason === undefined ? error : new ConfigError(`Cannot write ${path}: ${reason}.`, { cause: error });
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: "permission denied",
	EPERM: "permission denied",
	EROFS: "the file system is read-only",
	ENOSPC: "no space is left",
	EDQUOT: "the quota is used up",
	ENOTDIR: "a part of the path is not a directory",
	EEXIST: "a part of the path is not a directory",
	EISDIR: "it is a directory",
	ENAMETOOLONG: "the name is too long",
	ENOENT: "no such directory",
};

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
