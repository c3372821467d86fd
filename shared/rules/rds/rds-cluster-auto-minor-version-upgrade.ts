import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { onMembers } from "./judge/cluster-sort.ts";

export const rdsClusterAutoMinorVersionUpgrade = defineRule({
	id: "rds-cluster-auto-minor-version-upgrade",
	title: "Multi-AZ DB cluster takes minor engine versions automatically",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Security fixes of the engine stay out until somebody upgrades by hand.",
	recommendation: "Switch AutoMinorVersionUpgrade on with ModifyDBCluster and choose a maintenance window that suits.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html"],
	related: {
		prowler: ["rds_cluster_minor_version_upgrade_enabled"],
		securityHub: ["RDS.35"],
		awsConfig: ["rds-cluster-auto-minor-version-upgrade-enable"],
	},
	evaluate(cluster) {
		if (cluster.sort === "aurora") return onMembers(cluster, "automatic minor version upgrade");
		const autoMinorVersionUpgrade = reported(cluster.autoMinorVersionUpgrade, "AutoMinorVersionUpgrade");
		return autoMinorVersionUpgrade
			? pass(`${cluster.name} takes minor engine versions automatically.`, { autoMinorVersionUpgrade })
			: fail(`${cluster.name} takes no minor engine versions by itself.`, { autoMinorVersionUpgrade });
	},
});
