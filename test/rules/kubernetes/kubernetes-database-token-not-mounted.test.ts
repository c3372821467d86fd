import { seen } from "../../../shared/core/observed.ts";
import { kubernetesDatabaseTokenNotMounted } from "../../../shared/rules/kubernetes/kubernetes-database-token-not-mounted.ts";
import { databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesDatabaseTokenNotMounted,
	{
		pass: [{ name: "no token" }],
		fail: [{ name: "a token", with: { tokenMounted: seen(true) }, says: "orders/orders-db mounts a token" }],
		notApplicable: [
			{ name: "no database", with: { database: undefined }, says: "runs no database" },
			{
				name: "a job with a client of a database",
				with: { workloadKind: "CronJob", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
			{
				name: "an operator",
				with: { database: { engine: "postgres", by: "operator" }, tokenMounted: seen(true) },
				says: "run by an operator",
			},
		],
		indeterminate: [{ name: "service accounts were not read", with: { tokenMounted: notRead }, says: "denied" }],
	},
	databaseWorkload,
);
