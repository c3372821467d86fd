import { defineRule } from "../../core/rule.ts";
import { scramOnly } from "./judge/postgres.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterPasswordAuthMethodScram = defineRule({
	id: "rds-cluster-password-auth-method-scram",
	title: "RDS DB cluster accepts only SCRAM passwords (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "As long as MD5 is accepted, old weak password hashes stay in use and can be stolen and replayed.",
	recommendation:
		"Move all passwords and clients to SCRAM, then set rds.accepted_password_auth_method to scram in the DB cluster parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL_Password_Encryption_configuration.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, scramOnly),
});
