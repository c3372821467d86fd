import { kubernetesDatabaseNoHostPath } from "../../../shared/rules/kubernetes/kubernetes-database-no-host-path.ts";
import { databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesDatabaseNoHostPath,
	{
		pass: [{ name: "none" }],
		fail: [{ name: "a path", with: { hostPaths: ["/var/lib/pg"] }, says: '"/var/lib/pg"', evidence: { count: 1 } }],
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
