import { link, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError } from "../../core/errors.ts";
import type { Store } from "./store.ts";

const part = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** A store in a directory: one file a key, readable by its owner alone, on disk before a call ends. Throws `ConfigError` where it cannot write. */
export function directoryStore(directory: string): Store {
	let serial = 0;
	const pathOf = (key: string): string => {
		const parts = key.split("/");
		if (!parts.every((each) => part.test(each))) throw new Error(`No key of a store: ${key}`);
		return `${join(directory, ...parts)}.json`;
	};
	/** Writes a neighbour and gives its path, for it to be put in place in one step. */
	async function neighbour(path: string, text: string): Promise<string> {
		const temporary = `${path}.${process.pid}.${serial++}.tmp`;
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		const file = await open(temporary, "w", 0o600);
		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}
		return temporary;
	}
	const explain = (error: unknown): unknown => {
		const { code } = error as NodeJS.ErrnoException;
		return code === undefined
			? error
			: new ConfigError(`The state of the alerts cannot be kept in ${directory}: ${code}.`, { cause: error });
	};
	return {
		async get(key) {
			try {
				return await readFile(pathOf(key), "utf8");
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
				throw explain(error);
			}
		},
		async create(key, text) {
			const path = pathOf(key);
			try {
				const temporary = await neighbour(path, text);
				try {
					await link(temporary, path);
					return true;
				} catch (error) {
					if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
					throw error;
				} finally {
					await rm(temporary, { force: true });
				}
			} catch (error) {
				throw explain(error);
			}
		},
		async write(key, text) {
			const path = pathOf(key);
			try {
				await rename(await neighbour(path, text), path);
			} catch (error) {
				throw explain(error);
			}
		},
		async remove(key) {
			try {
				await rm(pathOf(key), { force: true });
			} catch (error) {
				throw explain(error);
			}
		},
		async list(prefix) {
			try {
				const names = await readdir(join(directory, ...prefix.split("/")), { recursive: true });
				const keys = names.filter((name) => name.endsWith(".json")).map((name) => `${prefix}/${name.slice(0, -".json".length)}`);
				return keys.map((key) => key.replaceAll("\\", "/")).toSorted();
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
				throw explain(error);
			}
		},
	};
}
