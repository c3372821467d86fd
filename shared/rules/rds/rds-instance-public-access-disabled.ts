import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsInstancePublicAccessDisabled = defineRule({
	id: "rds-instance-public-access-disabled",
	title: "RDS DB instance has public access turned off",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "The instance has a public address, so one careless rule in a security group puts the database on the internet.",
	recommendation: "Modify the instance with PubliclyAccessible off; reach it through the VPC, a VPN, or a bastion instead.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"],
	related: {
		prowler: ["rds_instance_no_public_access"],
		securityHub: ["RDS.2"],
		awsConfig: ["rds-instance-public-access-check"],
		others: ["cloudsploit:rdsPubliclyAccessible"],
	},
	evaluate(db) {
		return reported(db.publiclyAccessible, "PubliclyAccessible")
			? fail(`${db.name} is publicly accessible.`, { publiclyAccessible: true })
			: pass(`${db.name} is not publicly accessible.`, { publiclyAccessible: false });
	},
});
