import { connectGrants } from "../../core/granted.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isAnyDatabase, isAnyUser } from "./judge/connect.ts";
import { shownGrants } from "./judge/grants.ts";

export const iamRdsConnectNotWildcard = defineRule({
	id: "iam-rds-connect-not-wildcard",
	title: "IAM principal may log in only to named databases as named users",
	severity: "high",
	resource: "iam.Principal",
	risk: "rds-db:connect on a wildcard lets the principal log in without a password as every user that accepts IAM authentication, superusers included.",
	recommendation: "Name the resource id of the database and the database user in the Resource of the policy: dbuser:db-ABC/app_user.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html"],
	related: {},
	evaluate(principal) {
		if (principal.managedByAws) return notApplicable(`${principal.name} is a role of AWS, which the account cannot change.`);
		const grants = connectGrants(principal);
		if (grants.length === 0) return notApplicable(`${principal.name} has no grant of rds-db:connect.`);
		const wide = grants.filter((grant) => isAnyDatabase(grant.database) || isAnyUser(grant.user));
		if (wide.length === 0)
			return pass(`${principal.name} may log in only to named databases as named users.`, { grants: shownGrants(grants) });
		const evidence = { grants: shownGrants(wide) };
		// Who may do everything can also give himself this: worth knowing, but not a grant that was written too wide.
		if (wide.every((grant) => grant.administrator))
			return fail(`${principal.name} is an administrator and may log in to every database as any user.`, evidence, "low");
		const explicit = wide.filter((grant) => !grant.administrator);
		return explicit.some((grant) => isAnyDatabase(grant.database) && isAnyUser(grant.user))
			? fail(`${principal.name} may log in to every database as any user.`, evidence)
			: fail(
					`${principal.name} may log in to ${explicit.some((grant) => isAnyUser(grant.user)) ? "a database as any user" : "every database as a named user"}.`,
					evidence,
					"medium",
				);
	},
});
