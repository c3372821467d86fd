import { rdsEventSubscriptionParameterGroupCategories } from "../../../shared/rules/rds/rds-event-subscription-parameter-group-categories.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	rdsEventSubscriptionParameterGroupCategories,
	{
		pass: [
			{ name: "exactly the required categories", says: "all db-parameter-group events", evidence: { missing: [], enabled: true } },
			{ name: "one category more, which other scanners fail", with: { categories: ["configuration change", "notification"] } },
			{ name: "all categories", with: { categories: [] } },
			{ name: "all source types", with: { sourceType: undefined, categories: [] } },
			{ name: "only some sources, and says so", with: { sourceIds: ["one", "two"] }, says: "of only one, two" },
		],
		fail: [
			{
				name: "all but configuration change",
				with: { categories: ["notification"] },
				says: "configuration change",
				evidence: { missing: ["configuration change"] },
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
	{ sourceType: "db-parameter-group", categories: ["configuration change"] },
);
