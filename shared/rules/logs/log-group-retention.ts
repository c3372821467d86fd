import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const logGroupRetention = defineRule({
	id: "log-group-retention",
	title: "CloudWatch log group keeps its events long enough",
	severity: "medium",
	resource: "logs.LogGroup",
	risk: "Intrusions are often found after months; by then the log that would show what was read or changed is gone.",
	recommendation: "Set the retention of the log group to at least the wanted number of days, or let its events never expire.",
	links: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"],
	related: {
		prowler: ["cloudwatch_log_group_retention_policy_specific_days_enabled"],
		securityHub: ["CloudWatch.16"],
		awsConfig: ["cw-loggroup-retention-period-check"],
	},
	parameters: { minimumDays: integer(365, "Days for which events must be kept.", { minimum: 1, maximum: 3653 }) },
	evaluate({ name, retentionDays, logClass }, { parameters }) {
		const { minimumDays } = parameters;
		if (logClass === "DELIVERY") return notApplicable(`Log group ${name} only passes events on: its class DELIVERY has a fixed retention.`);
		if (retentionDays === undefined) return pass(`Log group ${name} keeps its events for ever.`, { retentionDays: null, minimumDays });
		const evidence = { retentionDays, minimumDays };
		return retentionDays >= minimumDays
			? pass(`Log group ${name} keeps its events for ${retentionDays} days.`, evidence)
			: fail(`Log group ${name} keeps its events for ${retentionDays} days; at least ${minimumDays} are wanted.`, evidence);
	},
});
