import { seen } from "../../../shared/core/observed.ts";
import { kubernetesDatabaseNoTrust } from "../../../shared/rules/kubernetes/kubernetes-database-no-trust.ts";
import { databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesDatabaseNoTrust,
	{
		pass: [
			{
				name: "one variable of a Secret",
				with: { secretVariables: [{ container: "postgres", variable: "POSTGRES_PASSWORD", secret: "x", key: "y" }] },
			},
			{ name: "a value that begins like yes", with: { databaseSettings: { ALLOW_EMPTY_PASSWORD: "yesterday" } } },
			{ name: "a value that ends like yes", with: { databaseSettings: { ALLOW_EMPTY_PASSWORD: "not on" } } },
			{ name: "SCRAM", says: "no setting that is seen" },
			{ name: "no settings", with: { databaseSettings: {} } },
			{ name: "arguments of initdb", with: { databaseSettings: { POSTGRES_INITDB_ARGS: "--auth-host=scram-sha-256 --encoding=UTF8" } } },
			{
				name: "an empty password that is not permitted",
				with: { databaseSettings: { ALLOW_EMPTY_PASSWORD: "no", MYSQL_ALLOW_EMPTY_PASSWORD: "" } },
			},
			{ name: "grant tables in force", with: { databaseSettings: { "skip-grant-tables": "0" } } },
			{ name: "all of a Secret for another container", with: { secretVariables: [{ container: "exporter", secret: "x" }] } },
		],
		fail: [
			{
				name: "an empty password that is permitted beside a password in a file",
				with: { databaseSettings: { ALLOW_EMPTY_PASSWORD: "yes" }, secretVolumes: [{ secret: "x" }] },
				severity: "low",
			},
			{
				name: "an empty password that is permitted beside a password in the open",
				with: {
					databaseSettings: { ALLOW_EMPTY_PASSWORD: "yes" },
					plaintextCredentials: seen([{ container: "postgres", place: "REDIS_PASSWORD", reason: "passwordVariable" }]),
				},
				severity: "low",
			},
			{
				name: "an empty password where it is not known whether there is one in the open",
				with: { databaseSettings: { ALLOW_EMPTY_PASSWORD: "yes" }, plaintextCredentials: notRead },
			},
			{ name: "trust by initdb without a space", with: { databaseSettings: { POSTGRES_INITDB_ARGS: "-Atrust" } } },
			{ name: "trust with a space", with: { databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "trust " } } },
			{ name: "yes with a space", with: { databaseSettings: { ALLOW_EMPTY_PASSWORD: "yes " } } },
			{
				name: "trust beside all of a Secret",
				with: { databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "trust" }, secretVariables: [{ container: "postgres", secret: "x" }] },
			},
			{
				name: "an empty password beside all of a Secret",
				with: { databaseSettings: { ALLOW_EMPTY_PASSWORD: "yes" }, secretVariables: [{ container: "postgres", secret: "x" }] },
			},
			{
				name: "an empty password beside another variable of a Secret",
				with: {
					databaseSettings: { ALLOW_EMPTY_PASSWORD: "yes" },
					secretVariables: [{ container: "postgres", variable: "USER", secret: "x", key: "y" }],
				},
			},
			{
				name: "trust",
				with: { databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "trust" } },
				says: '"POSTGRES_HOST_AUTH_METHOD"',
				evidence: { count: 1 },
			},
			{ name: "trust by initdb", with: { databaseSettings: { POSTGRES_INITDB_ARGS: "--auth=trust" } } },
			{ name: "trust by initdb for hosts", with: { databaseSettings: { POSTGRESQL_INITDB_ARGS: "--encoding=UTF8 --auth-host trust" } } },
			{ name: "trust by initdb for the socket", with: { databaseSettings: { POSTGRES_INITDB_ARGS: "--auth-local=trust" } } },
			{ name: "trust by initdb in short", with: { databaseSettings: { POSTGRES_INITDB_ARGS: "-A trust" } } },
			{ name: "an empty password", with: { databaseSettings: { MYSQL_ALLOW_EMPTY_PASSWORD: "yes" } } },
			{ name: "an empty password by a value that says no", with: { databaseSettings: { MYSQL_ALLOW_EMPTY_PASSWORD: "no" } } },
			{ name: "an empty password of MariaDB", with: { databaseSettings: { MARIADB_ALLOW_EMPTY_ROOT_PASSWORD: "1" } } },
			{ name: "an empty password of MariaDB, older", with: { databaseSettings: { MARIADB_ALLOW_EMPTY_PASSWORD: "1" } } },
			{ name: "an empty password of Bitnami", with: { databaseSettings: { ALLOW_EMPTY_PASSWORD: "yes" } }, says: '"ALLOW_EMPTY_PASSWORD"' },
			{ name: "no grant tables", with: { databaseSettings: { skip_grant_tables: "" } }, says: "skip-grant-tables" },
			{ name: "a label on a job", with: { workloadKind: "Job", databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "trust" } } },
			{
				name: "a database by its image",
				with: { database: { engine: "postgres", by: "image" }, databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "trust" } },
			},
			{
				name: "an empty password that is permitted beside a password",
				with: {
					databaseSettings: { ALLOW_EMPTY_PASSWORD: "yes" },
					secretVariables: [{ container: "postgres", variable: "REDIS_PASSWORD", secret: "x", key: "password" }],
				},
				severity: "low",
			},
			{
				name: "trust beside a password",
				with: {
					databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "trust" },
					secretVariables: [{ container: "postgres", variable: "POSTGRES_PASSWORD", secret: "x", key: "password" }],
				},
			},
		],
		notApplicable: [
			{ name: "no database", with: { database: undefined }, says: "runs no database" },
			{
				name: "a job with a client of a database",
				with: { workloadKind: "CronJob", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
			{ name: "an operator sets it up", with: { database: { engine: "postgres", by: "operator" } }, says: "set up by an operator" },
		],
		indeterminate: [
			{
				name: "all of a Secret",
				with: { secretVariables: [{ container: "postgres", secret: "orders-db" }] },
				says: "all of the Secret orders-db",
			},
		],
	},
	{ ...databaseWorkload, secretVolumes: [] },
);
