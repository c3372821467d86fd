import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { compareVersions } from "./judge/engines.ts";
import { judgedOnCluster } from "./judge/members.ts";

const engines: readonly string[] = ["postgres", "mysql", "mariadb"];

export const rdsInstanceIamAuthentication = defineRule({
	id: "rds-instance-iam-authentication",
	title: "RDS DB instance accepts IAM database authentication",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Without it every client needs a long-lived password, which leaks through configuration, logs and copies and is seldom changed.",
	recommendation:
		"Modify the instance with IAM database authentication on, create users for it and grant rds-db:connect to the roles of the clients.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html"],
	related: {
		prowler: ["rds_instance_iam_authentication_enabled"],
		securityHub: ["RDS.10"],
		awsConfig: ["rds-instance-iam-authentication-enabled"],
		others: ["cloudsploit:iamDbAuthenticationEnabled"],
	},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (!engines.includes(db.engine)) return notApplicable(`${db.name} runs ${db.engine}, which has no IAM database authentication.`);
		const iamAuthentication = reported(db.iamAuthentication, "IAMDatabaseAuthenticationEnabled");
		if (iamAuthentication) return pass(`${db.name} accepts IAM database authentication.`, { iamAuthentication });
		if (db.engine === "mariadb" && compareVersions(reported(db.engineVersion, "EngineVersion"), "10.6") < 0)
			return notApplicable(`${db.name} runs MariaDB ${db.engineVersion}, which has no IAM database authentication before 10.6.`);
		return fail(`${db.name} does not accept IAM database authentication.`, { iamAuthentication, engine: db.engine });
	},
});
