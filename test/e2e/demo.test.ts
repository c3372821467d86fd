import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Snapshot } from "../../shared/core/snapshot.ts";

let directory: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "demo-test-"));
	// The server runs as another user when this is root.
	await chmod(directory, 0o755);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

// A temporary directory of its own shows what stays behind.
const environment = () => ({ ...process.env, TMPDIR: directory });
const leftovers = async () => (await readdir(directory)).filter((name) => name.startsWith("parapet-"));

describe("npm run demo", () => {
	it("scans a real server beside the saved estate, and says which service holds the plaintext session", async () => {
		const out = join(directory, "out");
		const { stdout, stderr } = await promisify(execFile)(process.execPath, ["demo/demo.ts", "--output-dir", out], {
			env: environment(),
			maxBuffer: 1e8,
		});
		const snapshot = JSON.parse(await readFile(join(out, "snapshot.json"), "utf8")) as Snapshot;
		const tls = snapshot.findings.filter(({ ruleId }) => ruleId === "connection-tls-required");
		expect(tls.filter(({ verdict }) => verdict === "fail").map(({ resource }) => resource.name)).toEqual(
			expect.arrayContaining([expect.stringContaining("recommendations"), expect.stringContaining("admin-ui")]),
		);
		expect(tls.filter(({ verdict }) => verdict === "pass").map(({ resource }) => resource.name)).toEqual(
			expect.arrayContaining([expect.stringContaining("checkout")]),
		);
		expect(stdout).toContain("recommendations");
		expect(stderr).toContain("the PostgreSQL and its sessions were real, and are gone");
		expect(await leftovers()).toEqual([]);
	}, 60_000);

	it.each(["SIGINT", "SIGTERM"] as const)(
		"leaves nothing behind when %s ends it",
		async (signal) => {
			const child = spawn(process.execPath, ["demo/demo.ts", "--output-dir", join(directory, "other")], { env: environment() });
			await once(child.stderr, "data");
			child.kill(signal);
			expect((await once(child, "exit"))[0]).toBe(130);
			expect(await leftovers()).toEqual([]);
		},
		60_000,
	);
});
