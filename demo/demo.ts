import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../shared/cli/run.ts";
import { savedAt } from "./place.ts";
import { type LiveDatabase, startLiveDatabase } from "./server.ts";

/**
 * `npm run demo`: the main job, without an account and without a network. A saved estate of AWS and of a cluster stands beside a real PostgreSQL that is
 * started here, with planted weaknesses and services that are connected to it. It is the same command that a user runs, so failing findings are expected;
 * only a scan that could not run is a failure of the demo.
 */
const estateFile = fileURLToPath(new URL("estate.json", import.meta.url));
const say = (text: string) => process.stderr.write(`${text}\n`);

const scan = (args: readonly string[], environment: NodeJS.ProcessEnv) =>
	run(["scan", ...args, ...process.argv.slice(2)], {
		stdout: process.stdout,
		stderr: process.stderr,
		environment,
		now: Date.now,
		newId: () => randomBytes(8).toString("hex"),
	});

/** The saved estate as if it had been read now: every time in it is as long ago, or ahead, as it was then. */
async function estateOfToday(directory: string): Promise<string> {
	const shift = Date.now() - Date.parse(savedAt);
	const text = await readFile(estateFile, "utf8");
	const path = join(directory, "estate.json");
	await writeFile(
		path,
		text.replace(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"/g, (_, time: string) =>
			JSON.stringify(new Date(Date.parse(time) + shift).toISOString()),
		),
	);
	return path;
}

const directory = await mkdtemp(join(tmpdir(), "parapet-demo-"));
let starting: Promise<LiveDatabase | undefined> | undefined;
let ended: Promise<void> | undefined;
/** A server that is still starting is waited for: it must not stay behind. */
const end = (): Promise<void> => {
	ended ??= Promise.all([starting?.then((database) => database?.stop()), rm(directory, { recursive: true, force: true })]).then(() => {});
	return ended;
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end().finally(() => process.exit(130)));
// A reader that goes away (`npm run demo | head`) is no failure.
for (const stream of [process.stdout, process.stderr])
	stream.on("error", (error: NodeJS.ErrnoException) => error.code === "EPIPE" || void end().finally(() => process.exit(1)));

let code: number;
let live = false;
try {
	say("Starting a PostgreSQL …");
	starting = startLiveDatabase().catch((error: Error) => {
		say(`It did not start: ${error.message.split("\n")[0]}`);
		return undefined;
	});
	const database = await starting;
	live = database !== undefined;
	if (database) {
		say(`It runs, with these sessions: ${database.sessions.join(", ")}.\n`);
		const flags = ["--database", database.url, "--database-ca", database.authority];
		code = await scan(["--inventory", await estateOfToday(directory), ...flags], { ...process.env, PGPASSWORD: database.password });
	} else {
		say("There is none for this platform: only the saved estate is judged.\n");
		code = await scan(["--inventory", estateFile], process.env);
	}
} finally {
	await end();
}
if (code === 1) process.exit(1);
say(`
AWS and the cluster were a saved estate (demo/estate.json)${live ? "; the PostgreSQL and its sessions were real, and are gone" : ""}. The exit code of the scan would be ${code}.
Next:
  open the page            report.html in the folder that "Written to" names above
  explain a rule           npx parapet rules show rds-instance-not-public
  scan a database          npx parapet scan --database postgres://user@host:5432/db
  scan your own account    npx parapet scan --region eu-west-1     (read-only; needs AWS credentials)`);
