import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ConfigError } from "../../core/errors.ts";
import type { Documents } from "../../remediations/engine/documents.ts";
import { parse } from "./object-documents.ts";

/** A lock that is older, in milliseconds, was left behind by a process that died. */
const stale = 30_000;

/** Documents in a directory, readable by its owner alone. Conditional writes hold a lock beside the file, so that several processes may share it. */
export function directoryDocuments(root: string): Documents {
	const pathOf = (key: string): string => {
		if (!/^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/.test(key) || key.includes("..")) throw new Error(`No key of a document: ${key}`);
		return join(root, key);
	};
	const read = (path: string) => readFile(path).catch(absent);
	return {
		async get(key) {
			const body = await read(pathOf(key));
			return body && { value: parse(body, pathOf(key)), etag: etagOf(body) };
		},
		async put(key, value, condition) {
			const path = pathOf(key);
			const body = Buffer.from(`${JSON.stringify(value, undefined, "\t")}\n`);
			await makeDirectory(dirname(path));
			return locked(path, async () => {
				const there = await read(path);
				const holds = "absent" in condition ? !there : "etag" in condition ? there && etagOf(there) === condition.etag : true;
				if (!holds) return undefined;
				await writeFile(`${path}.partial`, body, { mode: 0o600 });
				await rename(`${path}.partial`, path);
				return etagOf(body);
			});
		},
		remove: (key) => rm(pathOf(key), { force: true }),
		async list(prefix) {
			const directory = prefix.slice(0, prefix.lastIndexOf("/") + 1);
			const names = await readdir(join(root, directory)).catch(absent);
			return (names ?? [])
				.filter((name) => name.endsWith(".json"))
				.map((name) => directory + name)
				.filter((key) => key.startsWith(prefix))
				.sort();
		},
	};
}

async function makeDirectory(path: string): Promise<void> {
	try {
		await mkdir(path, { recursive: true, mode: 0o700 });
	} catch (cause) {
		throw new ConfigError(`Cannot write ${path}: ${(cause as Error).message}`, { cause });
	}
}

async function locked<T>(path: string, act: () => Promise<T>): Promise<T> {
	const lock = `${path}.lock`;
	for (let tries = 0; ; tries++) {
		try {
			await (await open(lock, "wx", 0o600)).close();
			break;
		} catch (error) {
			const { code, message } = error as NodeJS.ErrnoException;
			if (code !== "EEXIST") throw new ConfigError(`Cannot write ${path}: ${message}`, { cause: error });
			if (tries > 2000) throw new ConfigError(`${lock} is held by another process.`);
			const made = await stat(lock).catch(absent);
			if (made && Date.now() - made.mtimeMs > stale) await rm(lock, { force: true });
			else await delay(5);
		}
	}
	try {
		return await act();
	} finally {
		await rm(lock, { force: true });
	}
}

const etagOf = (body: Uint8Array): string => createHash("sha256").update(body).digest("hex");

/** What is not there is no error. */
function absent(error: NodeJS.ErrnoException): undefined {
	if (error.code === "ENOENT") return undefined;
	throw error;
}
