import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives the work a folder of its own, which is gone afterwards. */
export async function inTemporaryFolder<T>(work: (path: string) => Promise<T>): Promise<T> {
	const path = await mkdtemp(join(tmpdir(), "parapet-policy-"));
	try {
		return await work(path);
	} finally {
		await rm(path, { recursive: true, force: true });
	}
}
