import { kubernetesDatabaseAuthenticationStrong } from "../../../shared/rules/kubernetes/kubernetes-database-authentication-strong.ts";
import { container, databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesDatabaseAuthenticationStrong,
	{
		pass: [
			{ name: "SCRAM", says: '"scram-sha-256"' },
			{ name: "certificates", with: { databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "cert" } } },
			{
				name: "PostgreSQL 14 by default",
				with: { databaseSettings: {}, containers: [container({ name: "postgres", image: "postgres:14.2" })] },
				says: "takes SCRAM",
			},
		],
		fail: [
			{ name: "MD5", with: { databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "md5" } }, says: '= "md5"' },
			{ name: "cleartext", with: { databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "password" } } },
			{
				name: "PostgreSQL 13 by default",
				with: { databaseSettings: {}, containers: [container({ name: "postgres", image: "postgres:13" })] },
				says: "takes MD5",
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
			{ name: "MySQL", with: { database: { engine: "mysql", by: "image" } }, says: "is no PostgreSQL" },
			{ name: "trust", with: { databaseSettings: { POSTGRES_HOST_AUTH_METHOD: "trust" } }, says: "kubernetes-database-no-trust" },
		],
		indeterminate: [
			{
				name: "another image",
				with: { databaseSettings: {}, containers: [container({ name: "postgres", image: "bitnami/postgresql:17" })] },
				says: "leaves the method to its image",
			},
			{ name: "no release", with: { databaseSettings: {}, containers: [container({ name: "postgres", image: "postgres:latest" })] } },
			{ name: "no container", with: { databaseSettings: {}, containers: [] } },
			{
				name: "all of a Secret",
				with: { databaseSettings: {}, secretVariables: [{ container: "postgres", secret: "orders-db" }] },
				says: "all of the Secret",
			},
		],
	},
	databaseWorkload,
);
