import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isCustom } from "./judge/engines.ts";
import { judgedOnMultiAzCluster } from "./judge/members.ts";

export const rdsInstanceAutoMinorVersionUpgrade = defineRule({
	id: "rds-instance-auto-minor-version-upgrade",
	title: "RDS DB instance takes minor engine upgrades automatically",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "Minor releases carry the engine's security fixes; without automatic upgrades known flaws stay open until somebody thinks of it.",
	recommendation:
		"Modify the instance with automatic minor version upgrades on, and choose a maintenance window that suits the application.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html"],
	related: {
		prowler: ["rds_instance_minor_version_upgrade_enabled"],
		securityHub: ["RDS.13"],
		awsConfig: ["rds-automatic-minor-version-upgrade-enabled"],
		others: ["cloudsploit:rdsMinorVersionUpgrade"],
	},
	evaluate(db) {
		const onCluster = judgedOnMultiAzCluster(db);
		if (onCluster) return onCluster;
		if (isCustom(db.engine)) return notApplicable(`${db.name} is RDS Custom (${db.engine}), whose engine the customer upgrades.`);
		// For members of Aurora clusters too: the cluster takes them only when every member agrees.
		return reported(db.autoMinorVersionUpgrade, "AutoMinorVersionUpgrade")
			? pass(`${db.name} takes minor version upgrades automatically.`, { autoMinorVersionUpgrade: true })
			: fail(`${db.name} does not take minor version upgrades automatically.`, { autoMinorVersionUpgrade: false });
	},
});
