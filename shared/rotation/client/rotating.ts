import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type DatabaseLogin, readLogin, type SecretReader, type SecretStage, type StagedLogin, sameLogin } from "./login.ts";

/** What happened to a pool; no member holds a secret. */
export type RotationEvent =
	/** Connections are opened with this version from now on. */
	| { readonly kind: "changed"; readonly stage: SecretStage; readonly version: string; readonly user: string }
	/** The database did not accept it. */
	| { readonly kind: "refused"; readonly stage: SecretStage; readonly version: string; readonly user: string }
	/** Secrets Manager could not be read; `reason` is the name of the error. */
	| { readonly kind: "unread"; readonly stage: SecretStage; readonly reason: string }
	/** A connection broke while nobody used it; `reason` is the driver's code. */
	| { readonly kind: "idleLost"; readonly reason: string };

/** How a pool follows its secret. */
export interface RotatingOptions {
	/** `new SecretsManager({})` of `@aws-sdk/client-secrets-manager`, or anything that reads like it. */
	readonly secretsManager: SecretReader;
	/** Name or ARN. */
	readonly secretId: string;
	/** Rounds over AWSCURRENT and AWSPENDING after the database refused a login; 5 unless given. Servers may lock accounts after too many. */
	readonly attempts?: number | undefined;
	/** Milliseconds before the second round, doubled with each one after it, with jitter; 100 unless given. */
	readonly pause?: number | undefined;
	/** Milliseconds after which the current version is looked at again, beside the work, so that a user that takes turns is left before its password changes; 300,000 unless given. */
	readonly maximumAge?: number | undefined;
	readonly onEvent?: ((event: RotationEvent) => void) | undefined;
}

/** What is done with pools of one driver. */
export interface PoolDriver<Pool, Connection> {
	open(login: DatabaseLogin, lost: (reason: string) => void): Pool;
	connect(pool: Pool): Promise<Connection>;
	release(connection: Connection): void;
	/** The database refused the login itself. */
	refused(error: unknown): boolean;
	/** Closes idle connections now and the others when they are released; resolves when all are closed. */
	retire(pool: Pool): Promise<void>;
	end(pool: Pool): Promise<void>;
}

interface Generation<Pool> {
	readonly staged: StagedLogin;
	readonly pool: Pool;
	/** When it was last known to be current; milliseconds of a clock that only rises. */
	readAt: number;
}

/** Errors of Secrets Manager that do not pass by themselves. */
const lasting = /^(AccessDenied|ResourceNotFound|InvalidRequest|InvalidParameter|DecryptionFailure|UnrecognizedClient)/;

/** Times that a caller's connection is tried again on a newer pool. */
const handovers = 5;

const nameOf = (error: unknown): string => String((error as { name?: unknown } | null)?.name ?? "Error");

/**
 * Connections of a service whose credentials are rotated while it runs. The login is kept; when the database refuses it, one search for all who wait reads
 * AWSCURRENT, then AWSPENDING, and proves what it finds by a connection before anybody gets it. Statements are never sent twice: only opening a connection is repeated.
 */
