import { describe, expect, it } from "vitest";
import { collectRegionSettings } from "../../../shared/collectors/aws/region/collect.ts";
import { detectorFacts } from "../../../shared/collectors/aws/region/guardduty.ts";
import { need, seen } from "../../../shared/core/observed.ts";
import { factsOver, ofKind } from "../../support/aws/around.ts";
import { type Answer, fails, fakeCaller } from "../../support/aws/fake-caller.ts";

const logGroup = (region = "eu-west-1", account = "111122223333") => `arn:aws:logs:${region}:${account}:log-group:trail/events:*`;
const trail = (changed: object = {}) => ({
	Name: "main",
	TrailARN: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main",
	IsMultiRegionTrail: true,
	HasCustomEventSelectors: false,
	CloudWatchLogsLogGroupArn: logGroup(),
	...changed,
});
const transformation = (metricName: string) => ({ metricName, metricNamespace: "Audit", metricValue: "1" });
const answers: Record<string, Answer> = {
	"cloudtrail:DescribeTrails": { trailList: [trail()] },
	"cloudtrail:GetTrailStatus": { IsLogging: true },
	"logs:DescribeMetricFilters": {
		metricFilters: [
			{ filterName: "kms", filterPattern: "{ $.eventName = DisableKey }", metricTransformations: [transformation("KeyEvents")] },
		],
	},
	"cloudwatch:DescribeAlarms": {
		MetricAlarms: [
			{ AlarmName: "keys", MetricName: "KeyEvents", Namespace: "Audit", ActionsEnabled: true, AlarmActions: ["arn:sns"] },
			{ AlarmName: "silent", MetricName: "KeyEvents", Namespace: "Audit", ActionsEnabled: false, AlarmActions: ["arn:sns"] },
			{ AlarmName: "other", MetricName: "KeyEvents", Namespace: "Elsewhere", AlarmActions: ["arn:sns"] },
		],
	},
	"backup:ListBackupVaults": { BackupVaultList: [{}, {}] },
	"backup:ListBackupPlans": { BackupPlansList: [] },
	"backup:ListReportPlans": { ReportPlans: [] },
	"guardduty:ListDetectors": { DetectorIds: ["d-1"] },
	"guardduty:GetDetector": { Status: "ENABLED", Features: [{ Name: "RDS_LOGIN_EVENTS", Status: "ENABLED" }] },
};
const collect = async (changed: Record<string, Answer> = {}) => {
	const aws = fakeCaller({ ...answers, ...changed });
	const [region] = ofKind(await collectRegionSettings(aws, factsOver(aws)), "aws.Region");
	if (!region) throw new Error("no region");
	return { aws, region };
};

