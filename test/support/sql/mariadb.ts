import { existsSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { certificates } from "../certificates.ts";
import { freePort, identity, runAs, serverDirectory, startServer } from "./process.ts";

/** Where Debian's mariadb-server puts the server; undefined when it is not there. */
export const mariadbd = ["/usr/sbin/mariadbd", "/usr/local/sbin/mariadbd", "/usr/libexec/mariadbd"].find((path) => existsSync(path));

/** A real MariaDB with TLS, listening on localhost. */
export interface MariadbServer {
	readonly port: number;
	/** A file with the certificate authority. */
	readonly authority: string;
	readonly rootPassword: string;
	/** Runs statements, one after the other, as root over the socket. */
	execute(...statements: readonly string[]): Promise<void>;
	/** A session that stays open until the server stops. */
	session(user: string, password: string, tls: boolean): Promise<void>;
	output(): string;
	stop(): Promise<void>;
}

/** Starts a server in a directory of its own; `settings` go to its command line. */
export async function startMariadb(settings: Readonly<Record<string, string>> = {}): Promise<MariadbServer> {
	if (!mariadbd) throw new Error("mariadbd is not installed: apt-get install mariadb-server");
	const directory = await serverDirectory();
	const data = join(directory, "data");
	await runAs("mariadb-install-db", ["--no-defaults", `--datadir=${data}`, "--skip-test-db", "--auth-root-authentication-method=normal"]);
	const tls = await certificates(directory, identity);
	const port = await freePort();
	const socket = join(directory, "s");
	const options = {
		datadir: data,
		port: String(port),
		socket,
		"bind-address": "127.0.0.1",
		"pid-file": join(directory, "pid"),
		"ssl-cert": tls.certificate,
		"ssl-key": tls.key,
		"ssl-ca": tls.authority,
		"performance-schema": "ON",
		...settings,
	};
	const server = startServer(
		mariadbd,
		["--no-defaults", ...Object.entries(options).map(([name, value]) => `--${name}=${value}`)],
		directory,
	);
	const rootPassword = "root-passw0rd";
	const clients: { end(): Promise<void> }[] = [];
	const connectRoot = (password: string) => createConnection({ socketPath: socket, user: "root", password });
	const stop = async () => {
		await Promise.all(clients.map((client) => client.end().catch(() => {})));
		await server.stop();
	};
	const execute = async (...statements: readonly string[]) => {
		const connection = await connectRoot(rootPassword);
		try {
			for (const statement of statements) await connection.query(statement);
		} finally {
			await connection.end();
		}
	};
	try {
		for (let attempt = 0; ; attempt++) {
			try {
				const connection = await connectRoot("");
				await connection.query("ALTER USER root@localhost IDENTIFIED BY 'root-passw0rd'");
				await connection.end();
				break;
			} catch (error) {
				if (attempt > 150 || server.child.exitCode !== null) throw new Error(`MariaDB did not start: ${server.output()}`, { cause: error });
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		port,
		authority: tls.authority,
		rootPassword,
		execute,
		async session(user, password, secure) {
			clients.push(
				await createConnection({ host: "127.0.0.1", port, user, password, ...(secure ? { ssl: { rejectUnauthorized: false } } : {}) }),
			);
		},
		output: server.output,
		stop,
	};
}
