import { DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { AwsCaller } from "../../../aws/caller.ts";
import { unread } from "../../../core/observed.ts";
import type { Alarm } from "../../../core/resources/logs.ts";
import type { Scope } from "../../../core/scope.ts";
import type { Listing } from "../../ports.ts";

/** All metric and composite alarms of a region; AWS lists composite ones only when asked. */
export async function listAlarms(aws: AwsCaller): Promise<Listing<Alarm>> {
	const alarms = await aws.list(
		"cloudwatch",
		(NextToken) => new DescribeAlarmsCommand({ AlarmTypes: ["MetricAlarm", "CompositeAlarm"], MaxRecords: 100, NextToken }),
		// Composite alarms share the fields that matter here.
		({ MetricAlarms, CompositeAlarms }): MetricAlarm[] | undefined =>
			MetricAlarms || CompositeAlarms ? [...(MetricAlarms ?? []), ...(CompositeAlarms ?? [])] : undefined,
		(page) => page.NextToken,
	);
	return { ...alarms, items: alarms.items.map((alarm) => alarmFacts(alarm, aws.scope)) };
}

function alarmFacts(alarm: MetricAlarm, scope: Scope): Alarm {
	// An alarm over an expression names its metrics one level deeper; the first is the one that it watches.
	const metric = alarm.Metrics?.find(({ MetricStat }) => MetricStat)?.MetricStat?.Metric;
	return {
		kind: "cloudwatch.Alarm",
		...scope,
		arn: alarm.AlarmArn ?? `arn:${scope.partition}:cloudwatch:${scope.region}:${scope.account}:alarm:${alarm.AlarmName ?? ""}`,
		name: alarm.AlarmName ?? "",
		tags: unread({
			service: "cloudwatch",
			operation: "ListTagsForResource",
			cause: "skipped",
			message: "Tags of alarms would take one call for each.",
		}),
		actionsEnabled: alarm.ActionsEnabled,
		alarmActions: [...(alarm.AlarmActions ?? [])],
		state: alarm.StateValue,
		metricName: alarm.MetricName ?? metric?.MetricName,
		namespace: alarm.Namespace ?? metric?.Namespace,
	};
}
