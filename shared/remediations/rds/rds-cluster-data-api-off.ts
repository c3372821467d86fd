import { defineAction } from "../action.ts";
import { compliant, planned } from "../decisions.ts";
import {
	type ClusterState,
	changeableCluster,
	clusterHints,
	clusterTriggers,
	modifyCluster,
	notOnMultiAz,
	readCluster,
	sortOf,
} from "./cluster.ts";
import { rdsCall } from "./decide.ts";

/** Serverless v1 has it as a parameter of ModifyDBCluster, every other Aurora cluster as operations of its own. */
export const rdsClusterDataApiOff = defineAction<ClusterState>({
	id: "rds-cluster-data-api-off",
	title: "Turn the Data API of a cluster off",
	family: "rds",
	kinds: ["rds.DbCluster"],
	rules: ["rds-cluster-data-api-disabled"],
	controls: [],
	level: "approve",
	reads: ["rds:DescribeDBClusters"],
	writes: ["rds:DisableHttpEndpoint", "rds:EnableHttpEndpoint", "rds:ModifyDBCluster"],
	triggers: [...clusterTriggers, "rds:EnableHttpEndpoint"],
	guards: [],
	downtime: "none; clients of the Data API and the query editor are cut off",
	reversible: true,
	read: readCluster,
	// By default the endpoint is not enabled, and AWS leaves the field out.
	facts: ({ db }) => ({ httpEndpointEnabled: db.HttpEndpointEnabled ?? false }),
	plan({ db }, _settings, target) {
		const { name } = target;
		if (!db.HttpEndpointEnabled) return compliant(`${name} does not offer the Data API.`);
		const held = changeableCluster(db, { "multi-az": notOnMultiAz });
		if (held) return held;
		const [off, on] = ["Turn the Data API off", "Turn the Data API on again"];
		const v1 = sortOf(db) === "serverless-v1";
		return planned({
			level: "approve",
			calls: [
				v1 ? modifyCluster(target, { EnableHttpEndpoint: false }, off) : rdsCall("DisableHttpEndpoint", { ResourceArn: target.arn }, off),
			],
			inverse: [
				v1 ? modifyCluster(target, { EnableHttpEndpoint: true }, on) : rdsCall("EnableHttpEndpoint", { ResourceArn: target.arn }, on),
			],
			desired: { httpEndpointEnabled: false },
			downtime: "none; clients of the Data API and the query editor are cut off",
			risk: "high",
			notes: ["Applications, Lambdas and AppSync resolvers that use rds-data, and the query editor of the console, stop to work."],
			hints: clusterHints("enable_http_endpoint = false", "EnableHttpEndpoint: false", "enableHttpEndpoint: false"),
		});
	},
});
