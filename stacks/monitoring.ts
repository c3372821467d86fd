import { type Alarm, alarmsOf, type Formula, type Metric } from "./alarms.ts";
import { dashboardOf } from "./dashboard.ts";
import type { Deployment } from "./deployment.ts";

/** Alarms to the topic of the system, and the dashboard. */
export function monitoring({ names, functions, queues, app, tags }: Deployment, system: aws.sns.Topic): aws.cloudwatch.Dashboard {
	const alarms = alarmsOf(names, { functions, queues, monthlyBudget: app.deploy.monthlyBudget });
	for (const alarm of alarms)
		new aws.cloudwatch.MetricAlarm(`${alarm.id}Alarm`, {
			name: `${names.prefix}-${alarm.id}`,
			alarmDescription: alarm.description,
			comparisonOperator: alarm.comparison,
			threshold: alarm.threshold,
			evaluationPeriods: alarm.periods,
			datapointsToAlarm: alarm.periods,
			treatMissingData: alarm.missing,
			alarmActions: [system.arn],
			okActions: [system.arn],
			tags,
			...measured(alarm),
		});
	const arns = alarms.map(({ id }) => names.arn("cloudwatch", `alarm:${names.prefix}-${id}`));
	return new aws.cloudwatch.Dashboard("Dashboard", {
		dashboardName: names.dashboard,
		dashboardBody: dashboardOf(names, functions, queues, arns),
	});
}

const isFormula = (of: Metric | Formula): of is Formula => "expression" in of;

function measured({ of, period }: Alarm): Partial<aws.cloudwatch.MetricAlarmArgs> {
	if (!isFormula(of)) {
		const { namespace, name: metricName, dimensions, stat } = of;
		return {
			namespace,
			metricName,
			dimensions: { ...dimensions },
			period,
			...(stat === "p90" ? { extendedStatistic: stat } : { statistic: stat }),
		};
	}
	return {
		metricQueries: [
			...Object.entries(of.metrics).map(([id, { namespace, name: metricName, dimensions, stat }]) => ({
				id,
				metric: { namespace, metricName, dimensions: { ...dimensions }, period, stat },
			})),
			{ id: "result", expression: of.expression, label: "Result", returnData: true },
		],
	};
}
