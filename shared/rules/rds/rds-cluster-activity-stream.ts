import { reported } from "../../core/observed.ts";
import { boolean } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isServerlessV1, notOnServerlessV1 } from "./judge/cluster-sort.ts";

export const rdsClusterActivityStream = defineRule({
	id: "rds-cluster-activity-stream",
	title: "Aurora cluster streams its database activity where that is required",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Database administrators can switch off or alter the engine's own audit log; only an activity stream is out of their reach.",
	recommendation: "Start a database activity stream (StartActivityStream) with a customer managed key, and consume it in another account.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html"],
	related: {},
	parameters: {
		required: boolean(false, "Demand an activity stream of every Aurora cluster; off, since streams cost and suit few databases."),
	},
	evaluate(cluster, { parameters }) {
		const { name } = cluster;
		if (cluster.sort !== "aurora") return notApplicable(`${name} is a Multi-AZ DB cluster, which has no activity stream.`);
		if (isServerlessV1(cluster)) return notOnServerlessV1(cluster, "activity stream");
		if (cluster.activityStreamStatus === "started")
			return pass(`${name} streams its database activity.`, { activityStreamStatus: cluster.activityStreamStatus });
		if (!parameters.required) return notApplicable(`The configuration requires no activity stream of ${name}.`);
		const activityStreamStatus = reported(cluster.activityStreamStatus, "ActivityStreamStatus");
		return fail(`The activity stream of ${name} is ${activityStreamStatus}.`, { activityStreamStatus });
	},
});
