import { existsSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { certificates } from "../certificates.ts";
import type { MariadbServer } from "./mariadb.ts";
import { freePort, identity, runAs, serverDirectory, startServer } from "./process.ts";

/** Where `node scripts/test-mysql.ts` puts a MySQL server with every library that it needs: none comes with Debian's stable releases or from npm. */
export const mysqlHome = join(import.meta.dirname, "../../../.cache/mysql-server");

const libraries = join(mysqlHome, "usr/lib/x86_64-linux-gnu");
const loader = join(libraries, "ld-linux-x86-64.so.2");
const program = join(mysqlHome, "usr/sbin/mysqld");

/** Is it there? */
export const hasMysql = (): boolean => existsSync(program);

/** Starts a MySQL in a directory of its own; `settings` go to its command line. */
export async function startMysql(settings: Readonly<Record<string, string>> = {}): Promise<MariadbServer> {
	const directory = await serverDirectory();
	const data = join(directory, "data");
	const common = {
		datadir: data,
		basedir: join(mysqlHome, "usr"),
		"lc-messages-dir": join(mysqlHome, "usr/share/mysql"),
		"plugin-dir": join(mysqlHome, "usr/lib/mysql/plugin"),
		"secure-file-priv": "NULL",
	};
	const args = (options: Readonly<Record<string, string>>) => [
		"--library-path",
		libraries,
		program,
		"--no-defaults",
		...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
	];
	await runAs(loader, [...args(common), "--initialize-insecure"]);
	const tls = await certificates(directory, identity);
	const port = await freePort();
	const socket = join(directory, "s");
	const options = {
		...common,
		port: String(port),
		socket,
		mysqlx: "OFF",
		"bind-address": "127.0.0.1",
		"pid-file": join(directory, "pid"),
		"ssl-cert": tls.certificate,
		"ssl-key": tls.key,
		"ssl-ca": tls.authority,
		...settings,
	};
	const server = startServer(loader, args(options), directory);
	const rootPassword = "root-passw0rd";
	const connectRoot = (password: string) => createConnection({ socketPath: socket, user: "root", password });
	try {
		for (let attempt = 0; ; attempt++) {
			try {
				const connection = await connectRoot("");
				await connection.query("ALTER USER root@localhost IDENTIFIED BY 'root-passw0rd'");
				await connection.end();
				break;
			} catch (error) {
				if (attempt > 300 || server.child.exitCode !== null) throw new Error(`MySQL did not start: ${server.output()}`, { cause: error });
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		}
	} catch (error) {
		await server.stop();
		throw error;
	}
	const sessions: { end(): Promise<void> }[] = [];
	return {
		port,
		authority: tls.authority,
		rootPassword,
		async execute(...statements) {
			const connection = await connectRoot(rootPassword);
			try {
				for (const statement of statements) await connection.query(statement);
			} finally {
				await connection.end();
			}
		},
		async session(user, password, secure) {
			sessions.push(
				await createConnection({ host: "127.0.0.1", port, user, password, ...(secure ? { ssl: { rejectUnauthorized: false } } : {}) }),
			);
		},
		output: server.output,
		async stop() {
			await Promise.all(sessions.map((session) => session.end().catch(() => {})));
			await server.stop();
		},
	};
}
