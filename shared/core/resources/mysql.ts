import * as z from "zod";
import { hostedBy, ScanConnection, SessionTls } from "./database.ts";
import { base, observed, Timestamp } from "./schema.ts";

/** One account of mysql.user. The password's hash is never read, only whether there is one. */
export const MysqlAccount = z.strictObject({
	user: z.string(),
	host: z.string(),
	plugin: z.string(),
	hasPassword: z.boolean(),
	/** What TLS the account must use: none, any, x509 (a client certificate) or specified. */
	tls: z.enum(["none", "any", "x509", "specified"]),
	locked: z.boolean(),
	/** Days until the password expires: a number, 0 for never, absent for the server's default. */
	passwordLifetimeDays: z.int().optional(),
	role: z.boolean(),
	/** It may also log in by other plugins (MariaDB). */
	alternatives: z.boolean().optional(),
});
export type MysqlAccount = z.infer<typeof MysqlAccount>;

/** The privileges that an account holds somewhere: globally, or on a database. */
export const MysqlGrant = z.strictObject({
	user: z.string(),
	host: z.string(),
	/** Absent for global privileges. */
	database: z.string().optional(),
	/** As information_schema spells them: SUPER, FILE, SELECT, …; USAGE is none. */
	privileges: z.array(z.string()),
	/** May grant what it holds. */
	grantable: z.boolean(),
});
export type MysqlGrant = z.infer<typeof MysqlGrant>;

/** One client session; the text of statements is never read. */
export const MysqlSession = z.strictObject({
	id: z.int(),
	user: z.string(),
	host: z.string(),
	database: z.string().optional(),
	/** tls, tcp (plaintext), or local (socket, shared memory, named pipe). */
	transport: z.enum(["tls", "tcp", "local"]),
	tls: SessionTls.optional(),
	/** Seconds in its present state: the session is at least so old, its start is not known. */
	seconds: z.int().optional(),
	/** It takes the binary log: a replica. */
	replication: z.boolean().optional(),
});
export type MysqlSession = z.infer<typeof MysqlSession>;

/** `user@host` holds the role. */
export const MysqlRoleGrant = z.strictObject({ user: z.string(), host: z.string(), role: z.string(), roleHost: z.string() });
export type MysqlRoleGrant = z.infer<typeof MysqlRoleGrant>;

/** Statements that the Performance Schema has counted for a user name, by kind. */
export const MysqlStatementUse = z.strictObject({
	/** Start of the server: when counting began, unless somebody emptied the table. */
	since: Timestamp,
	/** What was not counted, as far as the server says so. */
	gaps: z.array(z.string()),
	/** `prepared`: executions of prepared statements, whose kind is not counted. */
	users: z.array(z.strictObject({ user: z.string(), read: z.int(), write: z.int(), define: z.int(), other: z.int(), prepared: z.int() })),
});
export type MysqlStatementUse = z.infer<typeof MysqlStatementUse>;

/** A MySQL or MariaDB server. Lists are whole or unread, never cut. */
export const MysqlServer = z.strictObject({
	kind: z.literal("mysql.Server"),
	...base,
	connection: ScanConnection,
	hostedBy,
	version: observed(z.strictObject({ text: z.string(), flavour: z.enum(["mysql", "mariadb"]), release: z.array(z.int()) })),
	/** rds when the server has Amazon's account rdsadmin. */
	platform: observed(z.enum(["rds", "other"])),
	/** The global variables that rules look at, by lower-case name; what the server does not have is missing. */
	variables: observed(z.record(z.string(), z.string())),
	accounts: observed(z.array(MysqlAccount)),
	grants: observed(z.array(MysqlGrant)),
	/** Privileges on single tables or columns, gathered by account and database. */
	tableGrants: observed(z.array(MysqlGrant)),
	roleGrants: observed(z.array(MysqlRoleGrant)),
	statementUse: observed(MysqlStatementUse),
	/** Plugins and components that are active. */
	plugins: observed(z.array(z.string())),
	databases: observed(z.array(z.string())),
	sessions: observed(z.array(MysqlSession)),
});
export type MysqlServer = z.infer<typeof MysqlServer>;
