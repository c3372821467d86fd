import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { GetFunctionConfigurationCommand, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { GetScheduleCommand } from "@aws-sdk/client-scheduler";
import { ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { mapBounded } from "../../aws/concurrency.ts";
import type { Unread } from "../../core/observed.ts";
import { Deployed, deploymentParameter } from "../app/deployed.ts";
import { version } from "../version.ts";
import { type Check, type CheckAccess, failed, few, notAnswered, ok, unknown, warning } from "./check.ts";

/** Calls at a time. */
const atATime = 8;

/** What a stage says that it is; the check says why nothing is known of it. */
export async function readDeployed({ caller, stage, region, account }: CheckAccess): Promise<{ deployed: Deployed } | { check: Check }> {
	const name = "deployment";
	const parameter = deploymentParameter(stage);
	const answer = await caller().call("ssm", new GetParameterCommand({ Name: parameter }));
	if ("unread" in answer)
		return answer.unread.cause === "notFound"
			? {
					check: failed(
						name,
						`Nothing is deployed as stage ${stage} in ${region} of account ${account}: there is no parameter ${parameter}.`,
						`npx sst deploy --stage ${stage}, or name another --stage or --region.`,
					),
				}
			: { check: notAnswered(name, answer.unread) };
	const parsed = Deployed.safeParse(jsonOf(answer.value.Parameter?.Value));
	return parsed.success
		? { deployed: parsed.data }
		: { check: failed(name, `The parameter ${parameter} is not what a deploy writes.`, `Deploy again: npx sst deploy --stage ${stage}.`) };
}

function jsonOf(text: string | undefined): unknown {
	try {
		return JSON.parse(text ?? "");
	} catch {
		return undefined;
	}
}

/** The state of what is deployed. `configuration`: key of the configuration as it is here, when there is one. */
export async function checkState(access: CheckAccess, deployed: Deployed, configuration: string | undefined): Promise<Check[]> {
	access.progress("looking at what is deployed");
	const groups = await Promise.all([
		Promise.resolve([checkVersion(deployed, configuration)]),
		checkFunctions(access, deployed),
		checkFeeds(access, deployed),
		checkSchedules(access, deployed),
		checkDeadLetters(access, deployed),
		checkAlarms(access, deployed),
		checkSubscriptions(access, deployed),
	]);
	return groups.flat();
}

function checkVersion(deployed: Deployed, configuration: string | undefined): Check {
	const name = "deployment";
	const again = `npx sst deploy --stage ${deployed.stage}`;
	if (deployed.version !== version)
		return warning(name, `Parapet ${deployed.version} is deployed, and this is ${version}.`, `${again} brings this one.`);
	if (configuration !== undefined && configuration !== deployed.config)
		return warning(
			name,
			"The configuration here is another than the one that is deployed.",
			`${again} brings it, or check with the right --config.`,
		);
	return ok(name, `Parapet ${deployed.version}, stage ${deployed.stage}, as configured here.`);
}

/** Of several answers: what is wrong, and what was not said. */
interface Answers {
	readonly wrong: string[];
	readonly silent: Unread[];
}

/** One check from many answers: whatever is wrong decides, then whatever is not known. */
const summed = (
	name: string,
	{ wrong, silent }: Answers,
	good: string,
	bad: string,
	advice: string,
	status: "failed" | "warning" = "failed",
): Check => {
	if (wrong.length > 0) return (status === "failed" ? failed : warning)(name, bad, advice, few(wrong));
	const [first] = silent;
	return first === undefined ? ok(name, good) : notAnswered(name, first);
};

async function checkFunctions({ caller }: CheckAccess, { functions }: Deployed): Promise<Check[]> {
	const answers: Answers = { wrong: [], silent: [] };
	await mapBounded(Object.values(functions), atATime, async (FunctionName) => {
		const answer = await caller().call("lambda", new GetFunctionConfigurationCommand({ FunctionName }));
		if ("unread" in answer) {
			if (answer.unread.cause === "notFound") answers.wrong.push(`${FunctionName}: is not there`);
			else answers.silent.push(answer.unread);
			return;
		}
		const { State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = answer.value;
		// A function that was not called for weeks is Inactive, and awakes with the next call.
		if (State === "Failed") answers.wrong.push(`${FunctionName}: ${StateReason ?? State}`);
		else if (LastUpdateStatus === "Failed") answers.wrong.push(`${FunctionName}: ${LastUpdateStatusReason ?? "its last update failed"}`);
	});
	const count = Object.keys(functions).length;
	return [
		summed(
			"functions",
			answers,
			`All ${count} functions are there.`,
			`${answers.wrong.length} of ${count} functions cannot run.`,
			"Deploy again.",
		),
	];
}

async function checkFeeds({ caller }: CheckAccess, { functions, queues }: Deployed): Promise<Check[]> {
	const name = "queues feed functions";
	const fed = { changes: "assess-change", notify: "notify", sync: "sync-findings" } as const;
	const answers: Answers = { wrong: [], silent: [] };
	for (const queue of Object.keys(queues)) {
		const FunctionName = functions[fed[queue as keyof typeof fed] ?? ""];
		if (FunctionName === undefined) continue;
		const answer = await caller().call("lambda", new ListEventSourceMappingsCommand({ FunctionName }));
		if ("unread" in answer) answers.silent.push(answer.unread);
		else {
			const mappings = (answer.value.EventSourceMappings ?? []).filter(({ EventSourceArn }) => EventSourceArn?.includes(":sqs:"));
			const [mapping] = mappings;
			if (!mapping) answers.wrong.push(`${queue}: nothing takes its messages`);
			else if (!/^(?:Enabled|Enabling|Updating|Creating)$/.test(mapping.State ?? "")) answers.wrong.push(`${queue}: ${mapping.State}`);
		}
	}
	return [
		summed(
			name,
			answers,
			"Every queue feeds its function.",
			"Messages wait and nobody takes them.",
			"Enable the mapping (aws lambda update-event-source-mapping --enabled), or deploy again.",
		),
	];
}

async function checkSchedules({ caller }: CheckAccess, { schedules }: Deployed): Promise<Check[]> {
	const answers: Answers = { wrong: [], silent: [] };
	for (const Name of schedules.names) {
		const answer = await caller().call("scheduler", new GetScheduleCommand({ Name, GroupName: schedules.group }));
		if ("unread" in answer) {
			if (answer.unread.cause === "notFound") answers.wrong.push(`${Name}: is not there`);
			else answers.silent.push(answer.unread);
		} else if (answer.value.State !== "ENABLED") answers.wrong.push(`${Name}: ${answer.value.State ?? "in no state"}`);
	}
	return [
		summed(
			"schedules",
			answers,
			"Every schedule is enabled.",
			"What should happen by itself does not.",
			"Enable it in EventBridge Scheduler, or deploy again.",
		),
	];
}

/** How many messages a queue holds; undefined when that was not said. */
export async function depthOf({ caller }: CheckAccess, QueueUrl: string): Promise<{ waiting: number; taken: number } | Unread> {
	const answer = await caller().call(
		"sqs",
		new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] }),
	);
	if ("unread" in answer) return answer.unread;
	const { ApproximateNumberOfMessages = "0", ApproximateNumberOfMessagesNotVisible = "0" } = answer.value.Attributes ?? {};
	return { waiting: Number(ApproximateNumberOfMessages), taken: Number(ApproximateNumberOfMessagesNotVisible) };
}

