import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const alarmActionsEnabled = defineRule({
	id: "alarm-actions-enabled",
	title: "CloudWatch alarm has its actions enabled",
	severity: "high",
	resource: "cloudwatch.Alarm",
	risk: "The alarm changes its state and tells nobody, so that an outage or an attack goes on unnoticed.",
	recommendation: "Enable the actions of the alarm (EnableAlarmActions), or delete it when nobody needs it.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-17"],
	related: {
		prowler: ["cloudwatch_alarm_actions_enabled"],
		securityHub: ["CloudWatch.17"],
		awsConfig: ["cloudwatch-alarm-action-enabled-check"],
	},
	evaluate(alarm) {
		const actionsEnabled = reported(alarm.actionsEnabled, "ActionsEnabled");
		return actionsEnabled
			? pass(`Alarm ${alarm.name} has its actions enabled.`, { actionsEnabled })
			: fail(`Alarm ${alarm.name} has its actions disabled.`, { actionsEnabled });
	},
});
