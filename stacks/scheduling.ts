import type { Deployment } from "./deployment.ts";
import { policyOf, type Statement, trustOf, viaServices } from "./policies.ts";
import { windowOf } from "./schedule-facts.ts";

interface Given {
	readonly key: aws.kms.Key;
	readonly machine: aws.sfn.StateMachine;
	readonly notify: aws.sqs.Queue;
	/** There when there are repairs. */
	readonly repairs: aws.sqs.Queue | undefined;
	readonly checkHealth: sst.aws.Function;
	readonly undelivered: aws.sqs.Queue;
}

/** What happens by itself: scans, a wake-up of notify every minute (retries, digests, the weekly "no news"), a look at the system's own health. */
export function scheduling(
	{ names, tags, schedule, timezone }: Deployment,
	{ key, machine, notify, repairs, checkHealth, undelivered }: Given,
): void {
	const group = new aws.scheduler.ScheduleGroup("Schedules", { name: names.scheduleGroup, tags });
	const role = new aws.iam.Role("SchedulesAccess", {
		name: names.role("schedules"),
		description: `Parapet (${names.place.stage}): starts scans, wakes notify and check-health`,
		assumeRolePolicy: trustOf(names, "scheduler.amazonaws.com", names.arn("scheduler", `schedule-group/${names.scheduleGroup}`)),
		tags,
	});
	const allow = (Sid: string, action: string, ...Resource: string[]): Statement => ({ Sid, Effect: "Allow", Action: [action], Resource });
	const policy = new aws.iam.RolePolicy("SchedulesPolicy", {
		name: "grants",
		role: role.name,
		policy: key.arn.apply((arn) =>
			JSON.stringify(
				policyOf([
					allow("StartScans", "states:StartExecution", names.arn("states", `stateMachine:${names.machine}`)),
					allow("CheckHealth", "lambda:InvokeFunction", names.arn("lambda", `function:${names.function("check-health")}`)),
					allow("WakeNotify", "sqs:SendMessage", names.arn("sqs", names.queue("notify")), names.arn("sqs", names.undelivered)),
					...(repairs ? [allow("WakeRepairs", "sqs:SendMessage", names.arn("sqs", names.queue("repairs")))] : []),
					{
						Sid: "UseKey",
						Effect: "Allow",
						Action: ["kms:Decrypt", "kms:GenerateDataKey"],
						Resource: [arn],
						Condition: { StringEquals: { "kms:ViaService": viaServices(names, "sqs") } },
					},
				]),
			),
		),
	});
	const make = (
		id: string,
		name: string,
		description: string,
		target: { arn: $util.Input<string>; input: object },
		{ expression, windowMinutes = 0, hours }: { expression: string; windowMinutes?: number; hours: number },
	) =>
		new aws.scheduler.Schedule(
			id,
			{
				name: `${names.prefix}-${name}`,
				description,
				groupName: group.name,
				scheduleExpression: expression,
				...(expression.startsWith("cron") ? { scheduleExpressionTimezone: timezone } : {}),
				flexibleTimeWindow: windowMinutes === 0 ? { mode: "OFF" } : { mode: "FLEXIBLE", maximumWindowInMinutes: windowMinutes },
				target: {
					arn: target.arn,
					roleArn: role.arn,
					input: JSON.stringify(target.input),
					retryPolicy: { maximumEventAgeInSeconds: hours * 3600, maximumRetryAttempts: hours === 0 ? 0 : 20 },
					deadLetterConfig: { arn: undelivered.arn },
				},
			},
			{ dependsOn: [policy] },
		);
	make(
		"ScanSchedule",
		"scan",
		"Scans everything",
		{ arn: machine.arn, input: { trigger: "schedule" } },
		{ expression: schedule, windowMinutes: windowOf(schedule), hours: 1 },
	);
	make(
		"NotifySchedule",
		"notify",
		"Wakes notify: what is to be tried again, digests, the weekly no news",
		{ arn: notify.arn, input: { wake: "schedule" } },
		{ expression: "rate(1 minute)", hours: 1 },
	);
	if (repairs)
		make(
			"RepairsSchedule",
			"repairs",
			"Takes up repairs that are due: windows, the next hour's budget, plans that expire",
			{ arn: repairs.arn, input: { wake: "schedule" } },
			{ expression: "rate(5 minutes)", hours: 1 },
		);
	make(
		"CheckHealthSchedule",
		"check-health",
		"Measures how old the last complete scans are, and what waits",
		{ arn: checkHealth.arn, input: {} },
		{ expression: "rate(15 minutes)", hours: 1 },
	);
}