async function checkDeadLetters(access: CheckAccess, { queues, undelivered }: Deployed): Promise<Check[]> {
	const answers: Answers = { wrong: [], silent: [] };
	const all = [...Object.values(queues).map(({ deadLetters }) => deadLetters), undelivered];
	for (const url of all) {
		const depth = await depthOf(access, url);
		if ("cause" in depth) answers.silent.push(depth);
		else if (depth.waiting + depth.taken > 0) answers.wrong.push(`${url.split("/").at(-1)}: ${depth.waiting + depth.taken}`);
	}
	return [
		summed(
			"dead letters",
			answers,
			"No message was given up.",
			"Messages were given up.",
			"See why in the logs of the function, then send them again: aws sqs start-message-move-task (docs/operations.md).",
			"warning",
		),
	];
}

async function checkAlarms({ caller }: CheckAccess, { alarmPrefix }: Deployed): Promise<Check[]> {
	const listing = await caller().list(
		"cloudwatch",
		(NextToken) => new DescribeAlarmsCommand({ AlarmNamePrefix: alarmPrefix, NextToken }),
		(page) => page.MetricAlarms,
		(page) => page.NextToken,
	);
	if (listing.failure) return [notAnswered("alarms", listing.failure)];
	if (listing.items.length === 0)
		return [
			failed(
				"alarms",
				`There is no alarm whose name begins with ${alarmPrefix}.`,
				"Deploy again: without them nobody is told when Parapet itself fails.",
			),
		];
	const loud = listing.items.filter(({ StateValue }) => StateValue === "ALARM");
	const answers: Answers = { wrong: loud.map(({ AlarmName }) => AlarmName ?? "an alarm"), silent: [] };
	return [
		summed(
			"alarms",
			answers,
			`None of ${listing.items.length} alarms is raised.`,
			`${loud.length} of ${listing.items.length} alarms are raised.`,
			"Its description says what to do (after a first deploy StaleScopes is raised until the first scan has ended).",
			"warning",
		),
	];
}

async function checkSubscriptions({ caller }: CheckAccess, { topics }: Deployed): Promise<Check[]> {
	const answers: Answers = { wrong: [], silent: [] };
	let confirmed = 0;
	for (const [topic, TopicArn] of Object.entries(topics)) {
		const listing = await caller().list(
			"sns",
			(NextToken) => new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }),
			(page) => page.Subscriptions,
			(page) => page.NextToken,
		);
		if (listing.failure) answers.silent.push(listing.failure);
		for (const { SubscriptionArn, Endpoint, Protocol } of listing.items)
			if (SubscriptionArn?.startsWith("arn:")) confirmed++;
			else answers.wrong.push(`${topic}: ${Protocol} ${Endpoint}`);
	}
	const name = "subscriptions";
	if (answers.wrong.length === 0 && answers.silent.length === 0 && confirmed === 0)
		return [
			unknown(
				name,
				"Nobody has subscribed to the topics of findings and of the system itself.",
				"Name addresses in deploy.emails, at least for the alarms of the system: where alerts cannot be sent, that is told there.",
			),
		];
	return [
		summed(
			name,
			answers,
			`All ${confirmed} subscriptions are confirmed.`,
			`${answers.wrong.length} subscriptions are not confirmed: they get nothing.`,
			"Open the message of AWS in that mailbox and confirm; after three days deploy again for a new one.",
			"warning",
		),
	];
}
