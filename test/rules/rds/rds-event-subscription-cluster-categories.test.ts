import { rdsEventSubscriptionClusterCategories } from "../../../shared/rules/rds/rds-event-subscription-cluster-categories.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	rdsEventSubscriptionClusterCategories,
	{
		pass: [
			{ name: "exactly the required categories", says: "all db-cluster events", evidence: { missing: [], enabled: true } },
			{ name: "one category more, which other scanners fail", with: { categories: ["maintenance", "failure", "notification"] } },
			{ name: "all categories", with: { categories: [] } },
			{ name: "all source types", with: { sourceType: undefined, categories: [] } },
			{ name: "only some sources, and says so", with: { sourceIds: ["one", "two"] }, says: "of only one, two" },
		],
		fail: [
			{
				name: "all but maintenance",
				with: { categories: ["failure"] },
				says: "maintenance",
				evidence: { missing: ["maintenance"] },
			},
			{
				name: "all but failure",
				with: { categories: ["maintenance"] },
				says: "failure",
				evidence: { missing: ["failure"] },
			},
			{ name: "disabled", with: { enabled: false }, says: "disabled", evidence: { enabled: false } },
		],
		notApplicable: [
			{
				name: "another source type, which other scanners fail",
				with: { sourceType: "db-snapshot", categories: ["deletion"] },
				says: "db-snapshot",
			},
		],
	},
	{ sourceType: "db-cluster", categories: ["maintenance", "failure"] },
);
