# Documents that the tests start from. `parapet policy test` runs the documents of a test package through the compiled policy as well:
# documents.<verdict>.<name>, where the verdict is pass, fail, indeterminate or notApplicable.
package parapet.fixtures

import data.parapet.table_audit

test_connection_has_no_sensitive_table if count(table_audit.sensitive) == 0 with input as connection({})

# A connection as it should be, with the fields of its resource changed.
connection(fields) := {
	"schema": "parapet.document/1",
	"kind": "database.Connection",
	"id": "postgres://db.example.com:5432/orders#6a3f0c2b1d9e8f70",
	"name": "orders-api to orders as orders_app",
	"partition": "-",
	"account": "-",
	"region": "-",
	"tags": {"environment": "production"},
	"time": "2026-06-15T12:00:00.000Z",
	"resource": object.union(
		{
			"server": "postgres://db.example.com:5432/orders",
			"serverName": "db.example.com:5432/orders",
			"engine": "postgres",
			"service": "orders-api",
			"client": {
				"kind": "pod",
				"cluster": "prod",
				"namespace": "orders",
				"workload": "Deployment/orders-api",
				"searched": ["clusters"],
				"addresses": ["10.0.3.7"],
			},
			"database": "orders",
			"user": "orders_app",
			"applications": ["orders-api"],
			"sessions": 2,
			"tls": {"enabled": true, "version": "TLSv1.3", "cipher": "TLS_AES_256_GCM_SHA384", "clientMode": "verify-full"},
			"authentication": {"method": "iam", "basis": "role"},
			"rights": {"privileged": [], "allowed": ["read", "write"]},
			"oldestSession": "2026-06-15T11:00:00.000Z",
			"firstSeen": "2026-06-15T11:00:00.000Z",
			"lastSeen": "2026-06-15T12:00:00.000Z",
			"sharedWith": [],
			"purpose": "application",
			"production": true,
		},
		fields,
	),
	"unobserved": {},
}

# The same without facts that could not be read: paths as `resource.tls`.
connection_without(unobserved) := without(connection({}), unobserved)

# A PostgreSQL server with one sensitive table and an application at work.
server(fields) := {
	"schema": "parapet.document/1",
	"kind": "postgres.Server",
	"id": "postgres://db.example.com:5432/orders",
	"name": "db.example.com:5432/orders",
	"partition": "-",
	"account": "-",
	"region": "-",
	"tags": {},
	"time": "2026-06-15T12:00:00.000Z",
	"resource": object.union(
		{
			"connection": {
				"host": "db.example.com",
				"port": 5432,
				"database": "orders",
				"user": "parapet_scanner",
				"tlsMode": "verify-full",
				"authentication": "password",
			},
			"settings": settings({"shared_preload_libraries": "pg_stat_statements, pgaudit", "pgaudit.log": "read, write"}),
			"sessions": [session({})],
			"tables": [table({"comment": "PII: names and addresses"})],
		},
		fields,
	),
	"unobserved": {},
}

server_without(unobserved) := without(server({}), unobserved)

settings(values) := {name: setting |
	some name, value in values
	setting := {"value": value, "source": "configuration file", "context": "sighup", "pendingRestart": false}
}

session(fields) := object.union(
	{
		"pid": 4711,
		"backend": "client backend",
		"user": "orders_app",
		"database": "orders",
		"application": "orders-api",
		"client": "10.0.3.7",
		"tls": {"version": "TLSv1.3", "cipher": "TLS_AES_256_GCM_SHA384"},
		"gssEncrypted": false,
		"startedAt": "2026-06-15T11:00:00.000Z",
	},
	fields,
)

table(fields) := object.union(
	{
		"schema": "orders",
		"name": "customers",
		"owner": "orders_owner",
		"rowSecurity": true,
		"forcedRowSecurity": false,
		"policies": 1,
		"publicPrivileges": [],
		"triggers": [],
	},
	fields,
)

without(document, unobserved) := object.union(
	json.remove(document, [replace(path, ".", "/") | some path, _ in unobserved]),
	{"unobserved": unobserved},
)
