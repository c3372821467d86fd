import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { hasMysql, mysqlHome } from "../test/support/sql/mysql.ts";

/**
 * Fetches a MySQL server for the suites that run on one: Debian has it in unstable only, so that it is taken from there with its libraries, and unpacked without being installed.
 * apt's own lists, cache and sources are left alone.
 */

const packages = "mysql-server-core";

function run(file: string, args: readonly string[], cwd: string): string {
	const { status, error, stdout, stderr } = spawnSync(file, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
	if (status !== 0) throw new Error(`${file} ${args.at(-1)}: ${stderr?.trim()}`, { cause: error });
	return stdout;
}

/** The mirror that this machine gets Debian from. */
function mirror(): string {
	const lines = run("apt-get", ["indextargets", "--format", "$(REPO_URI) $(LABEL)"], tmpdir()).split("\n");
	const [uri] = lines.find((line) => line.endsWith(" Debian"))?.split(" ") ?? [];
	if (uri === undefined) throw new Error("apt knows no mirror of Debian: apt-get update");
	return uri;
}

async function install(): Promise<void> {
	if (hasMysql()) return console.log(`MySQL: ${mysqlHome}`);
	const work = await mkdtemp(join(tmpdir(), "parapet-mysql-"));
	await mkdir(dirname(mysqlHome), { recursive: true });
	const fresh = await mkdtemp(`${mysqlHome}.new-`);
	try {
		await mkdir(join(work, "lists/partial"), { recursive: true });
		await mkdir(join(work, "cache/archives/partial"), { recursive: true });
		await writeFile(join(work, "status"), "");
		const signed = "/usr/share/keyrings/debian-archive-keyring.gpg";
		await writeFile(join(work, "sources.list"), `deb [signed-by=${signed}] ${mirror()} sid main\n`);
		const settings = [
			`Dir::Etc::sourcelist=${work}/sources.list`,
			"Dir::Etc::sourceparts=/dev/null",
			`Dir::State::lists=${work}/lists`,
			`Dir::State::status=${work}/status`,
			`Dir::Cache=${work}/cache`,
			"APT::Sandbox::User=root",
		].flatMap((setting) => ["-o", setting]);
		run("apt-get", [...settings, "update"], work);
		run("apt-get", [...settings, "--yes", "--download-only", "--no-install-recommends", "install", packages], work);
		const archives = join(work, "cache/archives");
		for (const name of await readdir(archives))
			if (/^(lib|mysql|gcc|zlib)/.test(name) && name.endsWith(".deb")) run("dpkg-deb", ["--extract", join(archives, name), fresh], work);
		await chmod(fresh, 0o755);
		await rename(fresh, mysqlHome).catch((error: unknown) => {
			if (!existsSync(mysqlHome)) throw error;
		});
		console.log(`MySQL: unpacked, ${mysqlHome}`);
	} finally {
		await rm(work, { recursive: true, force: true });
		await rm(fresh, { recursive: true, force: true });
	}
}

await install();
