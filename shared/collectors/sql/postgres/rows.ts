import type { Row } from "../../../connect/port.ts";
import type {
	HbaRule,
	PostgresGrant,
	PostgresMembership,
	PostgresRole,
	PostgresSession,
	PostgresSetting,
	PostgresTable,
} from "../../../core/resources/postgres.ts";
import { flag, number, optionalText, text, texts } from "../reading.ts";

export const settingOf = (row: Row): PostgresSetting => ({
	value: text(row, "value"),
	unit: optionalText(row, "unit"),
	source: text(row, "source"),
	context: text(row, "context"),
	pendingRestart: flag(row, "pending_restart"),
});

export const overrideOf = (row: Row) => ({
	database: optionalText(row, "database"),
	role: optionalText(row, "role"),
	setting: text(row, "setting"),
	value: text(row, "value"),
});

export const hbaOf = (row: Row): HbaRule => ({
	line: number(row, "line"),
	type: optionalText(row, "type"),
	databases: texts(row, "databases"),
	users: texts(row, "users"),
	address: optionalText(row, "address"),
	netmask: optionalText(row, "netmask"),
	method: optionalText(row, "method"),
	options: texts(row, "options"),
	error: optionalText(row, "error"),
});

export const sessionOf = (row: Row): PostgresSession => ({
	pid: number(row, "pid"),
	backend: text(row, "backend"),
	user: optionalText(row, "user"),
	database: optionalText(row, "database"),
	application: optionalText(row, "application") ?? "",
	client: optionalText(row, "client"),
	// A session without a row in pg_stat_ssl must not look like one with TLS, nor the other way round.
	tls: flag(row, "ssl") ? { version: text(row, "version"), cipher: text(row, "cipher") } : null,
	gssEncrypted: flag(row, "gss_encrypted"),
	startedAt: text(row, "started_at"),
	transactionSince: optionalText(row, "transaction_since"),
	state: optionalText(row, "state"),
	stateSince: optionalText(row, "state_since"),
});

export const roleOf = (row: Row): PostgresRole => ({
	name: text(row, "name"),
	superuser: flag(row, "superuser"),
	login: flag(row, "login"),
	createRole: flag(row, "create_role"),
	createDatabase: flag(row, "create_database"),
	replication: flag(row, "replication"),
	bypassRls: flag(row, "bypass_rls"),
	connectionLimit: number(row, "connection_limit"),
	passwordExpires: optionalText(row, "password_expires"),
});

export const membershipOf = (row: Row): PostgresMembership => ({
	role: text(row, "role"),
	member: text(row, "member"),
	admin: flag(row, "admin"),
	...(row.dormant === true ? { dormant: true } : {}),
});

export const grantOf = (row: Row): PostgresGrant => ({
	role: optionalText(row, "role"),
	read: flag(row, "read"),
	write: flag(row, "write"),
	define: flag(row, "define"),
});

export const databaseOf = (row: Row) => ({
	name: text(row, "name"),
	owner: text(row, "owner"),
	publicConnect: flag(row, "public_connect"),
	publicTemporary: flag(row, "public_temporary"),
});

export const extensionOf = (row: Row) => ({ name: text(row, "name"), version: text(row, "version"), schema: text(row, "schema") });

export const functionOf = (row: Row) => ({
	schema: text(row, "schema"),
	name: text(row, "name"),
	owner: text(row, "owner"),
	searchPath: optionalText(row, "search_path"),
	publicExecute: flag(row, "public_execute"),
});

export const schemaOf = (row: Row) => ({ name: text(row, "name"), owner: text(row, "owner"), publicCreate: flag(row, "public_create") });

export const tableOf = (row: Row): PostgresTable => ({
	schema: text(row, "schema"),
	name: text(row, "name"),
	comment: optionalText(row, "comment"),
	owner: text(row, "owner"),
	rowSecurity: flag(row, "row_security"),
	forcedRowSecurity: flag(row, "forced"),
	policies: number(row, "policies"),
	publicPrivileges: texts(row, "public_privileges"),
	triggers: texts(row, "triggers"),
});

export const slotOf = (row: Row) => ({
	name: text(row, "name"),
	type: text(row, "type"),
	database: optionalText(row, "database"),
	active: flag(row, "active"),
	temporary: flag(row, "temporary"),
	retainedBytes: optionalText(row, "retained") === undefined ? undefined : number(row, "retained"),
});
