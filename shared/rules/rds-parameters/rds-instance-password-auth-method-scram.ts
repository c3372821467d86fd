import { defineRule } from "../../core/rule.ts";
import { scramOnly } from "./judge/postgres.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstancePasswordAuthMethodScram = defineRule({
	id: "rds-instance-password-auth-method-scram",
	title: "RDS DB instance accepts only SCRAM passwords (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "As long as MD5 is accepted, old weak password hashes stay in use and can be stolen and replayed.",
	recommendation: "Move all passwords and clients to SCRAM, then set rds.accepted_password_auth_method to scram in the DB parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL_Password_Encryption_configuration.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, scramOnly),
});
