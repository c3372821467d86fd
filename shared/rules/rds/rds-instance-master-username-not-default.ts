import { reported } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceMasterUsernameNotDefault = defineRule({
	id: "rds-instance-master-username-not-default",
	title: "Master user of the RDS DB instance does not have a default name",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Half of the credentials is known to anybody who tries passwords against the most powerful account.",
	recommendation:
		"The name cannot be changed: move the data to a new instance with another master user name, or keep this user's password managed and unused.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html"],
	related: {
		prowler: ["rds_instance_default_admin"],
		securityHub: ["RDS.25"],
		awsConfig: ["rds-instance-default-admin-check"],
		others: ["cloudsploit:rdsDefaultUsername"],
	},
	parameters: { defaultNames: strings(["admin", "postgres"], "User names that count as default, in any case.") },
	evaluate(db, { parameters }) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		const masterUsername = reported(db.masterUsername, "MasterUsername");
		const isDefault = parameters.defaultNames.some((name) => name.toLowerCase() === masterUsername.toLowerCase());
		return isDefault
			? fail(`The master user of ${db.name} has the default name ${masterUsername}.`, { masterUsername })
			: pass(`The master user of ${db.name} is ${masterUsername}.`, { masterUsername });
	},
});