describe("region settings", () => {
	it("hold trails, metric filters with their alarms, backup counts and GuardDuty", async () => {
		const { region } = await collect();
		expect(region).toMatchObject({
			name: "eu-west-1",
			arn: "arn:aws:account:eu-west-1:111122223333:region",
			trails: seen([{ name: "main", logging: seen(true), logGroup: "trail/events", managementEvents: true, multiRegion: true }]),
			metricFilters: {
				value: [
					{
						name: "kms",
						logGroup: "trail/events",
						alarms: seen([
							{ name: "keys", hasActions: true },
							{ name: "silent", hasActions: false },
						]),
					},
				],
			},
			backupPlans: seen(0),
			backupVaults: seen(2),
			backupReportPlans: seen(0),
			guardDuty: { value: { enabled: true, features: { RDS_LOGIN_EVENTS: true } } },
		});
		for (const fact of [region.databases, region.eksClusters, region.eventSubscriptions])
			expect(fact).toHaveProperty("unread.cause", "skipped");
	});

	it("keep each reason apart when a call is denied", async () => {
		const rows = [
			["cloudtrail:DescribeTrails", "trails"],
			["cloudtrail:DescribeTrails", "metricFilters"],
			["logs:DescribeMetricFilters", "metricFilters"],
			["guardduty:ListDetectors", "guardDuty"],
			["guardduty:GetDetector", "guardDuty"],
			["backup:ListBackupVaults", "backupVaults"],
			["backup:ListBackupPlans", "backupPlans"],
			["backup:ListReportPlans", "backupReportPlans"],
		] as const;
		for (const [operation, field] of rows)
			expect((await collect({ [operation]: fails("denied") })).region[field]).toHaveProperty("unread.cause", "denied");
		const { region } = await collect({ "cloudtrail:GetTrailStatus": fails("denied"), "cloudwatch:DescribeAlarms": fails("denied") });
		expect(need(region.trails)[0]?.logging).toHaveProperty("unread.cause", "denied");
		expect(need(region.metricFilters)[0]?.alarms).toHaveProperty("unread.cause", "denied");
	});

	it("do not know the filters of a log group of another region or account", async () => {
		for (const arn of [logGroup("us-east-1"), logGroup("eu-west-1", "999999999999")]) {
			const { aws, region } = await collect({ "cloudtrail:DescribeTrails": { trailList: [trail({ CloudWatchLogsLogGroupArn: arn })] } });
			expect(region.metricFilters).toHaveProperty("unread.cause", "skipped");
			expect(need(region.trails)[0]?.logGroup).toBe("trail/events");
			expect(aws.count("logs:DescribeMetricFilters")).toBe(0);
		}
	});

	it("have no filters and ask for none where no trail writes to a log group", async () => {
		const { aws, region } = await collect({ "cloudtrail:DescribeTrails": { trailList: [] } });
		expect([region.trails, region.metricFilters]).toEqual([seen([]), seen([])]);
		expect(aws.count("logs:DescribeMetricFilters")).toBe(0);
	});
});

describe("management events", () => {
	const selectors = async (answer: object) => {
		const changed = {
			"cloudtrail:DescribeTrails": { trailList: [trail({ HasCustomEventSelectors: true })] },
			"cloudtrail:GetEventSelectors": answer,
		};
		return need((await collect(changed)).region.trails)[0]?.managementEvents;
	};
	it("are recorded when a selector includes them", async () => {
		expect(await selectors({ EventSelectors: [{ IncludeManagementEvents: false }, { IncludeManagementEvents: true }] })).toBe(true);
		expect(await selectors({ AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] }] })).toBe(
			true,
		);
	});
	it("are not when none does", async () => {
		expect(await selectors({ EventSelectors: [{ IncludeManagementEvents: false }] })).toBe(false);
		expect(await selectors({ AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Data"] }] }] })).toBe(false);
	});
	it("are unknown when the selectors are", async () => expect(await selectors(fails("denied"))).toBeUndefined());
});

describe("GuardDuty", () => {
	it("is null without a detector", async () => {
		expect((await collect({ "guardduty:ListDetectors": { DetectorIds: [] } })).region.guardDuty).toEqual(seen(null));
	});
	it("manages the EKS add-on only where runtime monitoring and its add-on are both on", () => {
		const detector = (Status: "ENABLED" | "DISABLED", addon: "ENABLED" | "DISABLED") =>
			detectorFacts({
				ServiceRole: "r",
				Status: "ENABLED",
				Features: [{ Name: "RUNTIME_MONITORING", Status, AdditionalConfiguration: [{ Name: "EKS_ADDON_MANAGEMENT", Status: addon }] }],
			});
		expect(detector("ENABLED", "ENABLED")).toEqual({ enabled: true, features: { RUNTIME_MONITORING: true }, runtimeEksAddon: true });
		expect(detector("ENABLED", "DISABLED").runtimeEksAddon).toBe(false);
		expect(detector("DISABLED", "ENABLED")).toEqual({ enabled: true, features: { RUNTIME_MONITORING: false }, runtimeEksAddon: false });
		expect(detectorFacts({ ServiceRole: "r", Status: "DISABLED" })).toEqual({ enabled: false, features: {}, runtimeEksAddon: false });
	});
});
