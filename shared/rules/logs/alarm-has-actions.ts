import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const alarmHasActions = defineRule({
	id: "alarm-has-actions",
	title: "CloudWatch alarm has an action for the ALARM state",
	severity: "high",
	resource: "cloudwatch.Alarm",
	risk: "The alarm goes off and nobody hears it, so that an outage or an attack goes on unnoticed.",
	recommendation: "Give the alarm an action for its ALARM state: an SNS topic that people subscribe to, or what else has to happen.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15"],
	related: {
		prowler: ["cloudwatch_alarm_actions_alarm_state_configured"],
		securityHub: ["CloudWatch.15"],
		awsConfig: ["cloudwatch-alarm-action-check"],
	},
	evaluate({ name, alarmActions }) {
		return alarmActions.length > 0
			? pass(`Alarm ${name} acts when it goes off.`, { alarmActions })
			: fail(`Alarm ${name} does nothing when it goes off.`, { alarmActions });
	},
});
