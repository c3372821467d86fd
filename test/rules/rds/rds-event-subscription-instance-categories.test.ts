import { rdsEventSubscriptionInstanceCategories } from "../../../shared/rules/rds/rds-event-subscription-instance-categories.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	rdsEventSubscriptionInstanceCategories,
	{
		pass: [
			{ name: "exactly the required categories", says: /all db-instance events that matter\.$/, evidence: { missing: [], enabled: true } },
			{
				name: "one category more, which other scanners fail",
				with: { categories: ["maintenance", "configuration change", "failure", "notification"] },
			},
			{ name: "all categories", with: { categories: [] } },
			{ name: "all source types", with: { sourceType: undefined, categories: [] } },
			{ name: "only some sources, and says so", with: { sourceIds: ["one", "two"] }, says: "of only one, two" },
		],
		fail: [
			{ name: "two categories are missing", with: { categories: ["failure"] }, says: "maintenance, configuration change" },
			{
				name: "all but maintenance",
				with: { categories: ["configuration change", "failure"] },
				says: "maintenance",
				evidence: { missing: ["maintenance"] },
			},
			{
				name: "all but configuration change",
				with: { categories: ["maintenance", "failure"] },
				says: "configuration change",
				evidence: { missing: ["configuration change"] },
			},
			{
				name: "all but failure",
				with: { categories: ["maintenance", "configuration change"] },
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
	{ sourceType: "db-instance", categories: ["maintenance", "configuration change", "failure"] },
);
