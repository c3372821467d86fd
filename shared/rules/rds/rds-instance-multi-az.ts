import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceMultiAz = defineRule({
	id: "rds-instance-multi-az",
	title: "RDS DB instance has a standby in another Availability Zone",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "When its Availability Zone or host fails, the database is down until somebody restores a backup, and the latest transactions are lost.",
	recommendation: "Modify the instance to be a Multi-AZ deployment.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html"],
	related: {
		prowler: ["rds_instance_multi_az"],
		securityHub: ["RDS.5"],
		awsConfig: ["rds-multi-az-support"],
		others: ["cloudsploit:rdsMultiAz"],
	},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		return reported(db.multiAz, "MultiAZ")
			? pass(`${db.name} is a Multi-AZ deployment.`, { multiAz: true })
			: fail(`${db.name} runs in a single Availability Zone.`, { multiAz: false });
	},
});
