import { kubernetesDatabaseNamespaceOwn } from "../../../shared/rules/kubernetes/kubernetes-database-namespace-own.ts";
import { databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesDatabaseNamespaceOwn,
	{
		pass: [{ name: "a namespace of its own", says: "in the namespace orders" }],
		fail: [
			{ name: "default", with: { namespace: "default" }, says: "default/orders-db is in the default", evidence: { namespace: "default" } },
		],
		notApplicable: [
			{ name: "no database", with: { database: undefined }, says: "runs no database" },
			{
				name: "a job with a client of a database",
				with: { workloadKind: "CronJob", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
		],
	},
	databaseWorkload,
);
