import type { Observed } from "../core/observed.ts";

/** One row of an answer. */
export type Row = Readonly<Record<string, unknown>>;

/** One connection to one server. A failure of the server or the network is a value, never an exception. */
export interface SqlPort {
	/** Runs one reading statement in a read-only transaction. `operation` names what is read, for errors: a view or a table. */
	query(operation: string, sql: string, parameters?: readonly unknown[]): Promise<Observed<readonly Row[]>>;
}

/** Opens a connection, or says why there is none. */
export interface SqlConnection extends SqlPort {
	close(): Promise<void>;
}

/** How long things may take, in milliseconds. */
export interface SqlTimeouts {
	readonly connect: number;
	/** Of one statement: the server is told, and when it does not keep to it the connection is cut. */
	readonly statement: number;
}

export const defaultTimeouts: SqlTimeouts = { connect: 10_000, statement: 20_000 };

/** How much longer than the server's own limit we wait before the connection is cut. */
export const grace = ({ statement }: SqlTimeouts): number => Math.min(5_000, statement);
