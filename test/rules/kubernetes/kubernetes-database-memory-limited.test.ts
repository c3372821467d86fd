import { kubernetesDatabaseMemoryLimited } from "../../../shared/rules/kubernetes/kubernetes-database-memory-limited.ts";
import { container, databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

const unlimited = (name: string) => {
	const { memoryLimit: _, ...rest } = container({ name });
	return rest;
};

testRule(
	kubernetesDatabaseMemoryLimited,
	{
		pass: [
			{
				name: "an init container without, where the database was not recognised",
				with: {
					database: { engine: "unknown", by: "label" },
					containers: [...databaseWorkload.containers, { ...unlimited("chown"), init: true }],
				},
			},
			{ name: "a limit" },
			{ name: "a container beside without", with: { containers: [...databaseWorkload.containers, unlimited("exporter")] } },
		],
		fail: [
			{
				name: "no limit, where the database was not recognised",
				with: { database: { engine: "unknown", by: "label" }, containers: [...databaseWorkload.containers, unlimited("other")] },
				says: '"other"',
			},
			{ name: "no limit", with: { containers: [unlimited("postgres")] }, says: '"postgres"', evidence: { count: 1 } },
		],
		notApplicable: [
			{
				name: "a Job with a client of a database",
				with: { workloadKind: "Job", database: { engine: "postgres", by: "image" } },
				says: "runs no database",
			},
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
