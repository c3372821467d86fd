import { defineAction } from "../action.ts";
import { compliant, refused } from "../decisions.ts";
import { type ClusterState, clusterTriggers, onMembers, readCluster, sortOf } from "./cluster.ts";
import { notReported } from "./decide.ts";

/** There is a reason to give and nothing to call: ModifyDBCluster has no PubliclyAccessible, and members of a Multi-AZ DB cluster take no changes. */
export const rdsClusterPrivate = defineAction<ClusterState>({
	id: "rds-cluster-private",
	title: "Take the public address from a Multi-AZ DB cluster",
	family: "rds",
	kinds: ["rds.DbCluster"],
	rules: ["rds-cluster-public-access-disabled"],
	controls: [],
	level: "approve",
	reads: ["rds:DescribeDBClusters"],
	writes: [],
	triggers: clusterTriggers,
	guards: ["Always refused, with the reason: RDS has no call for it."],
	downtime: "none: nothing is done",
	reversible: "Nothing is done, so that there is nothing to undo.",
	read: readCluster,
	facts: ({ db }) => ({ publiclyAccessible: db.PubliclyAccessible ?? null }),
	plan({ db }, _settings, { name }) {
		if (db.Engine === undefined) return notReported(name, "Engine");
		if (sortOf(db) !== "multi-az") return onMembers(name);
		if (db.PubliclyAccessible === undefined) return notReported(name, "PubliclyAccessible");
		if (!db.PubliclyAccessible) return compliant(`${name} is private.`);
		return refused(
			"unsupported",
			`ModifyDBCluster cannot make the Multi-AZ DB cluster ${name} private, and its instances take no changes: close its security groups to the internet now, and restore a snapshot with PubliclyAccessible off.`,
		);
	},
});
