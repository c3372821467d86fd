import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { isServerlessV1, notOnEngine, notOnServerlessV1 } from "./judge/cluster-sort.ts";

const engines: readonly string[] = ["aurora-mysql", "aurora-postgresql", "mysql", "postgres"];

export const rdsClusterIamAuthentication = defineRule({
	id: "rds-cluster-iam-authentication",
	title: "RDS DB cluster accepts IAM authentication",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Applications must use long-lived passwords, which leak, are shared and are rarely changed.",
	recommendation:
		"Enable IAM database authentication, create database users for it, and grant rds-db:connect to the roles of the applications.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html"],
	related: {
		prowler: ["rds_cluster_iam_authentication_enabled"],
		securityHub: ["RDS.12"],
		awsConfig: ["rds-cluster-iam-authentication-enabled"],
	},
	evaluate(cluster) {
		if (!engines.includes(cluster.engine)) return notOnEngine(cluster, "IAM database authentication");
		if (isServerlessV1(cluster)) return notOnServerlessV1(cluster, "IAM database authentication");
		const iamAuthentication = reported(cluster.iamAuthentication, "IAMDatabaseAuthenticationEnabled");
		return iamAuthentication
			? pass(`${cluster.name} accepts IAM authentication.`, { iamAuthentication })
			: fail(`${cluster.name} accepts only passwords.`, { iamAuthentication });
	},
});
