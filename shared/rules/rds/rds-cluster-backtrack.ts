import { integer, strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isServerlessV1, notOnEngine, notOnServerlessV1 } from "./judge/cluster-sort.ts";

/** Where AWS Config does not judge backtracking, because Aurora does not offer it there. */
const withoutBacktrack = [
	"af-south-1",
	"ap-east-1",
	"ap-south-2",
	"ap-southeast-3",
	"ap-southeast-4",
	"ap-southeast-6",
	"ca-west-1",
	"cn-north-1",
	"cn-northwest-1",
	"eu-north-1",
	"eu-south-1",
	"eu-south-2",
	"il-central-1",
	"me-central-1",
	"me-south-1",
	"sa-east-1",
	"us-gov-east-1",
	"us-gov-west-1",
];

export const rdsClusterBacktrack = defineRule({
	id: "rds-cluster-backtrack",
	title: "Aurora MySQL cluster can be backtracked",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "A mistaken statement can be undone only by restoring the whole cluster to a new one, which takes hours.",
	recommendation: "Restore or clone the cluster with a backtrack window (it can be set only then), and move clients to it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html"],
	related: {
		prowler: ["rds_cluster_backtrack_enabled"],
		securityHub: ["RDS.14"],
		awsConfig: ["aurora-mysql-backtracking-enabled"],
	},
	parameters: {
		minimumHours: integer(1, "Least backtrack window in hours.", { minimum: 1, maximum: 72 }),
		unavailableRegions: strings(withoutBacktrack, "Regions in which Aurora does not offer backtracking."),
	},
	evaluate(cluster, { parameters }) {
		const { name, globalCluster, region } = cluster;
		const { minimumHours, unavailableRegions } = parameters;
		if (cluster.engine !== "aurora-mysql") return notOnEngine(cluster, "backtracking");
		if (isServerlessV1(cluster)) return notOnServerlessV1(cluster, "backtracking");
		if (globalCluster !== undefined)
			return notApplicable(`${name} belongs to the global database ${globalCluster}, and these cannot be backtracked.`);
		// AWS leaves the field out of the answer for a cluster that was made without a window.
		const windowSeconds = cluster.backtrackWindowSeconds ?? 0;
		const evidence = { windowSeconds, minimumHours };
		if (windowSeconds >= minimumHours * 3600) return pass(`${name} can be backtracked by up to ${windowSeconds} seconds.`, evidence);
		if (windowSeconds > 0)
			return fail(`${name} can be backtracked by only ${windowSeconds} seconds; ${minimumHours} hours are wanted.`, evidence);
		if (unavailableRegions.includes(region)) return notApplicable(`Aurora does not offer backtracking in ${region}.`);
		return fail(`${name} cannot be backtracked.`, evidence);
	},
});
