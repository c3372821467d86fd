import { connectGrants } from "../../core/granted.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { matchesWildcard } from "../../core/wildcard.ts";
import { isAnyUser } from "./judge/connect.ts";
import { shownGrants } from "./judge/grants.ts";

export const iamRdsConnectNotMasterUsers = defineRule({
	id: "iam-rds-connect-not-master-users",
	title: "IAM principal may not log in as an administrator of the database",
	severity: "medium",
	resource: "iam.Principal",
	risk: "Whoever obtains the credentials of the principal, say of one pod, owns the whole database instead of the rows of one application.",
	recommendation: "Create a database user with the rights that the application needs and grant rds-db:connect for that user alone.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html"],
	related: {},
	parameters: {
		administrators: strings(
			["admin", "postgres", "root", "rds_superuser", "rdsadmin"],
			"Names of database users that count as administrators.",
		),
	},
	evaluate(principal, { parameters }) {
		if (principal.managedByAws) return notApplicable(`${principal.name} is a role of AWS, which the account cannot change.`);
		// A bare wildcard is another rule's finding.
		const named = connectGrants(principal).filter((grant) => !isAnyUser(grant.user));
		if (named.length === 0) return notApplicable(`${principal.name} has no grant of rds-db:connect for a named user.`);
		const admins = named.filter((grant) => parameters.administrators.some((admin) => matchesWildcard(grant.user, admin)));
		return admins.length > 0
			? fail(`${principal.name} may log in as ${[...new Set(admins.map((grant) => grant.user))].slice(0, 5).join(", ")}.`, {
					grants: shownGrants(admins),
				})
			: pass(`${principal.name} may log in only as users that are not administrators.`, { grants: shownGrants(named) });
	},
});
