import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginMembers, membersOf, onRds } from "./judge/roles.ts";

export const postgresRdsIamNotWithSuperuser = defineRule({
	id: "postgres-rds-iam-not-with-superuser",
	title: "IAM logins are not administrators of RDS",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Everybody whose IAM policy allows rds-db:connect with a wildcard becomes an administrator of the database.",
	recommendation:
		"Use separate roles: one with rds_iam for work, one with rds_superuser whose password only the break-glass procedure knows.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html"],
	related: {},
	evaluate(server) {
		if (!onRds(server)) return notApplicable(`${server.name} does not run on RDS.`);
		const iam = membersOf(server, "rds_iam");
		return expectNone(
			server,
			loginMembers(server, "rds_superuser").filter((name) => iam.has(name)),
			{
				pass: "no role is a member of both rds_iam and rds_superuser",
				fail: (list) => `administrators log in through IAM: ${list}`,
			},
		);
	},
});
