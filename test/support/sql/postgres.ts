import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { certificates } from "../certificates.ts";
import { type PostgresMajor, postgresPrograms } from "./majors.ts";
import { freePort, identity, runAs, serverDirectory, startServer } from "./process.ts";

/** A real server with TLS, listening on localhost. */
export interface PostgresServerProcess {
	readonly port: number;
	readonly superuser: { readonly user: string; readonly password: string };
	/** A file with the certificate authority. */
	readonly authority: string;
	/** Runs statements as the superuser. */
	execute(sql: string, database?: string): Promise<void>;
	/** A session that stays open until the server stops. */
	session(options: pg.ClientConfig): Promise<pg.Client>;
	/** What the server wrote to its log. */
	output(): string;
	stop(): Promise<void>;
}

/** Starts a server; `settings` go to its command line, `hba` is its pg_hba.conf, `names` are those of its certificate (localhost unless given); a `standby` stays in recovery. */
export async function startPostgres(
	major: PostgresMajor,
	{
		hba,
		settings = {},
		names,
		standby = false,
	}: { hba: string; settings?: Readonly<Record<string, string>>; names?: readonly string[]; standby?: boolean },
): Promise<PostgresServerProcess> {
	const bin = await postgresPrograms(major);
	const directory = await serverDirectory();
	const data = join(directory, "data");
	const password = "superuser-passw0rd";
	const initialise = async () => {
		await writeFile(join(directory, "password"), password);
		await runAs(join(bin, "initdb"), [
			"-D",
			data,
			"-U",
			"postgres",
			`--pwfile=${join(directory, "password")}`,
			"--no-sync",
			"-A",
			"scram-sha-256",
			"-E",
			"UTF8",
			"--locale=C",
		]);
		await writeFile(join(data, "pg_hba.conf"), hba);
		if (standby) await writeFile(join(data, "standby.signal"), "");
		return certificates(directory, identity, names);
	};
	const tls = await initialise().catch(async (error: unknown) => {
		await rm(directory, { recursive: true, force: true });
		throw error;
	});
	const port = await freePort();
	const options = {
		port: String(port),
		listen_addresses: "127.0.0.1",
		unix_socket_directories: directory,
		fsync: "off",
		ssl: "on",
		ssl_cert_file: tls.certificate,
		ssl_key_file: tls.key,
		...(standby ? { restore_command: "false" } : {}),
		...settings,
	};
	const server = startServer(
		join(bin, "postgres"),
		["-D", data, ...Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
		directory,
	);
	const clients: pg.Client[] = [];
	const session = async (config: pg.ClientConfig): Promise<pg.Client> => {
		const client = new pg.Client({ host: directory, port, user: "postgres", password, database: "postgres", ...config });
		client.on("error", () => {});
		await client.connect();
		clients.push(client);
		return client;
	};
	const stop = async () => {
		await Promise.all(clients.map((client) => client.end().catch(() => {})));
		await server.stop();
	};
	try {
		for (let attempt = 0; ; attempt++) {
			try {
				await (await session({})).end();
				break;
			} catch (error) {
				if (attempt > 100 || server.child.exitCode !== null)
					throw new Error(`PostgreSQL ${major} did not start: ${server.output()}`, { cause: error });
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		port,
		superuser: { user: "postgres", password },
		authority: tls.authority,
		async execute(sql, database = "postgres") {
			const client = new pg.Client({ host: directory, port, user: "postgres", password, database });
			await client.connect();
			try {
				await client.query(sql);
			} finally {
				await client.end();
			}
		},
		session,
		output: server.output,
		stop,
	};
}
