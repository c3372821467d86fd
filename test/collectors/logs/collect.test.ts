import { describe, expect, it } from "vitest";
import { collectLogs } from "../../../shared/collectors/aws/logs/collect.ts";
import { logSource } from "../../../shared/collectors/aws/logs/source.ts";
import { seen } from "../../../shared/core/observed.ts";
import { everything, factsOver, ofKind } from "../../support/aws/around.ts";
import { type Answer, fails, fakeCaller, paged, testScope } from "../../support/aws/fake-caller.ts";

const group = (logGroupName: string, changed: object = {}) => ({
	logGroupName,
	arn: `arn:aws:logs:eu-west-1:111122223333:log-group:${logGroupName}:*`,
	...changed,
});
const database = "/aws/rds/instance/orders/postgresql";
const answers: Record<string, Answer> = {
	"logs:DescribeLogGroups": paged(
		"logGroups",
		[[group(database, { retentionInDays: 30, logGroupClass: "STANDARD" })], [group("/aws/eks/platform/cluster"), group("app")]],
		"nextToken",
		"nextToken",
	),
	"logs:DescribeResourcePolicies": { resourcePolicies: [{ policyName: "p", policyDocument: "{}" }] },
	"logs:ListTagsForResource": { tags: { team: "payments" } },
	"logs:FilterLogEvents": { events: [{ message: "ALTER ROLE a PASSWORD 'hunter2'" }, { message: "checkpoint" }, {}] },
	"cloudwatch:DescribeAlarms": (input) =>
		input.NextToken
			? {
					MetricAlarms: [
						{
							AlarmName: "math",
							Metrics: [
								{ Id: "e", Expression: "m*2" },
								{ Id: "m", MetricStat: { Metric: { MetricName: "Errors", Namespace: "App" } } },
							],
						},
					],
				}
			: {
					MetricAlarms: [
						{
							AlarmName: "cpu",
							MetricName: "CPUUtilization",
							Namespace: "AWS/RDS",
							ActionsEnabled: true,
							AlarmActions: ["arn:sns"],
							StateValue: "OK",
						},
					],
					CompositeAlarms: [{ AlarmName: "both", AlarmArn: "arn:both", ActionsEnabled: false }],
					NextToken: "1",
				},
};
const collect = (changed: Record<string, Answer> = {}, options = everything) => {
	const aws = fakeCaller({ ...answers, ...changed });
	return { aws, collected: collectLogs(aws, factsOver(aws), options) };
};

describe("log groups", () => {
	it("of all pages carry their source, and the account's resource policies", async () => {
		const groups = ofKind(await collect().collected, "logs.LogGroup");
		expect(groups.map(({ name, source }) => [name, source])).toEqual([
			[database, "arn:aws:rds:eu-west-1:111122223333:db:orders"],
			["/aws/eks/platform/cluster", "arn:aws:eks:eu-west-1:111122223333:cluster/platform"],
			["app", undefined],
		]);
		expect(groups[0]).toMatchObject({
			arn: `arn:aws:logs:eu-west-1:111122223333:log-group:${database}`,
			retentionDays: 30,
			tags: seen({ team: "payments" }),
			resourcePolicies: seen([{ name: "p", document: { json: "{}" } }]),
		});
		expect(groups[2]?.tags).toHaveProperty("unread.cause", "skipped");
	});

	it("of databases alone are looked into, one call each, and only counts are kept", async () => {
		const { aws, collected } = collect();
		const groups = ofKind(await collected, "logs.LogGroup");
		expect(groups.map(({ secretsFound }) => secretsFound)).toEqual([
			seen({ eventsRead: 3, kinds: { sqlPassword: 1 } }),
			undefined,
			undefined,
		]);
		expect(JSON.stringify(await collected)).not.toContain("hunter2");
		expect(aws.calls.filter(({ operation }) => operation === "FilterLogEvents").map(({ input }) => input)).toEqual([
			{ logGroupName: database, startTime: everything.now - 86_400_000, limit: 1000, startFromHead: false },
		]);
	});

	it("are not looked into unless the scan was told to", async () => {
		const { aws, collected } = collect({}, { ...everything, inspectLogEvents: false });
		expect(ofKind(await collected, "logs.LogGroup").every(({ secretsFound }) => secretsFound === undefined)).toBe(true);
		expect(aws.count("logs:FilterLogEvents")).toBe(0);
	});

	it("keep the reasons for what was denied", async () => {
		const changed = {
			"logs:DescribeResourcePolicies": fails("denied"),
			"logs:FilterLogEvents": fails("throttled"),
			"logs:ListTagsForResource": fails("denied"),
		};
		const [first] = ofKind(await collect(changed).collected, "logs.LogGroup");
		expect(first?.resourcePolicies).toHaveProperty("unread.cause", "denied");
		expect(first?.secretsFound).toHaveProperty("unread.cause", "throttled");
		expect(first?.tags).toHaveProperty("unread.cause", "denied");
		expect((await collect({ "logs:DescribeLogGroups": fails("denied") }).collected).errors).toMatchObject([{ kinds: ["logs.LogGroup"] }]);
	});

	it("are not listed for a scan of alarms only", async () => {
		const { aws, collected } = collect({}, { ...everything, kinds: new Set(["cloudwatch.Alarm"]) });
		expect((await collected).resources).toHaveLength(3);
		expect(aws.count()).toBe(2);
	});
});

describe("alarms", () => {
	it("are metric and composite ones of all pages, with the metric that they watch", async () => {
		const alarms = ofKind(await collect().collected, "cloudwatch.Alarm");
		expect(alarms.map(({ name, namespace, metricName, actionsEnabled }) => [name, namespace, metricName, actionsEnabled])).toEqual([
			["cpu", "AWS/RDS", "CPUUtilization", true],
			["both", undefined, undefined, false],
			["math", "App", "Errors", undefined],
		]);
		expect(alarms[0]).toMatchObject({ arn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:cpu", alarmActions: ["arn:sns"], state: "OK" });
	});

	it("that could not be listed leave their kind incomplete", async () => {
		for (const answer of [fails("denied"), {}])
			expect((await collect({ "cloudwatch:DescribeAlarms": answer }).collected).errors).toMatchObject([{ kinds: ["cloudwatch.Alarm"] }]);
	});
});

describe("the source of a log group", () => {
	const rows: [string, string | undefined][] = [
		["/aws/rds/instance/orders/postgresql", "arn:aws:rds:eu-west-1:111122223333:db:orders"],
		["/aws/rds/cluster/orders/audit", "arn:aws:rds:eu-west-1:111122223333:cluster:orders"],
		["/aws/eks/platform/cluster", "arn:aws:eks:eu-west-1:111122223333:cluster/platform"],
		["/aws/rds/proxy/front", undefined],
		["/aws/rds/instance/orders", undefined],
		["/aws/rds/instance/orders/a/b", undefined],
		["/my/aws/rds/instance/orders/error", undefined],
		["/aws/eks/platform/cluster/more", undefined],
		["RDSOSMetrics", undefined],
	];
	it.each(rows)("%s is %s", (name, source) => expect(logSource(name, testScope)).toBe(source));
});
