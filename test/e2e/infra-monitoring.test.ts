import { describe, expect, it } from "vitest";
import { changeRules } from "../../shared/runtime/app/change-patterns.ts";
import { Deployed } from "../../shared/runtime/app/deployed.ts";
import { type MetricName, metrics } from "../../shared/runtime/app/metrics.ts";
import { repairRules } from "../../shared/runtime/app/repair-patterns.ts";
import { emitters } from "../../stacks/alarms.ts";
import { functionNames } from "../../stacks/names.ts";
import { applicationGraphs, configurations, inEach, parsed } from "../support/infra/application.ts";
import { infraGraph, type Json } from "../support/sst/graph.ts";

const { graphs, fileOf, ofType, called } = applicationGraphs();

inEach("The application with the configuration %s", (name) => {
	describe("watches", () => {
		it("alarms that tell the topic of the system when they go off and when it is over", () => {
			const alarms = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm");
			for (const { inputs } of alarms) {
				expect(inputs).toMatchObject({ alarmActions: ["{{SystemTopic.arn}}"], okActions: ["{{SystemTopic.arn}}"] });
				expect(String(inputs.alarmDescription).length).toBeGreaterThan(40);
			}
			const silent = alarms.filter(({ inputs }) => inputs.treatMissingData === "breaching").map(({ name: id }) => id);
			expect(silent).toEqual(["NotifySilentAlarm", "StaleScopesAlarm"]);
		});

		it("errors, throttles and duration of every function", () => {
			const watched = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(({ inputs }) => inputs.namespace === "AWS/Lambda");
			for (const lambda of ofType(name, "aws:lambda/function:Function"))
				for (const metric of ["Errors", "Throttles", "Duration"]) {
					const [alarm, ...others] = watched.filter(
						({ inputs }) =>
							inputs.metricName === metric && (inputs.dimensions as { FunctionName: string }).FunctionName === lambda.inputs.name,
					);
					expect(others).toEqual([]);
					if (metric === "Duration") expect(alarm?.inputs.threshold).toBeLessThan(Number(lambda.inputs.timeout) * 1000);
					else expect(alarm).toBeDefined();
				}
		});

		it("metrics of its own that functions emit with these dimensions", () => {
			const own = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(({ inputs }) => inputs.namespace === "Parapet");
			expect(own.length).toBeGreaterThanOrEqual(5);
			for (const { inputs } of own) {
				expect(Object.keys(metrics)).toContain(inputs.metricName);
				const { service, stage, function: emitter, ...more } = inputs.dimensions as Record<string, string>;
				expect([service, stage, more]).toEqual(["parapet", graphs[name].stage, {}]);
				expect(functionNames).toContain(emitter);
			}
		});

		it("a dashboard of what there is", () => {
			const { widgets } = parsed(called(name, "Dashboard").inputs.dashboardBody) as {
				widgets: { properties: { title: string; alarms?: string[]; metrics?: Json[][] } }[];
			};
			const alarms = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm").map(
				({ inputs }) => `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${inputs.name}`,
			);
			expect(widgets[0]?.properties.alarms?.toSorted()).toEqual(alarms.toSorted());
			// CloudWatch's own limits of a dashboard.
			expect(widgets.length).toBeLessThan(500);
			const shown = widgets.flatMap(({ properties }) => (properties.metrics ?? []).map(([, metric]) => metric));
			for (const metric of Object.keys(metrics))
				if (emitters[metric as MetricName] === "remediate" ? name !== "least" : !metric.startsWith("Findings") || name === "everything")
					expect(shown).toContain(metric);
		});

		it("events of changes unless they are switched off, and those of its own check always", () => {
			const rules = ofType(name, "aws:cloudwatch/eventRule:EventRule");
			const patterns = rules.map(({ inputs }) => parsed(inputs.eventPattern));
			// Others may send to the bus, and have no deployment to check.
			expect(patterns).toContainEqual(expect.objectContaining({ source: ["parapet.check"], account: ["123456789012"] }));
			// Repairs have events of their own: what Security Hub and GuardDuty find, here and forwarded.
			if (name === "quiet") expect(patterns).toHaveLength(1 + repairRules.length + 1);
			else for (const { pattern } of changeRules) expect(patterns).toContainEqual(pattern);
			for (const { inputs } of rules) expect(String(inputs.eventPattern).length).toBeLessThanOrEqual(2048);
			expect(ofType(name, "aws:cloudwatch/eventBusPolicy:EventBusPolicy")).toHaveLength(name === "everything" ? 1 : 0);
		});
	});

	it("tells the check what there is", () => {
		const { insecureValue: value, name: parameter } = called(name, "Deployment").inputs;
		expect(parameter).toBe(`/parapet/${graphs[name].stage}/deployment`);
		const deployed = Deployed.parse(parsed(value));
		const lambdas = ofType(name, "aws:lambda/function:Function").map(({ inputs }) => inputs.name);
		expect(Object.values(deployed.functions).sort()).toEqual(lambdas.sort());
		const schedules = ofType(name, "aws:scheduler/schedule:Schedule").map(({ inputs }) => inputs.name);
		expect(deployed.schedules.names.toSorted()).toEqual(schedules.sort());
		expect(deployed.slackActions === undefined).toBe(name !== "everything");
		expect(deployed.buckets).toEqual({
			evidence: called(name, "Evidence").inputs.bucket,
			state: called(name, "State").inputs.bucket,
		});
		// A parameter of the standard tier holds 4 KB.
		expect(Buffer.byteLength(String(value))).toBeLessThan(4096);
	});
});

describe("What is asked for only", () => {
	it("an estimate of the month's cost goes off above the budget, and holds no more than the ten metrics that an alarm may have", () => {
		const { inputs } = called("everything", "MonthlyBudgetAlarm");
		const queries = inputs.metricQueries as { id: string; expression?: string; metric?: object; returnData?: boolean }[];
		const measured = queries.filter(({ metric }) => metric).length;
		expect(measured).toBeGreaterThan(functionNames.length / 2);
		expect(measured).toBeLessThanOrEqual(10);
		expect(queries.filter(({ returnData }) => returnData).map(({ id }) => id)).toEqual(["result"]);
		const expression = queries.find(({ id }) => id === "result")?.expression ?? "";
		for (const { id, metric } of queries) if (metric) expect(expression).toContain(`FILL(${id},0)`);
		expect(inputs.threshold).toBe(100);
		expect(graphs.least.resources.some(({ name }) => name === "MonthlyBudgetAlarm")).toBe(false);
	});
});

describe("A configuration that makes no deployment", () => {
	it("is told at once, with every path", async () => {
		const file = await fileOf("wrong", { accounts: [{ roleArn: "arn:aws:iam::111122223333:role/r" }] });
		await expect(infraGraph({ stage: "dev", config: file })).rejects.toThrow(/accounts\[0\]\.externalId: [\s\S]*alerts: nobody/);
	});

	it("is told of a stage that cannot be part of names", async () => {
		await expect(infraGraph({ stage: "Some-Very-Long-Stage", config: await fileOf("stage", configurations.least.config) })).rejects.toThrow(
			"at most 16 lower-case letters",
		);
	});
});
