import { kubernetesDatabaseNoHostNetwork } from "../../../shared/rules/kubernetes/kubernetes-database-no-host-network.ts";
import { container, databaseWorkload } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesDatabaseNoHostNetwork,
	{
		pass: [{ name: "a network of its own" }],
		fail: [
			{ name: "the node's network", with: { hostNetwork: true }, says: "the network of the node" },
			{
				name: "a port of the node",
				with: { containers: [container({ name: "postgres", ports: [{ port: 5432, protocol: "TCP", hostPort: 15432 }] })] },
				says: '"port 15432 of the node (postgres)"',
				evidence: { count: 1 },
			},
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
