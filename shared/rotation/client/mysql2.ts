import type { ExecuteValues, FieldPacket, Pool, PoolConnection, QueryResult, QueryValues } from "mysql2/promise";
import type { DatabaseLogin } from "./login.ts";
import { type PoolDriver, type RotatingOptions, rotating } from "./rotating.ts";

export type { DatabaseLogin, SecretReader, SecretStage } from "./login.ts";
export type { RotatingOptions, RotationEvent } from "./rotating.ts";

/** A pool of `mysql2/promise` that survives rotations of its password. */
export interface RotatingMysqlPool {
	/** A connection to be released, as of `Pool.getConnection`. */
	getConnection(): Promise<PoolConnection>;
	/** One statement on any connection, as of `Pool.query`. It is sent once. */
	query<T extends QueryResult>(sql: string, values?: QueryValues): Promise<[T, FieldPacket[]]>;
	/** One prepared statement on any connection, as of `Pool.execute`. It is sent once. */
	execute<T extends QueryResult>(sql: string, values?: ExecuteValues): Promise<[T, FieldPacket[]]>;
	/** Closes everything, as of `Pool.end`. */
	end(): Promise<void>;
}

/** What a pool of `mysql2` is made with: `open: (login) => mysql.createPool({ ...login, connectionLimit: 10, ssl })`. */
export interface RotatingMysqlOptions extends RotatingOptions {
	open(login: DatabaseLogin): Pool;
}

/** The driver closes connections in use when their pool is ended: how many there are, and which are idle, is kept here. */
interface State {
	/** Connections that callers have or wait for. */
	used: number;
	readonly idle: Set<PoolConnection>;
	retired: boolean;
	drained?: () => void;
}
const states = new WeakMap<Pool, State>();

const refusals = new Set(["ER_ACCESS_DENIED_ERROR", "ER_ACCESS_DENIED_NO_PASSWORD_ERROR"]);

const driver = (open: (login: DatabaseLogin) => Pool): PoolDriver<Pool, PoolConnection> => ({
	open(login) {
		const pool = open(login);
		const state: State = { used: 0, idle: new Set(), retired: false };
		states.set(pool, state);
		pool.on("acquire", (connection) => state.idle.delete(connection));
		pool.on("release", (connection) => {
			// The last one is left to the end of the pool, which is on its way.
			if (state.retired && state.used > 0) connection.destroy();
			else state.idle.add(connection);
		});
		return pool;
	},
	async connect(pool) {
		const state = states.get(pool) as State;
		const back = once(() => {
			if (--state.used === 0) state.drained?.();
		});
		state.used++;
		try {
			const connection = await pool.getConnection();
			const { release, destroy } = connection;
			connection.release = () => {
				release.call(connection);
				back();
			};
			connection.destroy = () => {
				destroy.call(connection);
				back();
			};
			return connection;
		} catch (error) {
			back();
			throw error;
		}
	},
	release: (connection) => connection.release(),
	refused: (error) => refusals.has(String((error as { code?: unknown } | null)?.code)),
	async retire(pool) {
		const state = states.get(pool) as State;
		state.retired = true;
		if (state.used > 0) {
			for (const connection of state.idle) connection.destroy();
			await new Promise<void>((resolve) => {
				state.drained = resolve;
			});
		}
		await pool.end();
	},
	end: (pool) => pool.end(),
});

/** A pool of `mysql2` whose login comes from Secrets Manager and is read again when the database refuses it. */
export function rotatingMysql({ open, ...options }: RotatingMysqlOptions): RotatingMysqlPool {
	const pool = rotating(options, driver(open));
	const run = async <T>(statement: (connection: PoolConnection) => Promise<T>): Promise<T> => {
		const connection = await pool.connect();
		try {
			return await statement(connection);
		} finally {
			connection.release();
		}
	};
	return {
		getConnection: pool.connect,
		query: (sql, values) => run((connection) => connection.query(sql, values)),
		execute: (sql, values) => run((connection) => connection.execute(sql, values)),
		end: pool.end,
	};
}

function once(run: () => void): () => void {
	let ran = false;
	return () => {
		if (!ran) run();
		ran = true;
	};
}
