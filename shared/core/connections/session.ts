import type { Observed, Unread } from "../observed.ts";
import type { ConnectionAuthentication, ConnectionRights, ConnectionUse, DatabaseConnection } from "../resources/connection.ts";

/** A session of any engine, with what only its engine can say of it. */
export interface Session {
	/** The same for the same session, whichever endpoint of its server shows it. */
	readonly identity: string;
	readonly user: string | undefined;
	readonly database: string | undefined;
	readonly application: string;
	/** Address of the client, or the name that the server knows it by; absent for a socket. */
	readonly client: string | undefined;
	readonly tls: { readonly enabled: boolean; readonly version?: string | undefined; readonly cipher?: string | undefined };
	readonly startedAt: Observed<string>;
	/** A time at which it was open already. */
	readonly openSince: string | undefined;
	readonly idleInTransactionSince: string | undefined;
	readonly purpose: DatabaseConnection["purpose"];
}

/** A server as the join looks at it: its sessions, and what it knows of their users. */
export interface Sessions {
	readonly sessions: readonly Session[];
	authentication(session: Session): Observed<ConnectionAuthentication>;
	rights(session: Session): Observed<ConnectionRights>;
	use(session: Session): Observed<ConnectionUse>;
}

/** A fact that the join cannot conclude from what was read. */
export const unknown = (operation: string, message: string, cause: Unread["cause"] = "notFound"): { unread: Unread } => ({
	unread: { service: "connection", operation, cause, message },
});

/** Remembers what was computed for a key. */
export function remembering<T>(): (key: string, compute: () => T) => T {
	const known = new Map<string, T>();
	return (key, compute) => {
		const found = known.get(key);
		if (found !== undefined || known.has(key)) return found as T;
		const value = compute();
		known.set(key, value);
		return value;
	};
}

/** Answers what a list holds under a key; each list is gone through once, however often it is asked. */
export function indexing<T>(keyOf: (item: T) => string): (items: readonly T[], key: string) => readonly T[] {
	const known = new WeakMap<readonly T[], ReadonlyMap<string, readonly T[]>>();
	return (items, key) => {
		const index = known.get(items) ?? Map.groupBy(items, keyOf);
		known.set(items, index);
		return index.get(key) ?? [];
	};
}

/** Roles and accounts that Amazon operates RDS with. They count only where Amazon's own facts say that it is RDS: anybody can take such a name elsewhere. */
export const amazonUsers: readonly string[] = [
	"rdsadmin",
	"rdstopmgr",
	"rdsrepladmin",
	"rdsproxyadmin",
	"rdswriteforwarduser",
	"rds_aurora_storage_admin",
	"rdsaurora",
];
