import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { isService } from "./judge/grantee.ts";

export const kmsKeyNoDuplicateGrants = defineRule({
	id: "kms-key-no-duplicate-grants",
	title: "KMS key has no duplicate grants",
	severity: "low",
	resource: "kms.Key",
	risk: "When one of several equal grants is revoked the others keep working, so that access seems taken away but is not.",
	recommendation: "Retire or revoke all but one of the equal grants, and let applications retire grants that they no longer need.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/grant-best-practices.html"],
	related: { others: ["cloudsploit:kmsDuplicateGrants"] },
	evaluate(key) {
		// Constraints may tell constrained grants apart, and services keep one grant for each resource.
		const grants = need(key.grants).filter((grant) => !grant.constrained && !isService(grant.grantee));
		const equal = Map.groupBy(grants, (grant) => JSON.stringify([grant.grantee, grant.retiring ?? "", [...grant.operations].sort()]));
		const duplicates = [...equal.values()].filter((group) => group.length > 1);
		return duplicates.length > 0
			? fail(`${key.name} has ${duplicates.length} sets of equal grants.`, {
					duplicates: duplicates
						.slice(0, 5)
						.map((group) => ({ grantee: group[0]?.grantee, ids: group.slice(0, 10).map((grant) => grant.id) })),
				})
			: pass(`${key.name} has no two equal grants.`, { grants: grants.length });
	},
});
