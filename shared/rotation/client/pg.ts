import type { Pool, PoolClient, QueryConfig, QueryConfigValues, QueryResult, QueryResultRow } from "pg";
import type { DatabaseLogin } from "./login.ts";
import { type PoolDriver, type RotatingOptions, rotating } from "./rotating.ts";

export type { DatabaseLogin, SecretReader, SecretStage } from "./login.ts";
export type { RotatingOptions, RotationEvent } from "./rotating.ts";

/** A pool of `pg` that survives rotations of its password. */
export interface RotatingPostgresPool {
	/** A client to be released, as of `Pool.connect`. */
	connect(): Promise<PoolClient>;
	/** One statement on any connection, as of `Pool.query`. It is sent once. */
	// biome-ignore lint/suspicious/noExplicitAny: as the driver's own types have it.
	query<R extends QueryResultRow = any, I = any[]>(query: string | QueryConfig<I>, values?: QueryConfigValues<I>): Promise<QueryResult<R>>;
	/** Closes everything, as of `Pool.end`. */
	end(): Promise<void>;
}

/** What a pool of `pg` is made with: `open: (login) => new pg.Pool({ ...login, max: 10, ssl })`. */
export interface RotatingPostgresOptions extends RotatingOptions {
	open(login: DatabaseLogin): Pool;
}

/** Callers that have asked an old pool for a connection and wait. */
const waiting = new WeakMap<Pool, { count: number; drained?: () => void }>();

const driver = (open: (login: DatabaseLogin) => Pool): PoolDriver<Pool, PoolClient> => ({
	open(login, lost) {
		const pool = open(login);
		// Without a listener the loss of an idle connection would end the process.
		pool.on("error", (error: Error & { code?: string }) => lost(error.code ?? error.name));
		waiting.set(pool, { count: 0 });
		return pool;
	},
	async connect(pool) {
		const state = waiting.get(pool) ?? { count: 0 };
		state.count++;
		try {
			return await pool.connect();
		} finally {
			if (--state.count === 0) state.drained?.();
		}
	},
	release: (client) => client.release(),
	// 28000 is what poolers say, and servers for a user that is gone.
	refused: (error) => /^(28P01|28000)$/.test(String((error as { code?: unknown } | null)?.code)),
	async retire(pool) {
		const state = waiting.get(pool);
		// Whoever waits in the queue of a pool that is ended waits for ever.
		if (state && state.count > 0)
			await new Promise<void>((resolve) => {
				state.drained = resolve;
			});
		await pool.end();
	},
	end: (pool) => pool.end(),
});

/** A pool of `pg` whose login comes from Secrets Manager and is read again when the database refuses it. */
export function rotatingPostgres({ open, ...options }: RotatingPostgresOptions): RotatingPostgresPool {
	const pool = rotating(options, driver(open));
	return {
		connect: pool.connect,
		async query(query, values) {
			const client = await pool.connect();
			let broken: Error | undefined;
			const lost = (error: Error) => {
				broken ??= error;
			};
			client.on("error", lost);
			try {
				return await client.query(query, values);
			} catch (error) {
				broken ??= error instanceof Error ? error : new Error("The statement failed.");
				throw error;
			} finally {
				client.off("error", lost);
				client.release(broken);
			}
		},
		end: pool.end,
	};
}
