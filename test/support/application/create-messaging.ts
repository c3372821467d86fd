import { CreateEventBusCommand, PutPermissionCommand, PutRuleCommand, PutTargetsCommand, type Target } from "@aws-sdk/client-eventbridge";
import { CreateScheduleCommand } from "@aws-sdk/client-scheduler";
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Creator } from "./creators.ts";

/** Only what is given, as text. */
const attributes = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(values).flatMap(([key, value]) =>
			value === undefined || value === null ? [] : [[key, typeof value === "object" ? JSON.stringify(value) : String(value)]],
		),
	);

/** Queues, topics, event buses and schedules. */
export const messaging: Readonly<Record<string, Creator>> = {
	"aws:sqs/queue:Queue": async ({ clients, account, region, visibility }, inputs) => {
		const Attributes = attributes({
			VisibilityTimeout: inputs.visibilityTimeoutSeconds,
			MessageRetentionPeriod: inputs.messageRetentionSeconds,
			KmsMasterKeyId: inputs.kmsMasterKeyId,
			RedrivePolicy: inputs.redrivePolicy,
			DelaySeconds: inputs.delaySeconds,
			FifoQueue: inputs.fifoQueue === true ? true : undefined,
			Policy: inputs.policy,
		});
		const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: inputs.name, Attributes }));
		const arn = `arn:aws:sqs:${region}:${account}:${inputs.name}`;
		visibility.set(arn, inputs.visibilityTimeoutSeconds ?? 30);
		return { name: inputs.name, url: QueueUrl, id: QueueUrl, arn };
	},
	"aws:sqs/queuePolicy:QueuePolicy": async ({ clients }, { queueUrl, policy }) => {
		await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { Policy: policy } }));
		return { id: queueUrl };
	},
	"aws:sqs/redrivePolicy:RedrivePolicy": async ({ clients }, { queueUrl, redrivePolicy }) => {
		await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { RedrivePolicy: redrivePolicy } }));
		return { id: queueUrl };
	},
	"aws:sns/topic:Topic": async ({ clients }, { name, kmsMasterKeyId, policy }) => {
		const Attributes = attributes({ KmsMasterKeyId: kmsMasterKeyId, Policy: policy });
		const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: name, Attributes }));
		return { name, arn: TopicArn, id: TopicArn };
	},
	"aws:sns/topicPolicy:TopicPolicy": async ({ clients }, { arn, policy }) => {
		await clients.sns.send(new SetTopicAttributesCommand({ TopicArn: arn, AttributeName: "Policy", AttributeValue: policy }));
		return { id: arn };
	},
	"aws:sns/topicSubscription:TopicSubscription": async ({ clients }, inputs) => {
		if (inputs.protocol === "lambda") throw new Error(`${inputs.topic}: subscriptions of functions are not in the emulator`);
		const { SubscriptionArn } = await clients.sns.send(
			new SubscribeCommand({
				TopicArn: inputs.topic,
				Protocol: inputs.protocol,
				Endpoint: inputs.endpoint,
				Attributes: attributes({
					FilterPolicy: inputs.filterPolicy,
					FilterPolicyScope: inputs.filterPolicyScope,
					RawMessageDelivery: inputs.rawMessageDelivery,
				}),
				ReturnSubscriptionArn: true,
			}),
		);
		return { arn: SubscriptionArn, id: SubscriptionArn };
	},
	"aws:cloudwatch/eventBus:EventBus": async ({ clients }, { name, kmsKeyIdentifier }) => {
		const { EventBusArn } = await clients.events.send(new CreateEventBusCommand({ Name: name, KmsKeyIdentifier: kmsKeyIdentifier }));
		return { name, arn: EventBusArn, id: name };
	},
	"aws:cloudwatch/eventBusPolicy:EventBusPolicy": async ({ clients }, { eventBusName, policy }) => {
		await clients.events.send(new PutPermissionCommand({ EventBusName: eventBusName, Policy: policy }));
		return { id: eventBusName };
	},
	"aws:cloudwatch/eventRule:EventRule": async ({ clients }, inputs) => {
		const { name, eventBusName, eventPattern, scheduleExpression, state } = inputs;
		const { RuleArn } = await clients.events.send(
			new PutRuleCommand({
				Name: name,
				EventBusName: eventBusName,
				EventPattern: eventPattern,
				ScheduleExpression: scheduleExpression,
				State: state ?? "ENABLED",
			}),
		);
		return { name, arn: RuleArn, id: name };
	},
	"aws:cloudwatch/eventTarget:EventTarget": async ({ clients }, inputs, { name }) => {
		const target: Target = {
			Id: inputs.targetId ?? name,
			Arn: inputs.arn,
			...(inputs.roleArn ? { RoleArn: inputs.roleArn } : {}),
			...(inputs.input ? { Input: inputs.input } : {}),
			...(inputs.inputTransformer
				? {
						InputTransformer: {
							InputTemplate: inputs.inputTransformer.inputTemplate,
							InputPathsMap: inputs.inputTransformer.inputPaths,
						},
					}
				: {}),
		};
		await clients.events.send(new PutTargetsCommand({ Rule: inputs.rule, EventBusName: inputs.eventBusName, Targets: [target] }));
		return { id: target.Id };
	},
	"aws:scheduler/schedule:Schedule": async ({ clients, schedules, account, region }, inputs) => {
		const { name, target } = inputs;
		await clients.scheduler.send(
			new CreateScheduleCommand({
				Name: name,
				ScheduleExpression: inputs.scheduleExpression,
				ScheduleExpressionTimezone: inputs.scheduleExpressionTimezone,
				FlexibleTimeWindow: { Mode: inputs.flexibleTimeWindow?.mode ?? "OFF" },
				State: inputs.state,
				Target: { Arn: target.arn, RoleArn: target.roleArn, Input: target.input },
			}),
		);
		schedules.push(name);
		return { name, id: `default/${name}`, arn: `arn:aws:scheduler:${region}:${account}:schedule/default/${name}` };
	},
};
