import { reported, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { undeliverable } from "./judge/events.ts";

const passing: readonly string[] = ["creating", "modifying", "deleting"];

export const rdsEventSubscriptionDelivers = defineRule({
	id: "rds-event-subscription-delivers",
	title: "RDS event subscription is enabled and can publish to its topic",
	severity: "medium",
	resource: "rds.EventSubscription",
	risk: "Everybody believes that failures are announced, but RDS drops the events because the subscription is off or its topic is gone or refuses them.",
	recommendation:
		"Enable the subscription; create the SNS topic again, or let events.rds.amazonaws.com publish to it in its policy and in that of its key.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html"],
	related: {},
	evaluate({ name, enabled, status: reportedStatus, snsTopicArn }) {
		if (!enabled) return fail(`${name} is disabled and sends nothing.`, { enabled });
		const status = reported(reportedStatus, "Status");
		const evidence = { enabled, status, snsTopicArn };
		if (undeliverable.includes(status)) return fail(`${name} cannot publish to its topic: its status is ${status}.`, evidence);
		if (passing.includes(status)) return notApplicable(`${name} is changing: its status is ${status}.`);
		if (status !== "active") throw new Unobserved(`${name} has the status ${status}, which this rule does not know.`);
		return pass(`${name} publishes to its topic.`, evidence);
	},
});
