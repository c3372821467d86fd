import { seen } from "../../../shared/core/observed.ts";
import type { MysqlServer, PostgresServer } from "../../../shared/core/resources/index.ts";
import type { MysqlAccount } from "../../../shared/core/resources/mysql.ts";
import type { HbaRule, PostgresRole, PostgresSession, PostgresTable } from "../../../shared/core/resources/postgres.ts";

const place = { partition: "-", account: "-", region: "-", tags: seen({}) } as const;

/** A setting as the configuration file sets it. */
export const setting = (value: string, source = "configuration file") => ({ value, source, context: "sighup", pendingRestart: false });

/** A role without any right but to log in, whose password expires. */
export const role = (name: string, differences: Partial<PostgresRole> = {}): PostgresRole => ({
	name,
	superuser: false,
	login: true,
	createRole: false,
	createDatabase: false,
	replication: false,
	bypassRls: false,
	connectionLimit: 20,
	passwordExpires: "2026-09-01T00:00:00.000Z",
	...differences,
});

/** A session of an application, over TLS from another host. */
export const session = (differences: Partial<PostgresSession> = {}): PostgresSession => ({
	pid: 4711,
	backend: "client backend",
	user: "orders_app",
	database: "orders",
	application: "orders-api",
	client: "10.0.3.7",
	tls: { version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384" },
	gssEncrypted: false,
	startedAt: "2026-06-15T11:00:00.000Z",
	state: "idle",
	stateSince: "2026-06-15T11:59:00.000Z",
	...differences,
});

export const settings = {
	data_checksums: setting("on", "override"),
	debug_print_parse: setting("off", "default"),
	debug_print_plan: setting("off", "default"),
	debug_print_rewritten: setting("off", "default"),
	idle_in_transaction_session_timeout: setting("600000"),
	listen_addresses: setting("localhost,10.0.3.1"),
	log_connections: setting("on"),
	log_destination: setting("stderr", "default"),
	log_disconnections: setting("on"),
	log_error_verbosity: setting("default", "default"),
	log_file_mode: setting("0600", "default"),
	log_hostname: setting("off", "default"),
	log_line_prefix: setting("%m [%p] %u@%d %h "),
	log_min_error_statement: setting("error", "default"),
	log_min_messages: setting("warning", "default"),
	log_parameter_max_length: setting("0"),
	log_parameter_max_length_on_error: setting("0", "default"),
	log_replication_commands: setting("on"),
	log_statement: setting("ddl"),
	logging_collector: setting("on"),
	password_encryption: setting("scram-sha-256", "default"),
	"pgaudit.log": setting("ddl, role, write"),
	"pgaudit.log_parameter": setting("off", "default"),
	row_security: setting("on", "default"),
	session_preload_libraries: setting("", "default"),
	shared_preload_libraries: setting("pgaudit"),
	ssl: setting("on"),
	ssl_ciphers: setting("HIGH:!aNULL:!MD5:!3DES"),
	ssl_max_protocol_version: setting("", "default"),
	ssl_min_protocol_version: setting("TLSv1.2", "default"),
	unix_socket_permissions: setting("0770"),
};

/** A self-managed PostgreSQL 16 in good order. */
export const postgresServer: PostgresServer = {
	kind: "postgres.Server",
	arn: "postgres://db.example.com:5432/orders",
	name: "db.example.com:5432/orders",
	...place,
	connection: {
		host: "db.example.com",
		port: 5432,
		database: "orders",
		user: "parapet_scanner",
		tlsMode: "verify-full",
		authentication: "password",
	},
	version: seen({ number: 160004, text: "16.4" }),
	platform: seen("other"),
	standby: seen(false),
	settings: seen(settings),
	pendingRestart: seen([]),
	overrides: seen([]),
	hba: seen([
		{ line: 1, type: "local", databases: ["all"], users: ["postgres"], method: "peer", options: [] },
		{
			line: 2,
			type: "hostssl",
			databases: ["orders"],
			users: ["orders_app"],
			address: "10.0.3.0",
			netmask: "255.255.255.0",
			method: "scram-sha-256",
			options: [],
		},
	]),
	sessions: seen([session()]),
	roles: seen([
		role("postgres", { superuser: true, createRole: true, createDatabase: true, replication: true, bypassRls: true }),
		role("orders_app"),
		role("pg_monitor", { login: false, passwordExpires: undefined, connectionLimit: -1 }),
	]),
	passwordTypes: seen({ postgres: "scram-sha-256", orders_app: "scram-sha-256", pg_monitor: "none" }),
	memberships: seen([{ role: "pg_read_all_settings", member: "pg_monitor", admin: false }]),
	grants: seen([{ role: "orders_app", read: true, write: true, define: false }]),
	statementUse: seen({
		since: "2026-06-01T00:00:00.000Z",
		evictions: 0,
		utility: true,
		roles: [{ role: "orders_app", read: 120_000, write: 30_000, define: 0, other: 12 }],
	}),
	databases: seen([{ name: "orders", owner: "orders_owner", publicConnect: false, publicTemporary: false }]),
	extensions: seen([{ name: "plpgsql", version: "1.0", schema: "pg_catalog" }]),
	languages: seen([{ name: "plpgsql", trusted: true }]),
	definerFunctions: seen([
		{ schema: "orders", name: "place_order", owner: "orders_owner", searchPath: "pg_catalog, orders, pg_temp", publicExecute: false },
	]),
	schemas: seen([{ name: "public", owner: "pg_database_owner", publicCreate: false }]),
	tables: seen([
		{
			schema: "orders",
			name: "customers",
			comment: "Sensitive: names and addresses",
			owner: "orders_owner",
			rowSecurity: true,
			forcedRowSecurity: false,
			policies: 1,
			publicPrivileges: [],
			triggers: ["audit_change"],
		},
	]),
	replicationSlots: seen([{ name: "standby_1", type: "physical", active: true, temporary: false, retainedBytes: 1024 }]),
};

export const mysqlVariables: Record<string, string> = {
	default_password_lifetime: "180",
	general_log: "OFF",
	have_symlink: "DISABLED",
	local_infile: "OFF",
	log_bin_trust_function_creators: "OFF",
	log_error: "/var/log/mysql/error.log",
	log_error_verbosity: "2",
	log_raw: "OFF",
	require_secure_transport: "ON",
	secure_file_priv: "NULL",
	skip_name_resolve: "ON",
	slow_query_log: "ON",
	sql_mode: "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
	tls_version: "TLSv1.2,TLSv1.3",
	authentication_policy: "*,,",
};

/** A self-managed MySQL 8.4 in good order. */
export const mysqlServer: MysqlServer = {
	kind: "mysql.Server",
	arn: "mysql://my.example.com:3306",
	name: "my.example.com:3306",
	...place,
	connection: {
		host: "my.example.com",
		port: 3306,
		database: "",
		user: "parapet_scanner",
		tlsMode: "verify-full",
		authentication: "password",
	},
	version: seen({ text: "8.4.3", flavour: "mysql", release: [8, 4, 3] }),
	platform: seen("other"),
	variables: seen(mysqlVariables),
	accounts: seen([
		{ user: "root", host: "localhost", plugin: "caching_sha2_password", hasPassword: true, tls: "none", locked: false, role: false },
		{ user: "shop", host: "10.0.3.%", plugin: "caching_sha2_password", hasPassword: true, tls: "any", locked: false, role: false },
	]),
	grants: seen([
		{ user: "root", host: "localhost", privileges: ["FILE", "PROCESS", "SELECT", "SUPER"], grantable: true },
		{ user: "shop", host: "10.0.3.%", privileges: ["USAGE"], grantable: false },
		{ user: "shop", host: "10.0.3.%", database: "shop", privileges: ["INSERT", "SELECT", "UPDATE"], grantable: false },
	]),
	tableGrants: seen([]),
	roleGrants: seen([]),
	statementUse: seen({
		since: "2026-06-01T00:00:00.000Z",
		gaps: [],
		users: [{ user: "shop", read: 9_000, write: 800, define: 0, other: 3, prepared: 0 }],
	}),
	plugins: seen(["audit_log", "caching_sha2_password", "file://component_validate_password"]),
	databases: seen(["information_schema", "mysql", "performance_schema", "shop", "sys"]),
	sessions: seen([
		{
			id: 12,
			user: "shop",
			host: "10.0.3.7",
			database: "shop",
			transport: "tls",
			tls: { version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384" },
		},
	]),
};

/** The compliant settings with other values; undefined takes one away. */
export const changed = (
	values: Readonly<Record<string, string | undefined | ReturnType<typeof setting>>>,
): { readonly settings: PostgresServer["settings"] } => {
	const all: Record<string, ReturnType<typeof setting> | undefined> = { ...settings };
	for (const [name, value] of Object.entries(values)) all[name] = typeof value === "string" ? setting(value) : value;
	return { settings: seen(Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])))) };
};

