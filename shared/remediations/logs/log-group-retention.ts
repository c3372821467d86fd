import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, refused } from "../decisions.ts";
import { type LogGroupState, readLogGroup } from "./log-group-state.ts";

/** What PutRetentionPolicy takes. */
const periods = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export const logGroupRetention = defineAction<LogGroupState>({
	id: "log-group-retention",
	title: "Keep the events of a log group long enough",
	family: "logs",
	kinds: ["logs.LogGroup"],
	rules: ["log-group-retention"],
	controls: ["CloudWatch.16"],
	level: "auto",
	reads: ["logs:DescribeLogGroups"],
	writes: ["logs:PutRetentionPolicy"],
	triggers: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
	guards: ["The retention is raised and never lowered; a group that keeps its events for ever stays so."],
	downtime: "none",
	reversible: true,
	read: readLogGroup,
	facts: ({ retentionDays }) => ({ retentionDays: retentionDays ?? null }),
	plan({ name, retentionDays, logClass }, { logDays }) {
		if (retentionDays === undefined) return compliant(`Log group ${name} keeps its events for ever.`);
		if (retentionDays >= logDays) return compliant(`Log group ${name} keeps its events for ${retentionDays} days.`);
		if (logClass === "DELIVERY") return refused("unsupported", `Log group ${name} is of the class DELIVERY, whose retention is fixed.`);
		const days = periods.find((period) => period >= logDays);
		if (days === undefined)
			return refused(
				"settings",
				`settings.logDays is ${logDays}; CloudWatch Logs keeps events for ${periods.at(-1)} days at most, or for ever.`,
			);
		const keep = (retentionInDays: number) =>
			apiCall("logs:PutRetentionPolicy", { logGroupName: name, retentionInDays }, `Keep events for ${retentionInDays} days`);
		return planned({
			level: "auto",
			calls: [keep(days)],
			inverse: [keep(retentionDays)],
			desired: { retentionDays: days },
			downtime: "none",
			risk: "low",
			notes: ["CloudWatch Logs bills what it keeps.", `Taken back, events older than ${retentionDays} days are deleted for good.`],
			hints: {
				terraform: `aws_cloudwatch_log_group: retention_in_days = ${days}`,
				cloudformation: `AWS::Logs::LogGroup RetentionInDays: ${days}`,
			},
		});
	},
});
