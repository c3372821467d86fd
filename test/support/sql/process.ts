import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Database servers refuse to run as root, so that root starts them as nobody. */
export const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** A directory of the server's own, whose parents it can pass. */
export async function serverDirectory(): Promise<string> {
	const directory = await mkdtemp(join(tmpdir(), "parapet-sql-"));
	await chmod(directory, 0o755);
	if (identity.uid !== undefined) await chown(directory, identity.uid, identity.gid);
	return directory;
}

/** Runs a program to its end, as the server's user. */
export const runAs = (file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
	execute(file, [...args], { ...identity, env, cwd: tmpdir(), maxBuffer: 1e8 });

/** A port that nobody listens on now. */
export const freePort = (): Promise<number> =>
	new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))));
		});
	});

/** A server process, and its end: the process first, then its files. */
export function startServer(
	file: string,
	args: readonly string[],
	directory: string,
	env?: NodeJS.ProcessEnv,
): { child: ChildProcess; output: () => string; stop: () => Promise<void> } {
	const child = spawn(file, [...args], { ...identity, cwd: directory, stdio: ["ignore", "pipe", "pipe"], ...(env ? { env } : {}) });
	let output = "";
	for (const stream of [child.stdout, child.stderr])
		stream?.on("data", (chunk: Buffer) => {
			output = (output + chunk.toString()).slice(-20_000);
		});
	const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	return {
		child,
		output: () => output,
		async stop() {
			if (child.exitCode === null && child.signalCode === null) {
				// SIGINT is PostgreSQL's fast shutdown; MariaDB takes SIGTERM.
				child.kill(file.endsWith("postgres") ? "SIGINT" : "SIGTERM");
				const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
				await gone;
				clearTimeout(timer);
			}
			await rm(directory, { recursive: true, force: true });
		},
	};
}
