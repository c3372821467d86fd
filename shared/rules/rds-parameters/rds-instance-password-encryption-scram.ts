import { defineRule } from "../../core/rule.ts";
import { scramPasswords } from "./judge/postgres.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstancePasswordEncryptionScram = defineRule({
	id: "rds-instance-password-encryption-scram",
	title: "RDS DB instance stores passwords as SCRAM hashes (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "MD5 password hashes are quickly broken, and who holds one can log in with it directly.",
	recommendation: "Set password_encryption to scram-sha-256 in the DB parameter group and set the passwords anew.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL_Password_Encryption_configuration.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, scramPasswords),
});
