import { seen } from "../../../shared/core/observed.ts";
import { accountRdsEventsInstances } from "../../../shared/rules/rds/account-rds-events-instances.ts";
import { arn, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const all = ["maintenance", "configuration change", "failure"];
const subscription = (name: string, categories: string[], sourceIds: string[] = []) => ({
	arn: arn("rds", `es:${name}`),
	name,
	sourceType: "db-instance",
	categories,
	sourceIds,
	enabled: true,
});
const unrelated = { ...subscription("snapshots", ["deletion"]), sourceType: "db-snapshot" };

testRule(accountRdsEventsInstances, {
	pass: [
		{ name: "one subscription for all", says: "all db-instance events", evidence: { missing: [] } },
		{ name: "all categories", with: { eventSubscriptions: seen([subscription("a", [])]) }, evidence: { subscriptions: ["a"] } },
		{ name: "all source types", with: { eventSubscriptions: seen([{ ...subscription("a", []), sourceType: undefined }]) } },
		{ name: "one category more", with: { eventSubscriptions: seen([subscription("a", [...all, "notification"])]) } },
		{
			name: "several subscriptions together, beside an unrelated one",
			with: {
				eventSubscriptions: seen([unrelated, subscription("a", ["maintenance"]), subscription("b", ["configuration change", "failure"])]),
			},
			evidence: { subscriptions: ["a", "b"] },
		},
		{ name: "an active subscription", with: { eventSubscriptions: seen([{ ...subscription("a", all), status: "active" }]) } },
	],
	fail: [
		{
			name: "two limited subscriptions beside a whole one that lacks failure",
			with: {
				eventSubscriptions: seen([
					subscription("whole", ["maintenance"]),
					subscription("a", all, ["orders"]),
					subscription("b", all, ["ledger"]),
					{ ...subscription("off", all), enabled: false },
				]),
			},
			says: "(only some sources are covered by a, b)",
			evidence: { subscriptions: ["whole"], limited: ["a", "b"], silent: ["off"] },
		},
		{ name: "only instances", with: { databases: seen({ instances: 1, clusters: 0 }), eventSubscriptions: seen([]) }, says: "Nobody" },
		{
			name: "no subscription at all",
			with: { eventSubscriptions: seen([]) },
			says: "maintenance, configuration change, failure",
			evidence: { missing: all },
		},
		{ name: "only an unrelated subscription", with: { eventSubscriptions: seen([unrelated]) }, evidence: { subscriptions: [] } },
		{
			name: "nobody hears of maintenance",
			with: { eventSubscriptions: seen([subscription("a", ["configuration change", "failure"])]) },
			says: "events of maintenance in",
			evidence: { missing: ["maintenance"], subscriptions: ["a"] },
		},
		{
			name: "nobody hears of configuration change",
			with: { eventSubscriptions: seen([subscription("a", ["maintenance", "failure"])]) },
			says: "events of configuration change in",
			evidence: { missing: ["configuration change"], subscriptions: ["a"] },
		},
		{
			name: "nobody hears of failure",
			with: { eventSubscriptions: seen([subscription("a", ["maintenance", "configuration change"])]) },
			says: "events of failure in",
			evidence: { missing: ["failure"], subscriptions: ["a"] },
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
			with: { databases: seen({ instances: 0, clusters: 1 }), eventSubscriptions: seen([]) },
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
