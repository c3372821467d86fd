import { defineRule } from "../../core/rule.ts";
import { scramPasswords } from "./judge/postgres.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterPasswordEncryptionScram = defineRule({
	id: "rds-cluster-password-encryption-scram",
	title: "RDS DB cluster stores passwords as SCRAM hashes (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "MD5 password hashes are quickly broken, and who holds one can log in with it directly.",
	recommendation: "Set password_encryption to scram-sha-256 in the DB cluster parameter group and set the passwords anew.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL_Password_Encryption_configuration.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, scramPasswords),
});
