import { kubernetesDatabaseDurable } from "../../../shared/rules/kubernetes/kubernetes-database-durable.ts";
import { databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesDatabaseDurable,
	{
		pass: [{ name: "no argument" }, { name: "on", with: { databaseSettings: { fsync: "on", full_page_writes: "on" } } }],
		fail: [
			{ name: "fsync", with: { databaseSettings: { fsync: "off" } }, says: '"fsync"' },
			{ name: "full pages", with: { databaseSettings: { full_page_writes: "off" } }, says: '"full_page_writes"' },
		],
		notApplicable: [
			{ name: "no database", with: { database: undefined }, says: "runs no database" },
			{
				name: "a job with a client of a database",
				with: { workloadKind: "CronJob", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
			{ name: "MySQL", with: { database: { engine: "mysql", by: "image" } }, says: "is no PostgreSQL" },
		],
	},
	databaseWorkload,
);
