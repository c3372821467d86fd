import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Snapshot } from "../core/snapshot.ts";
import { readData } from "./files.ts";
import { checkSnapshot } from "./snapshot-check.ts";

/**
 * Reads a snapshot: the file, the directory of a scan that holds `snapshot.json`, or an `s3://` address of a published one (`environment` then tells
 * the region). A `ConfigError` lists what is wrong with its place.
 */
export async function readSnapshot(path: string, environment: Readonly<Record<string, string | undefined>> = {}): Promise<Snapshot> {
	if (path.startsWith("s3://")) {
		const { readPublished } = await import("./snapshot-store.ts");
		return readPublished(path, { environment }, checkSnapshot);
	}
	const file = await stat(path).then(
		(entry) => (entry.isDirectory() ? join(path, "snapshot.json") : path),
		() => path,
	);
	return checkSnapshot(await readData(file), file);
}
