import { type ConnectGrant, connectGrants } from "../../core/granted.ts";
import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { matchesWildcard } from "../../core/wildcard.ts";
import { isAnyDatabase } from "./judge/connect.ts";
import { shownGrants } from "./judge/grants.ts";

export const iamRdsConnectKnownDatabase = defineRule({
	id: "iam-rds-connect-known-database",
	title: "IAM principal may log in only to databases that exist",
	severity: "low",
	resource: "iam.Principal",
	risk: "A grant for a deleted database says nothing about today; it hides that the application lost its access or never had it.",
	recommendation: "Remove the grant, or name the current resource id of the database (DbiResourceId or DbClusterResourceId, not its name).",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html"],
	related: {},
	evaluate(principal) {
		if (principal.managedByAws) return notApplicable(`${principal.name} is a role of AWS, which the account cannot change.`);
		// Proxies have resource ids of their own, which are not collected.
		const named = connectGrants(principal).filter((grant) => !isAnyDatabase(grant.database) && !grant.database.startsWith("prx-"));
		if (named.length === 0) return notApplicable(`${principal.name} has no grant of rds-db:connect on a named database.`);
		const ids = need(principal.databaseResourceIds);
		const unmatched = named.filter((grant) => !ids.some((id) => matchesWildcard(grant.database, id)));
		if (unmatched.length === 0) return pass(`${principal.name} may log in to existing databases.`, { grants: shownGrants(named) });
		const regions = reported(principal.databaseRegions, "the regions whose databases were listed");
		const stale = unmatched.filter((grant) => regions.includes(grant.region));
		if (stale.length > 0)
			return fail(`${principal.name} has grants for databases that do not exist: ${names(stale)}.`, {
				grants: shownGrants(stale),
				regions,
			});
		if (unmatched.length === named.length)
			return notApplicable(`${principal.name} has grants only for databases in regions that were not scanned: ${names(unmatched)}.`);
		return pass(`${principal.name} may log in to existing databases, and to some in regions that were not scanned: ${names(unmatched)}.`, {
			grants: shownGrants(named),
			regions,
		});
	},
});

const names = (grants: readonly ConnectGrant[]): string => [...new Set(grants.map((grant) => grant.database))].slice(0, 5).join(", ");
