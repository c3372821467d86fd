import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { notOnEngine } from "./judge/cluster-sort.ts";

const defaultPorts: ReadonlyMap<string, number> = new Map([
	["aurora-mysql", 3306],
	["aurora-postgresql", 5432],
	["mysql", 3306],
	["postgres", 5432],
]);

export const rdsClusterNonDefaultPort = defineRule({
	id: "rds-cluster-non-default-port",
	title: "RDS DB cluster listens on a port other than the default of its engine",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Scanners that look for databases on well-known ports find it first, and broad rules for these ports reach it.",
	recommendation:
		"Change the port with ModifyDBCluster (Aurora; a Multi-AZ DB cluster must be restored), and adapt security groups and clients.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html"],
	related: { prowler: ["rds_cluster_non_default_port"], securityHub: ["RDS.23"] },
	evaluate(cluster) {
		const defaultPort = defaultPorts.get(cluster.engine);
		if (defaultPort === undefined) return notOnEngine(cluster, "default port that this rule knows");
		const port = reported(cluster.port, "Port");
		return port === defaultPort
			? fail(`${cluster.name} listens on ${port}, the default port of ${cluster.engine}.`, { port })
			: pass(`${cluster.name} listens on ${port}.`, { port });
	},
});
