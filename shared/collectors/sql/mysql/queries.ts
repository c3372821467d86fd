/** The global variables that are read. Others stay where they are: a few name files and hosts that are nobody's business. */
const readVariables = [
	"audit_log_policy",
	"authentication_policy",
	"automatic_sp_privileges",
	"binlog_encryption",
	"default_authentication_plugin",
	"default_password_lifetime",
	"encrypt_binlog",
	"general_log",
	"have_openssl",
	"have_ssl",
	"have_symlink",
	"local_infile",
	"log_bin",
	"log_bin_trust_function_creators",
	"log_error",
	"log_error_verbosity",
	"log_raw",
	"log_warnings",
	"old_passwords",
	"performance_schema",
	"require_secure_transport",
	"secure_auth",
	"secure_file_priv",
	"server_audit_events",
	"server_audit_logging",
	"skip_name_resolve",
	"skip_networking",
	"skip_show_database",
	"slow_query_log",
	"sql_mode",
	"strict_password_validation",
	"tls_version",
	"wait_timeout",
]
	.map((name) => `'${name}'`)
	.join(", ");

/** What is asked. Everything reads; no statement takes text from outside. */
export const queries = {
	version: "SELECT VERSION() AS text, @@version_comment AS comment",
	variables: `SELECT LOWER(VARIABLE_NAME) AS name, VARIABLE_VALUE AS value FROM performance_schema.global_variables
		WHERE LOWER(VARIABLE_NAME) IN (${readVariables}) ORDER BY 1`,
	mariadbVariables: `SELECT LOWER(VARIABLE_NAME) AS name, VARIABLE_VALUE AS value FROM information_schema.GLOBAL_VARIABLES
		WHERE LOWER(VARIABLE_NAME) IN (${readVariables}) ORDER BY 1`,
	globalGrants:
		"SELECT GRANTEE AS grantee, NULL AS db, PRIVILEGE_TYPE AS privilege, IS_GRANTABLE AS grantable FROM information_schema.USER_PRIVILEGES",
	databaseGrants:
		"SELECT GRANTEE AS grantee, TABLE_SCHEMA AS db, PRIVILEGE_TYPE AS privilege, IS_GRANTABLE AS grantable FROM information_schema.SCHEMA_PRIVILEGES",
	// Tables and columns are gathered by database: which they are is nobody's business.
	tableGrants: `SELECT GRANTEE AS grantee, TABLE_SCHEMA AS db, PRIVILEGE_TYPE AS privilege, MAX(IS_GRANTABLE) AS grantable FROM (
			SELECT GRANTEE, TABLE_SCHEMA, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.TABLE_PRIVILEGES
			UNION ALL SELECT GRANTEE, TABLE_SCHEMA, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.COLUMN_PRIVILEGES
		) AS held GROUP BY 1, 2, 3`,
	roleGrants: "SELECT TO_USER AS user, TO_HOST AS host, FROM_USER AS role, FROM_HOST AS role_host FROM mysql.role_edges",
	mariadbRoleGrants: "SELECT User AS user, Host AS host, Role AS role, '' AS role_host FROM mysql.roles_mapping",
	plugins: "SELECT LOWER(PLUGIN_NAME) AS name FROM information_schema.PLUGINS WHERE PLUGIN_STATUS = 'ACTIVE' ORDER BY 1",
	components: "SELECT component_urn AS name FROM mysql.component ORDER BY 1",
	// Without SHOW DATABASES the list holds only what the scanning account has rights on.
	mayListDatabases: `SELECT COUNT(*) > 0 AS allowed FROM information_schema.USER_PRIVILEGES
		WHERE PRIVILEGE_TYPE IN ('SHOW DATABASES', 'SUPER') AND GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')`,
	// Switched off it shows no session at all.
	watchesSessions: "SELECT @@performance_schema AS allowed",
	databases: "SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA ORDER BY 1",
	// CONNECTION_TYPE tells TLS from plaintext; the version and the cipher are in the session's status.
	sessions: `SELECT t.PROCESSLIST_ID AS id, t.PROCESSLIST_USER AS user, t.PROCESSLIST_HOST AS host, t.PROCESSLIST_DB AS db, t.CONNECTION_TYPE AS type,
			t.PROCESSLIST_TIME AS seconds, t.PROCESSLIST_COMMAND LIKE 'Binlog Dump%' AS replication,
			MAX(CASE WHEN s.VARIABLE_NAME = 'Ssl_version' THEN s.VARIABLE_VALUE END) AS version,
			MAX(CASE WHEN s.VARIABLE_NAME = 'Ssl_cipher' THEN s.VARIABLE_VALUE END) AS cipher
		FROM performance_schema.threads t
		LEFT JOIN performance_schema.status_by_thread s ON s.THREAD_ID = t.THREAD_ID AND s.VARIABLE_NAME IN ('Ssl_version', 'Ssl_cipher')
		WHERE t.TYPE = 'FOREGROUND' AND t.PROCESSLIST_USER IS NOT NULL AND t.PROCESSLIST_ID <> CONNECTION_ID() AND t.CONNECTION_TYPE IS NOT NULL
		GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1`,
} as const;

/** Accounts; of the password only whether there is one. */
export const accountQueries = {
	mysql: `SELECT User AS user, Host AS host, plugin, authentication_string <> '' AS has_password, ssl_type AS ssl_type,
			account_locked = 'Y' AS locked, password_lifetime AS lifetime, 0 AS role
		FROM mysql.user ORDER BY 1, 2`,
	// mysql.user is a view there, over JSON in mysql.global_priv.
	mariadb: `SELECT User AS user, Host AS host, COALESCE(NULLIF(JSON_VALUE(Priv, '$.plugin'), ''), 'mysql_native_password') AS plugin,
			COALESCE(JSON_VALUE(Priv, '$.authentication_string'), '') <> '' AS has_password, COALESCE(JSON_VALUE(Priv, '$.ssl_type'), '0') AS ssl_type,
			COALESCE(JSON_VALUE(Priv, '$.account_locked'), 'false') IN ('true', '1') AS locked, JSON_VALUE(Priv, '$.password_lifetime') AS lifetime,
			COALESCE(JSON_VALUE(Priv, '$.is_role'), 'false') IN ('true', '1') AS role, JSON_EXISTS(Priv, '$.auth_or') AS alternatives
		FROM mysql.global_priv ORDER BY 1, 2`,
} as const;
