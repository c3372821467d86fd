import type { KubernetesWorkload } from "../../../shared/core/resources/index.ts";
import { kubernetesDatabaseRootLocal } from "../../../shared/rules/kubernetes/kubernetes-database-root-local.ts";
import { container, databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

const mysqlWorkload: KubernetesWorkload = {
	...databaseWorkload,
	database: { engine: "mysql", by: "image", container: "mysql" },
	databaseSettings: {},
	containers: [container({ name: "mysql", image: "mysql:8.4" })],
};

testRule(
	kubernetesDatabaseRootLocal,
	{
		pass: [
			{ name: "localhost", with: { databaseSettings: { MYSQL_ROOT_HOST: "localhost" } }, says: "from localhost alone" },
			{ name: "MariaDB", with: { database: { engine: "mariadb", by: "image" }, databaseSettings: { MARIADB_ROOT_HOST: "127.0.0.1" } } },
		],
		fail: [
			{ name: "a host that merely ends like it", with: { databaseSettings: { MYSQL_ROOT_HOST: "my-localhost" } } },
			{ name: "anywhere", with: { databaseSettings: { MYSQL_ROOT_HOST: "%" } }, says: 'root from "%"', evidence: { host: "%" } },
			{ name: "a host that merely begins like it", with: { databaseSettings: { MYSQL_ROOT_HOST: "localhost.example.com" } } },
			{ name: "MariaDB's own variable counts first", with: { databaseSettings: { MARIADB_ROOT_HOST: "%", MYSQL_ROOT_HOST: "localhost" } } },
			{ name: "the official image by default", with: { databaseSettings: {} }, says: "unless it is told otherwise" },
		],
		notApplicable: [
			{ name: "no database", with: { database: undefined }, says: "runs no database" },
			{
				name: "a job with a client of a database",
				with: { workloadKind: "CronJob", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
			{ name: "PostgreSQL", with: { database: { engine: "postgres", by: "image" } }, says: "is no MySQL" },
			{ name: "an operator", with: { database: { engine: "mysql", by: "operator" } }, says: "set up by an operator" },
		],
		indeterminate: [
			{
				name: "an image beside the official one",
				with: {
					database: { engine: "mysql", by: "label" },
					containers: [container({ image: "mysql:8.4" }), container({ image: "acme/x:1" })],
				},
			},
			{
				name: "another image",
				with: { containers: [container({ name: "mysql", image: "bitnami/mysql:8" })] },
				says: "leaves it to its image",
			},
			{ name: "all of a Secret", with: { secretVariables: [{ container: "mysql", secret: "shop-db" }] }, says: "all of the Secret" },
		],
	},
	mysqlWorkload,
);
