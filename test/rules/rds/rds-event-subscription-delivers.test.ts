import { rdsEventSubscriptionDelivers } from "../../../shared/rules/rds/rds-event-subscription-delivers.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsEventSubscriptionDelivers, {
	pass: [{ name: "active", says: "publishes", evidence: { status: "active", enabled: true } }],
	fail: [
		{ name: "disabled", with: { enabled: false }, says: "disabled", evidence: { enabled: false } },
		{ name: "the topic refuses it", with: { status: "no-permission" }, says: "no-permission", evidence: { status: "no-permission" } },
		{ name: "the topic is gone", with: { status: "topic-not-exist" }, says: "topic-not-exist" },
	],
	notApplicable: [
		{ name: "being created", with: { status: "creating" }, says: "creating" },
		{ name: "being changed", with: { status: "modifying" }, says: "modifying" },
		{ name: "being deleted", with: { status: "deleting" }, says: "deleting" },
	],
	indeterminate: [
		{ name: "a status that we do not know", with: { status: "resting" }, says: "resting" },
		{ name: "AWS did not say", with: { status: undefined }, says: "Status" },
	],
});
