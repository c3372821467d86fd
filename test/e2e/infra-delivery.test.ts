import { describe, expect, it } from "vitest";
import { applicationGraphs, inEach, parsed } from "../support/infra/application.ts";
import type { GraphResource } from "../support/sst/graph.ts";

const { graphs, ofType, called } = applicationGraphs();

inEach("The application with the configuration %s", (name) => {
	describe("loses nothing:", () => {
		const queues = () => ofType(name, "aws:sqs/queue:Queue");
		const isLast = ({ inputs }: GraphResource) => inputs.redrivePolicy === undefined;

		it("every queue hands what fails five times to one that keeps it for 14 days and takes it of nobody else", () => {
			for (const queue of queues().filter((each) => !isLast(each))) {
				const { deadLetterTargetArn, maxReceiveCount } = parsed(queue.inputs.redrivePolicy);
				expect(maxReceiveCount).toBe(5);
				const dead = called(name, String(deadLetterTargetArn).replace(/^\{\{|\.arn\}\}$/g, ""));
				expect(dead.inputs.messageRetentionSeconds).toBe(14 * 86_400);
				expect(parsed(dead.inputs.redriveAllowPolicy)).toEqual({
					redrivePermission: "byQueue",
					sourceQueueArns: [`arn:aws:sqs:eu-central-1:123456789012:${queue.inputs.name}`],
				});
				expect(dead.inputs.messageRetentionSeconds).toBeGreaterThan(Number(queue.inputs.messageRetentionSeconds));
			}
		});

		it("an alarm watches every queue where things end", () => {
			const watched = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm")
				.filter(({ inputs }) => inputs.metricName === "ApproximateNumberOfMessagesVisible" && inputs.threshold === 0)
				.map(({ inputs }) => (inputs.dimensions as { QueueName: string }).QueueName);
			expect(watched.sort()).toEqual(
				queues()
					.filter(isLast)
					.map(({ inputs }) => String(inputs.name))
					.sort(),
			);
		});

		it("a message stays hidden for six times as long as its function may take", () => {
			const mappings = ofType(name, "aws:lambda/eventSourceMapping:EventSourceMapping");
			expect(mappings).toHaveLength(queues().filter((queue) => !isLast(queue)).length);
			for (const { inputs } of mappings) {
				expect(inputs.functionResponseTypes).toEqual(["ReportBatchItemFailures"]);
				const queue = called(name, String(inputs.eventSourceArn).replace(/^\{\{|\.arn\}\}$/g, ""));
				const lambda = called(name, String(inputs.functionName).replace(/^\{\{|\.\w+\}\}$/g, ""));
				expect(queue.inputs.visibilityTimeoutSeconds).toBeGreaterThanOrEqual(
					6 * Number(lambda.inputs.timeout) + Number(inputs.maximumBatchingWindowInSeconds),
				);
				// More than the function is set aside for would be throttled, and count as failures.
				const { maximumConcurrency } = inputs.scalingConfig as { maximumConcurrency: number };
				expect(maximumConcurrency).toBeLessThanOrEqual(Number(lambda.inputs.reservedConcurrentExecutions));
				expect(maximumConcurrency).toBeGreaterThanOrEqual(2);
			}
		});

		it("what schedules and rules cannot hand over is kept", () => {
			for (const { inputs } of ofType(name, "aws:scheduler/schedule:Schedule"))
				expect(inputs.target).toMatchObject({
					deadLetterConfig: { arn: "{{Undelivered.arn}}" },
					retryPolicy: { maximumRetryAttempts: 20 },
					roleArn: "{{SchedulesAccess.arn}}",
				});
			for (const { name: id, inputs } of ofType(name, "aws:cloudwatch/eventTarget:EventTarget"))
				expect(inputs).toMatchObject({
					arn: id.includes("Repair") ? "{{RepairsQueue.arn}}" : "{{ChangesQueue.arn}}",
					deadLetterConfig: { arn: "{{Undelivered.arn}}" },
				});
		});

		it("every function is waited for, or fed by a queue, or its failures are kept", () => {
			const invoked = ofType(name, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
			expect(invoked.map(({ inputs }) => [inputs.functionName, inputs.destinationConfig])).toEqual([
				[expect.stringContaining("check-health"), { onFailure: { destination: "{{Undelivered.arn}}" } }],
			]);
			const fed = ofType(name, "aws:lambda/eventSourceMapping:EventSourceMapping").map(({ inputs }) => String(inputs.functionName));
			const machine = JSON.stringify(parsed(called(name, "Scan").inputs.definition));
			for (const lambda of ofType(name, "aws:lambda/function:Function")) {
				const waited =
					machine.includes(`function:${lambda.inputs.name}"`) || lambda.inputs.name === `parapet-${graphs[name].stage}-slack-actions`;
				const queued = fed.some((of) => of.includes(lambda.name));
				const kept = String(lambda.inputs.name).endsWith("check-health");
				expect([lambda.name, [waited, queued, kept].filter(Boolean).length]).toEqual([lambda.name, 1]);
			}
		});

		it("objects lead to messages only when the queue lets them", () => {
			const notifications = ofType(name, "aws:s3/bucketNotification:BucketNotification");
			expect(
				notifications.map((each) => [
					each.name,
					(each.inputs.queues as { filterPrefix: string }[]).map(({ filterPrefix }) => filterPrefix),
				]),
			).toEqual([
				...(name === "everything" ? [["EvidenceNotification", ["latest/v1/"]]] : []),
				["StateNotification", ["alerts/v1/inbox/", ...(name === "least" ? [] : ["repairs/v1/inbox/"])]],
			]);
			for (const { dependencies } of notifications) expect(dependencies.some((urn) => urn.endsWith("::NotifyQueuePolicy"))).toBe(true);
		});
	});
});

describe("What is asked for only", () => {
	it("mail goes to each address, about findings as bad as asked and about the system", () => {
		const mails = ofType("everything", "aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => [
			inputs.topic,
			inputs.endpoint,
			inputs.filterPolicy,
		]);
		const filter = JSON.stringify({ severity: ["critical", "high", "medium"], folded: [{ exists: false }] });
		expect(mails).toEqual([
			["{{FindingsTopic.arn}}", "a@example.com", filter],
			["{{FindingsTopic.arn}}", "b@example.com", filter],
			["{{SystemTopic.arn}}", "a@example.com", undefined],
			["{{SystemTopic.arn}}", "b@example.com", undefined],
		]);
		expect(ofType("quiet", "aws:sns/topicSubscription:TopicSubscription")).toEqual([]);
	});

	it("Slack reaches one function, whose own check is the door", () => {
		const urls = ofType("everything", "aws:lambda/functionUrl:FunctionUrl");
		expect(urls.map(({ inputs }) => [inputs.authorizationType, inputs.cors])).toEqual([["NONE", undefined]]);
		const open = ofType("everything", "aws:lambda/permission:Permission");
		expect(open.map(({ inputs }) => [inputs.function, inputs.principal])).toEqual(
			open.map(() => [expect.stringContaining("slack-actions"), "*"]),
		);
		expect(called("everything", "SlackActionsFunction").inputs.reservedConcurrentExecutions).toBe(5);
		for (const name of ["least", "quiet"] as const) {
			expect(ofType(name, "aws:lambda/functionUrl:FunctionUrl")).toEqual([]);
			expect(ofType(name, "aws:lambda/permission:Permission")).toEqual([]);
		}
	});
});
