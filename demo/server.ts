import type { Socket } from "node:net";
import type pg from "pg";
import { AddressedSocket } from "../test/support/sql/client-address.ts";
import { hasPostgres } from "../test/support/sql/majors.ts";
import { type PostgresServerProcess, startPostgres } from "../test/support/sql/postgres.ts";
import { addresses } from "./addresses.ts";

/** Lines that no server should have; the order matters, as always in this file. */
const hba = `
local   all  all             scram-sha-256
hostssl all  checkout_app    127.0.0.0/8  scram-sha-256
host    all  legacy_reports  127.0.0.0/8  md5
host    all  admin_ui        127.0.0.0/8  trust
host    all  all             127.0.0.0/8  scram-sha-256
host    all  all             0.0.0.0/0    md5
`;

const weaknesses = `
	SET password_encryption = 'md5';
	CREATE ROLE legacy_reports LOGIN PASSWORD 'demo';
	RESET password_encryption;
	CREATE ROLE checkout_app LOGIN PASSWORD 'demo' VALID UNTIL '2099-01-01' CONNECTION LIMIT 20;
	CREATE ROLE admin_ui LOGIN PASSWORD 'demo' CREATEROLE BYPASSRLS;
	CREATE ROLE parapet_scanner LOGIN PASSWORD 'demo' CONNECTION LIMIT 2;
	GRANT pg_monitor TO parapet_scanner;
	GRANT SELECT ON pg_hba_file_rules TO parapet_scanner;
	GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO parapet_scanner;
	CREATE TABLE orders (id int, total numeric);
	CREATE TABLE customer_cards (id int, pan text);
	COMMENT ON TABLE customer_cards IS 'PII: card data';
	GRANT SELECT, INSERT ON orders TO checkout_app;
	GRANT SELECT ON orders, customer_cards TO PUBLIC;
	CREATE FUNCTION become_admin() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT';
	GRANT CREATE ON SCHEMA public TO PUBLIC;
`;

/** A database with what real ones have, and services that are connected to it. */
export interface LiveDatabase {
	/** For the role that scans. */
	readonly url: string;
	readonly password: string;
	readonly authority: string;
	/** Sessions that are open, in words. */
	readonly sessions: readonly string[];
	stop(): Promise<void>;
}

/** Starts PostgreSQL 18 with planted weaknesses and five sessions; undefined where npm has no server for the platform. */
export async function startLiveDatabase(): Promise<LiveDatabase | undefined> {
	if (!hasPostgres(18)) return undefined;
	const server = await startPostgres(18, { hba, names: ["localhost", addresses.database], settings: { log_connections: "off" } });
	try {
		await server.execute(weaknesses);
		const sessions = [
			await open(server, addresses.checkout, true, { user: "checkout_app", password: "demo", application_name: "checkout" }),
			await open(server, addresses.recommendations, false, {
				user: "legacy_reports",
				password: "demo",
				application_name: "recommendations",
			}),
			await open(server, addresses.recommendations, false, {
				user: "legacy_reports",
				password: "demo",
				application_name: "recommendations",
			}),
			await open(server, addresses.adminUi, false, { user: "admin_ui", application_name: "admin-ui" }),
			await open(server, addresses.nightlyExport, true, { application_name: "nightly-export" }),
		];
		return {
			url: `postgres://parapet_scanner@${addresses.database}:${server.port}/postgres`,
			password: "demo",
			authority: server.authority,
			sessions,
			stop: server.stop,
		};
	} catch (error) {
		await server.stop();
		throw error;
	}
}

/** One session, from the pod's address where the system has it (all of 127.0.0.0/8 on Linux), else from the usual one. */
async function open(server: PostgresServerProcess, address: string, tls: boolean, config: pg.ClientConfig): Promise<string> {
	const session = (stream?: () => Socket) =>
		server.session({
			host: "127.0.0.1",
			...config,
			...(tls ? { ssl: { rejectUnauthorized: false } } : {}),
			...(stream ? { stream } : {}),
		} as pg.ClientConfig);
	await session(() => new AddressedSocket(address)).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== "EADDRNOTAVAIL") throw error;
		return session();
	});
	return `${config.application_name} (${address}${tls ? ", TLS" : ", plaintext"})`;
}
