import { reported } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsClusterMasterUsernameNotDefault = defineRule({
	id: "rds-cluster-master-username-not-default",
	title: "RDS DB cluster has a master user name of its own",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Half of the credentials is known to anybody who tries passwords against the most powerful account.",
	recommendation:
		"The name cannot be changed: restore into a cluster with another master user name, or keep this user's password managed and unused.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.MasterAccounts.html"],
	related: {
		prowler: ["rds_cluster_default_admin"],
		securityHub: ["RDS.24"],
		awsConfig: ["rds-cluster-default-admin-check"],
	},
	parameters: { defaultNames: strings(["admin", "postgres"], "User names that count as default, in any case.") },
	evaluate({ name, masterUsername: reportedName }, { parameters }) {
		const masterUsername = reported(reportedName, "MasterUsername");
		const isDefault = parameters.defaultNames.some((candidate) => candidate.toLowerCase() === masterUsername.toLowerCase());
		return isDefault
			? fail(`The master user of ${name} has the default name ${masterUsername}.`, { masterUsername })
			: pass(`The master user of ${name} is ${masterUsername}.`, { masterUsername });
	},
});