export function rotating<Pool, Connection>(options: RotatingOptions, driver: PoolDriver<Pool, Connection>) {
	const { secretsManager, secretId, attempts = 5, pause = 100, maximumAge = 300_000, onEvent = () => {} } = options;
	let current: Generation<Pool> | undefined;
	let searching: Promise<void> | undefined;
	let closed = false;
	/** After a search in vain callers get its error for a moment, instead of each beginning the next one. */
	let inVain: { readonly until: number; readonly error: unknown } | undefined;
	const retired = new Set<Promise<void>>();

	const read = async (stage: SecretStage): Promise<StagedLogin | undefined> => {
		try {
			return await readLogin(secretsManager, secretId, stage);
		} catch (error) {
			onEvent({ kind: "unread", stage, reason: nameOf(error) });
			throw error;
		}
	};

	/** Opens a pool with the login and puts it in place of the current one; false when the database refuses it. */
	const adopt = async (staged: StagedLogin): Promise<{ readonly adopted: boolean; readonly error?: unknown }> => {
		const { stage, version, login } = staged;
		const pool = driver.open(login, (reason) => onEvent({ kind: "idleLost", reason }));
		try {
			driver.release(await driver.connect(pool));
		} catch (error) {
			await driver.end(pool).catch(() => {});
			if (!driver.refused(error)) throw error;
			onEvent({ kind: "refused", stage, version, user: login.user });
			return { adopted: false, error };
		}
		if (closed) {
			await driver.end(pool).catch(() => {});
			throw ended();
		}
		const old = current;
		current = { staged, pool, readAt: performance.now() };
		onEvent({ kind: "changed", stage, version, user: login.user });
		if (old) retire(old.pool);
		return { adopted: true };
	};

	const retire = (pool: Pool): void => {
		const going = driver
			.retire(pool)
			.catch(() => {})
			.finally(() => retired.delete(going));
		retired.add(going);
	};

	/** Finds what the database accepts; rejects with the last refusal. */
	const search = async (failed: Generation<Pool> | undefined, refusal: unknown): Promise<void> => {
		let last = refusal;
		for (let round = 1; round <= attempts; round++) {
			if (round > 1) await wait(pause * 2 ** (round - 2) * (0.5 + randomInt(1_000) / 1_000));
			for (const stage of ["AWSCURRENT", "AWSPENDING"] as const) {
				if (closed) throw ended();
				let staged: StagedLogin | undefined;
				try {
					staged = await read(stage);
				} catch (error) {
					if (stage === "AWSCURRENT" && lasting.test(nameOf(error))) throw error;
					last ??= error;
					continue;
				}
				// What was refused a moment ago is not asked for again at once.
				if (!staged || (round === 1 && failed && sameLogin(staged.login, failed.staged.login))) continue;
				const { adopted, error } = await adopt(staged);
				if (adopted) return;
				last = error;
			}
		}
		throw last;
	};

	/** One search at a time, whoever asks. */
	const renew = async (failed: Generation<Pool> | undefined, refusal?: unknown): Promise<void> => {
		// A look at the current version may be under way, which is no search.
		while (searching && !closed) {
			await searching;
			if (current !== failed) return;
		}
		if (current !== failed) return;
		if (inVain && performance.now() < inVain.until) throw inVain.error;
		const found = search(failed, refusal);
		searching = found.catch((error: unknown) => {
			// A network that failed may be back the next moment.
			if (driver.refused(error) || lasting.test(nameOf(error))) inVain = { until: performance.now() + pause * 2 ** attempts, error };
		});
		void searching.finally(() => {
			searching = undefined;
		});
		await found;
	};

	/** Beside the work: another current version is taken over when the database accepts it; whatever fails leaves things as they are. */
	const lookAgain = (generation: Generation<Pool>): void => {
		if (searching || closed || performance.now() - generation.readAt < maximumAge) return;
		generation.readAt = performance.now();
		searching = (async () => {
			const staged = await read("AWSCURRENT");
			if (staged && !sameLogin(staged.login, generation.staged.login) && current === generation) await adopt(staged);
		})()
			.catch(() => {})
			.finally(() => {
				searching = undefined;
			});
	};

	return {
		/** A connection that the database accepted. */
		async connect(): Promise<Connection> {
			for (let handover = 0; ; handover++) {
				if (closed) throw ended();
				if (!current) await renew(undefined);
				const generation = current;
				if (!generation) continue;
				lookAgain(generation);
				try {
					return await driver.connect(generation.pool);
				} catch (error) {
					if (handover >= handovers) throw error;
					// The pool was replaced while this waited for it.
					if (generation !== current && !closed) continue;
					if (!driver.refused(error)) throw error;
					await renew(generation, error);
				}
			}
		},
		/** Ends when every connection is back and closed. */
		async end(): Promise<void> {
			if (closed) return;
			closed = true;
			await searching;
			await Promise.all([...retired, ...(current ? [driver.end(current.pool)] : [])]);
		},
	};
}

const ended = (): Error => new Error("The pool has been ended.");
