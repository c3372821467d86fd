import { seen } from "../../../shared/core/observed.ts";
import { accountRdsEventsParameterGroups } from "../../../shared/rules/rds/account-rds-events-parameter-groups.ts";
import { arn, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const all = ["configuration change"];
const subscription = (name: string, categories: string[], sourceIds: string[] = []) => ({
	arn: arn("rds", `es:${name}`),
	name,
	sourceType: "db-parameter-group",
	categories,
	sourceIds,
	enabled: true,
});
const unrelated = { ...subscription("snapshots", ["deletion"]), sourceType: "db-snapshot" };

testRule(accountRdsEventsParameterGroups, {
	pass: [
		{ name: "one subscription for all", says: "all db-parameter-group events", evidence: { missing: [] } },
		{ name: "all categories", with: { eventSubscriptions: seen([subscription("a", [])]) }, evidence: { subscriptions: ["a"] } },
		{ name: "all source types", with: { eventSubscriptions: seen([{ ...subscription("a", []), sourceType: undefined }]) } },
		{ name: "one category more", with: { eventSubscriptions: seen([subscription("a", [...all, "notification"])]) } },
		{
			name: "several subscriptions together, beside an unrelated one",
			with: {
				eventSubscriptions: seen([unrelated, subscription("a", ["configuration change"]), subscription("b", ["configuration change"])]),
			},
			evidence: { subscriptions: ["a", "b"] },
		},
		{ name: "an active subscription", with: { eventSubscriptions: seen([{ ...subscription("a", all), status: "active" }]) } },
	],
	fail: [
		{
			name: "as many clusters as instances",
			with: { databases: seen({ instances: 1, clusters: 1 }), eventSubscriptions: seen([]) },
			says: "Nobody",
		},
		{ name: "only instances", with: { databases: seen({ instances: 1, clusters: 0 }), eventSubscriptions: seen([]) }, says: "Nobody" },
		{ name: "only clusters", with: { databases: seen({ instances: 0, clusters: 1 }), eventSubscriptions: seen([]) }, says: "Nobody" },
		{ name: "no subscription at all", with: { eventSubscriptions: seen([]) }, says: "configuration change", evidence: { missing: all } },
		{ name: "only an unrelated subscription", with: { eventSubscriptions: seen([unrelated]) }, evidence: { subscriptions: [] } },
		{
			name: "nobody hears of configuration change",
			with: { eventSubscriptions: seen([subscription("a", ["notification"])]) },
			says: "events of configuration change in",
			evidence: { missing: ["configuration change"], subscriptions: ["a"] },
		},
		{
			name: "only some sources",
			with: { eventSubscriptions: seen([subscription("a", all, ["orders"])]) },
			says: "(only some sources are covered by a)",
			evidence: { limited: ["a"] },
		},
		{
			name: "disabled",
			with: { eventSubscriptions: seen([{ ...subscription("a", all), enabled: false }]) },
			says: /in eu-west-1\.$/,
			evidence: { silent: ["a"], subscriptions: [] },
		},
		{
			name: "the topic refuses it",
			with: { eventSubscriptions: seen([{ ...subscription("a", all), status: "no-permission" }]) },
			evidence: { silent: ["a"] },
		},
		{
			name: "the topic is gone, and it covered only some sources",
			with: { eventSubscriptions: seen([{ ...subscription("a", all, ["orders"]), status: "topic-not-exist" }]) },
			evidence: { silent: ["a"], limited: [] },
		},
	],
	notApplicable: [
		{
			name: "nothing to hear of",
			with: { databases: seen({ instances: 0, clusters: 0 }), eventSubscriptions: seen([]) },
			says: "no database",
		},
	],
	indeterminate: [
		{ name: "databases could not be listed", with: { databases: denied("rds", "DescribeDBInstances") }, says: "rds:DescribeDBInstances" },
		{
			name: "subscriptions were denied",
			with: { eventSubscriptions: denied("rds", "DescribeEventSubscriptions") },
			says: "rds:DescribeEventSubscriptions",
		},
	],
});
