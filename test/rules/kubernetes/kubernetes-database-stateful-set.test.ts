import { kubernetesDatabaseStatefulSet } from "../../../shared/rules/kubernetes/kubernetes-database-stateful-set.ts";
import { databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesDatabaseStatefulSet,
	{
		pass: [
			{ name: "a StatefulSet", says: "is a StatefulSet" },
			{
				name: "pods of an operator",
				with: { workloadKind: "Pod", database: { engine: "postgres", by: "operator" } },
				says: "run by an operator",
			},
		],
		fail: [
			{ name: "a Deployment", with: { workloadKind: "Deployment" }, says: "is a Deployment", evidence: { workloadKind: "Deployment" } },
			{ name: "a bare pod", with: { workloadKind: "Pod" } },
		],
		notApplicable: [
			{ name: "no database", with: { database: undefined }, says: "runs no database" },
			{
				name: "a job with a client of a database",
				with: { workloadKind: "CronJob", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
			{ name: "a job", with: { workloadKind: "Job" }, says: "ends with its Job" },
			{ name: "a cron job", with: { workloadKind: "CronJob" }, says: "ends with its CronJob" },
		],
	},
	databaseWorkload,
);
