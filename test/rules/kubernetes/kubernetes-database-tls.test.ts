import { kubernetesDatabaseTls } from "../../../shared/rules/kubernetes/kubernetes-database-tls.ts";
import { container, databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

const mysql = { database: { engine: "mysql", by: "image" } } as const;

testRule(
	kubernetesDatabaseTls,
	{
		pass: [
			{ name: "an argument of PostgreSQL", says: 'sets ssl = "on"', evidence: { setting: "ssl", value: "on" } },
			{ name: "Bitnami", with: { databaseSettings: { POSTGRESQL_ENABLE_TLS: "yes" } }, says: "POSTGRESQL_ENABLE_TLS" },
			{
				name: "a mode of an image of one's own",
				with: {
					databaseSettings: { POSTGRES_SSL_MODE: "require" },
					containers: [container({ name: "postgres", image: "acme/postgres:16" })],
				},
				says: "POSTGRES_SSL_MODE",
			},
			{ name: "MySQL", with: { ...mysql, databaseSettings: { "require-secure-transport": "ON" } }, says: "require_secure_transport" },
			{ name: "the bare option of MySQL", with: { ...mysql, databaseSettings: { require_secure_transport: "" } } },
			{
				name: "flags of MariaDB",
				with: {
					database: { engine: "mariadb", by: "image" },
					databaseSettings: { MARIADB_EXTRA_FLAGS: "--a=1 --require-secure-transport" },
				},
				says: "MARIADB_EXTRA_FLAGS",
			},
			{ name: "flags of MySQL", with: { ...mysql, databaseSettings: { MYSQL_EXTRA_FLAGS: "--require_secure_transport=ON" } } },
		],
		fail: [
			{ name: "a value that is very long", with: { databaseSettings: { ssl: "f".repeat(300) } }, evidence: { value: "f".repeat(200) } },
			{ name: "an argument", with: { databaseSettings: { ssl: "off" } }, says: 'sets ssl = "off"' },
			{ name: "Bitnami without", with: { databaseSettings: { POSTGRESQL_ENABLE_TLS: "no" } } },
			{ name: "a mode without TLS", with: { databaseSettings: { POSTGRES_SSL_MODE: "disable" } }, says: 'POSTGRES_SSL_MODE = "disable"' },
			{ name: "a mode that prefers", with: { databaseSettings: { POSTGRES_SSL_MODE: "prefer" } } },
			{ name: "a mode that is none", with: { databaseSettings: { POSTGRES_SSL_MODE: "perhaps" } } },
			{ name: "PostgreSQL by default", with: { databaseSettings: {}, configMaps: [] }, says: "off by default" },
			{
				name: "PostgreSQL of another maker by default",
				with: {
					databaseSettings: {},
					configMaps: [],
					database: { engine: "postgres", by: "image" },
					containers: [container({ name: "postgres", image: "bitnami/postgresql:17" })],
				},
			},
			{ name: "MySQL that does not require it", with: { ...mysql, databaseSettings: { require_secure_transport: "OFF" } } },
			{
				name: "flags that do not require it",
				with: { ...mysql, databaseSettings: { MYSQL_EXTRA_FLAGS: "--require-secure-transport=OFF" } },
			},
			{ name: "MySQL without TLS", with: { ...mysql, databaseSettings: { "skip-ssl": "" } }, says: "skip_ssl" },
			{
				name: "MySQL that merely offers it",
				with: { ...mysql, databaseSettings: { "skip-ssl": "0" } },
				says: "offers TLS but takes plaintext",
			},
			{ name: "MySQL by default", with: { ...mysql, databaseSettings: {}, configMaps: [] }, says: "takes by default" },
		],
		notApplicable: [
			{ name: "no database", with: { database: undefined }, says: "runs no database" },
			{
				name: "a job with a client of a database",
				with: { workloadKind: "CronJob", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
			{ name: "an operator sets it up", with: { database: { engine: "postgres", by: "operator" } }, says: "set up by an operator" },
			{ name: "another engine", with: { database: { engine: "redis", by: "image" } }, says: "(redis)" },
		],
		indeterminate: [
			{
				name: "a mode of the official image beside another",
				with: {
					databaseSettings: { POSTGRES_SSL_MODE: "require" },
					containers: [container({ name: "a", image: "postgres:16" }), container({ name: "b", image: "acme/exporter:1" })],
				},
				says: "takes no notice",
			},
			{
				name: "an image beside the official one",
				with: {
					databaseSettings: {},
					configMaps: [],
					containers: [container({ name: "a", image: "postgres:16" }), container({ name: "b", image: "acme/exporter:1" })],
				},
				says: "its image may set it",
			},
			{ name: "a ConfigMap", with: { databaseSettings: {} }, says: "the ConfigMap orders-db-config may set it" },
			{
				name: "a Secret",
				with: { databaseSettings: {}, configMaps: [], secretVariables: [{ container: "postgres", secret: "orders-db" }] },
				says: "the Secret orders-db may set it",
			},
			{
				name: "an image of one's own",
				with: { databaseSettings: {}, configMaps: [], containers: [container({ name: "postgres", image: "acme/postgres:16" })] },
				says: "its image may set it",
			},
			{
				name: "a mode that the official image does not read",
				with: { databaseSettings: { POSTGRES_SSL_MODE: "require" } },
				says: "takes no notice",
			},
		],
	},
	databaseWorkload,
);
