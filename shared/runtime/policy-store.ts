import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError } from "../core/errors.ts";
import { largestBundle } from "../policies/limits.ts";

/** A bundle where it lies; equal stamps mean equal contents. */
export interface StoredBundle {
	/** Its path or `s3://` address. */
	readonly source: string;
	readonly stamp: string;
	readonly read: () => Promise<Uint8Array>;
}

const isBundle = (name: string): boolean => /\.(?:tar\.gz|tgz)$/i.test(name);

/** The bundles at a path: the file, or the `.tar.gz` files of the folder and the folders in it, in the order of their names. */
export async function bundlesAtPath(path: string): Promise<StoredBundle[]> {
	const entry = await stat(path).catch((cause: NodeJS.ErrnoException) => {
		throw new ConfigError(
			`Cannot read the policies in ${path}: ${cause.code === "ENOENT" ? "there is no such file or folder" : cause.message}.`,
			{ cause },
		);
	});
	if (!entry.isDirectory()) {
		if (path.endsWith(".rego")) throw unbuilt(path, dirname(path));
		return [await fileAt(path)];
	}
	const names = (await readdir(path, { recursive: true })).toSorted();
	const bundles = names.filter(isBundle);
	if (bundles.length > 0) return Promise.all(bundles.map((name) => fileAt(join(path, name))));
	if (names.some((name) => name.endsWith(".rego"))) throw unbuilt(path);
	throw new ConfigError(`There is no bundle (.tar.gz) in ${path}.`);
}

const unbuilt = (path: string, folder = path): ConfigError =>
	new ConfigError(`${path} holds policies in Rego, and scans run compiled ones. Build them: parapet policy build ${folder}`);

async function fileAt(path: string): Promise<StoredBundle> {
	const { size, mtimeMs, ino } = await stat(path);
	assertSize(path, size);
	return {
		source: path,
		stamp: `${mtimeMs}:${size}:${ino}`,
		read: () =>
			readFile(path).catch((cause: Error) => {
				throw new ConfigError(`Cannot read ${path}: ${cause.message}.`, { cause });
			}),
	};
}

/** Refuses a bundle that is too large before it is read. */
export function assertSize(source: string, size: number): void {
	if (size > largestBundle) throw new ConfigError(`${source}: it is larger than ${largestBundle / 2 ** 20} MiB.`);
}

/** Is it a name that a bundle's file has? */
export { isBundle };