/** A fact that the server refused to show. */
export const unreadSql = <F extends string>(fact: F) =>
	({ [fact]: { unread: { service: "postgres", operation: fact, cause: "denied" as const, message: "permission denied" } } }) as unknown as {
		readonly [N in F]: { unread: { service: string; operation: string; cause: "denied"; message: string } };
	};

/** A line of pg_hba.conf that admits everybody from 10.0.0.0/8 by SCRAM. */
export const hostLine = (differences: Partial<HbaRule> = {}): HbaRule => ({
	line: 3,
	type: "host",
	databases: ["all"],
	users: ["all"],
	address: "10.0.0.0",
	netmask: "255.0.0.0",
	method: "scram-sha-256",
	options: [],
	...differences,
});

/** The sensitive table of the compliant server. */
export const table = (differences: Partial<PostgresTable> = {}): PostgresTable => ({
	schema: "orders",
	name: "customers",
	comment: "Sensitive: names and addresses",
	owner: "orders_owner",
	rowSecurity: true,
	forcedRowSecurity: false,
	policies: 1,
	publicPrivileges: [],
	triggers: ["audit_change"],
	...differences,
});

/** The compliant variables with other values; undefined takes one away. */
export const changedVariables = (
	values: Readonly<Record<string, string | undefined>>,
): { readonly variables: MysqlServer["variables"] } => ({
	variables: seen(
		Object.fromEntries(
			Object.entries({ ...mysqlVariables, ...values }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
		),
	),
});

/** An account in good order, of hosts 10.0.3.%. */
export const mysqlAccount = (user: string, differences: Partial<MysqlAccount> = {}): MysqlAccount => ({
	user,
	host: "10.0.3.%",
	plugin: "caching_sha2_password",
	hasPassword: true,
	tls: "any",
	locked: false,
	role: false,
	...differences,
});
