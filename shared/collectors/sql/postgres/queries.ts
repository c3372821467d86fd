/** ISO 8601 in UTC; NULL for NULL and for infinity. */
const iso = (column: string): string =>
	`CASE WHEN isfinite(${column}) THEN to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END`;

const userSchemas = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";

/** Tables, views and what else holds rows, without those of the system and of extensions. */
const userTables = `SELECT c.oid, c.relowner, c.relacl FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${userSchemas}
		AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')`;

/** What is asked. Everything reads the catalogue; no statement takes text from outside but as a parameter. */
export const queries = {
	version: "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text",
	platform: "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_superuser') AS rds, pg_is_in_recovery() AS standby",
	settings: "SELECT name, setting AS value, unit, source, context, pending_restart FROM pg_settings WHERE name = ANY($1) ORDER BY name",
	pendingRestart: "SELECT name FROM pg_settings WHERE pending_restart ORDER BY name",
	overrides: `SELECT d.datname::text AS database, r.rolname::text AS role, split_part(c.entry, '=', 1) AS setting,
			substr(c.entry, strpos(c.entry, '=') + 1) AS value
		FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) AS c(entry)
		LEFT JOIN pg_database d ON d.oid = s.setdatabase LEFT JOIN pg_roles r ON r.oid = s.setrole
		WHERE split_part(c.entry, '=', 1) = ANY($1) ORDER BY 1, 2, 3`,
	// From 16 on files may include others, whose lines have numbers of their own: rules are numbered in the order in which they count.
	// Of an option only the name, but for clientcert: others may carry a bind password or a shared secret.
	hba: `SELECT line_number AS line, type, database::text[] AS databases, user_name::text[] AS users, address, netmask, auth_method AS method,
			ARRAY(SELECT CASE WHEN o LIKE 'clientcert=%' THEN o ELSE split_part(o, '=', 1) END FROM unnest(options) AS o) AS options, error
		FROM pg_hba_file_rules h ORDER BY (to_jsonb(h) ->> 'rule_number')::int, line_number`,
	mayReadSessions: "SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS allowed",
	sessions: `SELECT a.pid, a.backend_type AS backend, a.usename::text AS "user", a.datname::text AS database, a.application_name AS application,
			host(a.client_addr) AS client, s.ssl, s.version, s.cipher, COALESCE(g.encrypted, false) AS gss_encrypted,
			${iso("a.backend_start")} AS started_at, ${iso("a.xact_start")} AS transaction_since, a.state, ${iso("a.state_change")} AS state_since
		FROM pg_stat_activity a LEFT JOIN pg_stat_ssl s USING (pid) LEFT JOIN pg_stat_gssapi g USING (pid)
		WHERE a.backend_type IN ('client backend', 'walsender') AND a.pid <> pg_backend_pid() ORDER BY a.pid`,
	roles: `SELECT rolname::text AS name, rolsuper AS superuser, rolcanlogin AS login, rolcreaterole AS create_role, rolcreatedb AS create_database,
			rolreplication AS replication, rolbypassrls AS bypass_rls, rolconnlimit AS connection_limit, ${iso("rolvaliduntil")} AS password_expires
		FROM pg_roles ORDER BY rolname`,
	// The kind of hash, never the hash.
	passwordTypes: `SELECT rolname::text AS name, CASE WHEN rolpassword IS NULL THEN 'none' WHEN rolpassword LIKE 'SCRAM-SHA-256$%' THEN 'scram-sha-256'
			WHEN rolpassword ~ '^md5[0-9a-f]{32}$' THEN 'md5' ELSE 'other' END AS type
		FROM pg_authid ORDER BY rolname`,
	// From 16 on a membership may be granted several times by different roles, and has options that older versions have no columns for.
	memberships: `SELECT r.rolname::text AS role, m.rolname::text AS member, bool_or(a.admin_option) AS admin,
			bool_and(NOT COALESCE((to_jsonb(a) ->> 'inherit_option')::bool OR (to_jsonb(a) ->> 'set_option')::bool, true)) AS dormant
		FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member GROUP BY 1, 2 ORDER BY 1, 2`,
	// One row a grantee however many tables there are: memberships are followed by whoever asks for a role's rights.
	grants: `SELECT r.rolname::text AS role, bool_or(held.read) AS read, bool_or(held.write) AS write, bool_or(held.define) AS define
		FROM (
			SELECT c.relowner AS grantee, true AS read, true AS write, true AS define FROM (${userTables}) c
			UNION ALL SELECT a.grantee, a.privilege_type = 'SELECT', a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'), false
				FROM (${userTables}) c CROSS JOIN LATERAL aclexplode(c.relacl) AS a
			UNION ALL SELECT a.grantee, a.privilege_type = 'SELECT', a.privilege_type IN ('INSERT', 'UPDATE'), false
				FROM (${userTables}) c JOIN pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL CROSS JOIN LATERAL aclexplode(t.attacl) AS a
			UNION ALL SELECT n.nspowner, false, false, true FROM pg_namespace n WHERE ${userSchemas}
			UNION ALL SELECT a.grantee, false, false, true
				FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) AS a WHERE ${userSchemas} AND a.privilege_type = 'CREATE'
			UNION ALL SELECT d.datdba, false, false, true FROM pg_database d WHERE d.datname = current_database()
			UNION ALL SELECT a.grantee, false, false, true
				FROM pg_database d CROSS JOIN LATERAL aclexplode(d.datacl) AS a
				WHERE d.datname = current_database() AND a.privilege_type = 'CREATE'
		) AS held LEFT JOIN pg_roles r ON r.oid = held.grantee
		WHERE held.grantee = 0 OR r.oid IS NOT NULL GROUP BY 1 ORDER BY 1`,
	databases: `SELECT d.datname::text AS name, r.rolname::text AS owner, has_database_privilege('public', d.oid, 'CONNECT') AS public_connect,
			has_database_privilege('public', d.oid, 'TEMPORARY') AS public_temporary
		FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datallowconn ORDER BY 1`,
	extensions: `SELECT e.extname::text AS name, e.extversion AS version, n.nspname::text AS schema
		FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace ORDER BY 1`,
	languages: "SELECT lanname::text AS name, lanpltrusted AS trusted FROM pg_language WHERE lanispl ORDER BY 1",
	definerFunctions: `SELECT n.nspname::text AS schema, p.proname::text AS name, r.rolname::text AS owner,
			(SELECT substr(c, 13) FROM unnest(p.proconfig) AS c WHERE c LIKE 'search\\_path=%') AS search_path,
			has_function_privilege('public', p.oid, 'EXECUTE') AS public_execute
		FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
		WHERE p.prosecdef AND ${userSchemas}
			AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
		ORDER BY 1, 2`,
	schemas: `SELECT n.nspname::text AS name, r.rolname::text AS owner, has_schema_privilege('public', n.oid, 'CREATE') AS public_create
		FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner WHERE ${userSchemas} ORDER BY 1`,
	tables: `SELECT n.nspname::text AS schema, c.relname::text AS name, left(obj_description(c.oid, 'pg_class'), 200) AS comment, r.rolname::text AS owner,
			c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced, (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
			ARRAY(SELECT DISTINCT a.privilege_type FROM aclexplode(c.relacl) AS a WHERE a.grantee = 0 ORDER BY 1) AS public_privileges,
			ARRAY(SELECT DISTINCT f.proname::text FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
				WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D' ORDER BY 1) AS triggers
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner
		WHERE c.relkind IN ('r', 'p') AND ${userSchemas}
			AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
		ORDER BY 1, 2`,
	replicationSlots: `SELECT slot_name::text AS name, slot_type AS type, database::text AS database, active, temporary,
			pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)::text AS retained
		FROM pg_replication_slots ORDER BY 1`,
} as const;
