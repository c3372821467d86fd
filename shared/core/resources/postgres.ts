import * as z from "zod";
import { hostedBy, ScanConnection, SessionTls } from "./database.ts";
import { base, observed, Timestamp } from "./schema.ts";

/** One row of pg_settings, in the server's base unit. `source` says where the value comes from: default, configuration file, database, user, … */
export const PostgresSetting = z.strictObject({
	value: z.string(),
	unit: z.string().optional(),
	source: z.string(),
	context: z.string(),
	pendingRestart: z.boolean(),
});
export type PostgresSetting = z.infer<typeof PostgresSetting>;

/** One line of pg_hba.conf as pg_hba_file_rules parses it. Options are named only: their values may be passwords. */
export const HbaRule = z.strictObject({
	line: z.int(),
	/** local, host, hostssl, hostnossl, hostgssenc, hostnogssenc; absent when the line does not parse. */
	type: z.string().optional(),
	databases: z.array(z.string()),
	users: z.array(z.string()),
	/** An address, or all, samehost, samenet or a host name; absent for local. */
	address: z.string().optional(),
	netmask: z.string().optional(),
	method: z.string().optional(),
	options: z.array(z.string()),
	error: z.string().optional(),
});
export type HbaRule = z.infer<typeof HbaRule>;

/** One client session or replication stream of pg_stat_activity with pg_stat_ssl; the text of queries is never read. */
export const PostgresSession = z.strictObject({
	pid: z.int(),
	/** client backend or walsender. */
	backend: z.string(),
	user: z.string().optional(),
	database: z.string().optional(),
	application: z.string(),
	/** Absent for a Unix socket. */
	client: z.string().optional(),
	/** null means plaintext. */
	tls: SessionTls.nullable(),
	/** Encrypted by GSSAPI instead. */
	gssEncrypted: z.boolean(),
	startedAt: Timestamp,
	transactionSince: Timestamp.optional(),
	/** active, idle, idle in transaction, … */
	state: z.string().optional(),
	stateSince: Timestamp.optional(),
});
export type PostgresSession = z.infer<typeof PostgresSession>;

/** One role of pg_roles. `connectionLimit` -1 means none. */
export const PostgresRole = z.strictObject({
	name: z.string(),
	superuser: z.boolean(),
	login: z.boolean(),
	createRole: z.boolean(),
	createDatabase: z.boolean(),
	replication: z.boolean(),
	bypassRls: z.boolean(),
	connectionLimit: z.int(),
	/** When its password expires; absent means never. */
	passwordExpires: Timestamp.optional(),
});
export type PostgresRole = z.infer<typeof PostgresRole>;

/** `member` is in `role`; `admin` may pass the membership on. */
export const PostgresMembership = z.strictObject({
	role: z.string(),
	member: z.string(),
	admin: z.boolean(),
	/** Neither inherited nor open to SET ROLE (PostgreSQL 16 and newer): it only lets the member give the role to others. */
	dormant: z.boolean().optional(),
});
export type PostgresMembership = z.infer<typeof PostgresMembership>;

/** What one role, or PUBLIC (`role` absent), may do somewhere in the scanned database by grants or ownership of its own. */
export const PostgresGrant = z.strictObject({
	role: z.string().optional(),
	read: z.boolean(),
	write: z.boolean(),
	/** Owns something, or may create in a schema or the database. */
	define: z.boolean(),
});
export type PostgresGrant = z.infer<typeof PostgresGrant>;

/** Statements that pg_stat_statements has counted, by kind; their text never leaves the server. */
export const PostgresStatementUse = z.strictObject({
	/** When counting began. */
	since: Timestamp,
	/** How often entries were dropped for want of room: their counts are lost. */
	evictions: z.int(),
	/** Statements other than SELECT, INSERT, UPDATE, DELETE and MERGE are counted too. */
	utility: z.boolean(),
	roles: z.array(z.strictObject({ role: z.string(), read: z.int(), write: z.int(), define: z.int(), other: z.int() })),
});
export type PostgresStatementUse = z.infer<typeof PostgresStatementUse>;

/** How a role's password is stored; the hash itself is never read. */
export const PasswordType = z.enum(["none", "md5", "scram-sha-256", "other"]);

/** A table of the scanned database, with what protects it. */
export const PostgresTable = z.strictObject({
	schema: z.string(),
	name: z.string(),
	comment: z.string().optional(),
	owner: z.string(),
	rowSecurity: z.boolean(),
	/** Row security binds the owner too. */
	forcedRowSecurity: z.boolean(),
	policies: z.int(),
	publicPrivileges: z.array(z.string()),
	/** Functions of the enabled triggers. */
	triggers: z.array(z.string()),
});
export type PostgresTable = z.infer<typeof PostgresTable>;

/** A PostgreSQL server as one of its databases shows it. Lists are whole or unread, never cut. */
export const PostgresServer = z.strictObject({
	kind: z.literal("postgres.Server"),
	...base,
	connection: ScanConnection,
	hostedBy,
	/** The server's version number, e.g. 160004, and the text. */
	version: observed(z.strictObject({ number: z.int(), text: z.string() })),
	/** rds when the server has Amazon's roles. */
	platform: observed(z.enum(["rds", "other"])),
	standby: observed(z.boolean()),
	/** The settings that rules look at; a setting that is not shown to the scanning role is missing. */
	settings: observed(z.record(z.string(), PostgresSetting)),
	/** Names of the settings that were changed and wait for a restart. */
	pendingRestart: observed(z.array(z.string())),
	/** Values that a database or a role overrides, of the settings that rules look at. */
	overrides: observed(
		z.array(z.strictObject({ database: z.string().optional(), role: z.string().optional(), setting: z.string(), value: z.string() })),
	),
	hba: observed(z.array(HbaRule)),
	sessions: observed(z.array(PostgresSession)),
	roles: observed(z.array(PostgresRole)),
	passwordTypes: observed(z.record(z.string(), PasswordType)),
	memberships: observed(z.array(PostgresMembership)),
	/** Of the scanned database. */
	grants: observed(z.array(PostgresGrant)),
	statementUse: observed(PostgresStatementUse),
	databases: observed(
		z.array(z.strictObject({ name: z.string(), owner: z.string(), publicConnect: z.boolean(), publicTemporary: z.boolean() })),
	),
	extensions: observed(z.array(z.strictObject({ name: z.string(), version: z.string(), schema: z.string() }))),
	languages: observed(z.array(z.strictObject({ name: z.string(), trusted: z.boolean() }))),
	/** SECURITY DEFINER functions outside the system and extensions; `searchPath` is absent when none is fixed. */
	definerFunctions: observed(
		z.array(
			z.strictObject({
				schema: z.string(),
				name: z.string(),
				owner: z.string(),
				searchPath: z.string().optional(),
				publicExecute: z.boolean(),
			}),
		),
	),
	schemas: observed(z.array(z.strictObject({ name: z.string(), owner: z.string(), publicCreate: z.boolean() }))),
	tables: observed(z.array(PostgresTable)),
	replicationSlots: observed(
		z.array(
			z.strictObject({
				name: z.string(),
				type: z.string(),
				database: z.string().optional(),
				active: z.boolean(),
				temporary: z.boolean(),
				/** Bytes of write-ahead log that the slot holds back; absent when it holds none. */
				retainedBytes: z.number().optional(),
			}),
		),
	),
});
export type PostgresServer = z.infer<typeof PostgresServer>;
