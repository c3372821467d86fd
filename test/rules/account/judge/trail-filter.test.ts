import { describe, expect, it } from "vitest";
import { seen, Unobserved } from "../../../../shared/core/observed.ts";
import type { Region } from "../../../../shared/core/resources/index.ts";
import type { MetricFilter, Trail } from "../../../../shared/core/resources/region.ts";
import { apiCalls, judgeTrailFilter } from "../../../../shared/rules/account/judge/trail-filter.ts";
import { regionSettings } from "../../../support/compliant/around.ts";
import { denied } from "../../../support/compliant/common.ts";

const trail = (over: Partial<Trail> = {}): Trail => ({
	name: "main",
	arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main",
	multiRegion: true,
	logging: seen(true),
	logGroup: "cloudtrail",
	managementEvents: true,
	...over,
});
const filter = (pattern: string, over: Partial<MetricFilter> = {}): MetricFilter => ({
	name: pattern,
	logGroup: "cloudtrail",
	pattern,
	alarms: seen([{ name: "alarm", hasActions: true }]),
	...over,
});
const disable = "{ $.eventName = DisableKey }";
const schedule = "{ $.eventName = ScheduleKeyDeletion }";
const either = "{ $.eventName = DisableKey || $.eventName = ScheduleKeyDeletion }";

const judge = (trails: Trail[], metricFilters: MetricFilter[] | Region["metricFilters"]) =>
	judgeTrailFilter(
		{ ...regionSettings, trails: seen(trails), metricFilters: Array.isArray(metricFilters) ? seen(metricFilters) : metricFilters },
		"key deletion",
		apiCalls("kms", ["DisableKey", "ScheduleKeyDeletion"]),
	);
const skipped = { unread: { service: "logs", operation: "DescribeMetricFilters", cause: "skipped" as const, message: "elsewhere" } };
const shadow = trail({ name: "org", arn: "arn:aws:cloudtrail:us-east-1:999988887777:trail/org", logGroup: "org" });

describe("what is covered", () => {
	it("may be shared by several filters", () => {
		expect(judge([trail()], [filter(disable), filter(schedule)])).toMatchObject({
			verdict: "pass",
			evidence: { trail: "main", logGroup: "cloudtrail", filters: [disable, schedule] },
		});
		expect(judge([trail()], [filter(disable)])).toMatchObject({ verdict: "fail", evidence: { missing: ["ScheduleKeyDeletion"] } });
	});

	it("needs an alarm that acts on one of the filters that match", () => {
		const quiet = filter(either, { alarms: seen([{ name: "quiet", hasActions: false }]) });
		const bare = filter(either, { alarms: seen([]) });
		expect(judge([trail()], [quiet, bare]).verdict).toBe("fail");
		expect(judge([trail()], [quiet, filter(either)]).verdict).toBe("pass");
		expect(
			judge(
				[trail()],
				[
					filter(either, {
						alarms: seen([
							{ name: "a", hasActions: false },
							{ name: "b", hasActions: true },
						]),
					}),
				],
			).verdict,
		).toBe("pass");
	});

	it("is not known when an alarm that would decide was not read", () => {
		const unread = filter(either, { alarms: denied("cloudwatch", "DescribeAlarms") });
		expect(() => judge([trail()], [unread])).toThrow(Unobserved);
		expect(judge([trail()], [unread, filter(either)]).verdict).toBe("pass");
		expect(judge([trail()], [filter("{ $.eventName = Other }", { alarms: denied("cloudwatch", "DescribeAlarms") })]).verdict).toBe("fail");
	});

	it("does not count filters of other log groups, filters of everything, and what is no pattern", () => {
		expect(judge([trail()], [filter(either, { logGroup: "other" })]).verdict).toBe("fail");
		expect(judge([trail()], [filter("")]).verdict).toBe("fail");
		expect(judge([trail()], [filter('{ $.eventName = "*" }')]).verdict).toBe("fail");
		expect(judge([trail()], [filter("{ $.readOnly IS FALSE }")]).verdict).toBe("pass");
		expect(judge([trail()], [filter("{ broken")])).toMatchObject({ verdict: "fail", evidence: { filters: [] } });
		expect(judge([trail()], [filter("{ $.eventName = Other }"), filter(disable)])).toMatchObject({ evidence: { filters: [disable] } });
	});

	it("understands a log group that is given as an ARN", () => {
		expect(judge([trail({ logGroup: "arn:aws:logs:eu-west-1:111122223333:log-group:cloudtrail:*" })], [filter(either)]).verdict).toBe(
			"pass",
		);
	});

	it("is nothing when the configuration names no events", () => {
		expect(judgeTrailFilter(regionSettings, "nothing", [])).toMatchObject({
			verdict: "notApplicable",
			detail: "The configuration names no events for nothing.",
		});
	});

	it("names at most five missing events", () => {
		const names = ["A", "B", "C", "D", "E", "F"];
		const six = judgeTrailFilter({ ...regionSettings, trails: seen([trail()]) }, "letters", apiCalls("kms", names));
		expect(six.detail).toContain("matches A, B, C, D, E and 1 more (letters).");
		const five = judgeTrailFilter({ ...regionSettings, trails: seen([trail()]) }, "letters", apiCalls("kms", names.slice(1)));
		expect(five.detail).toContain("matches B, C, D, E, F (letters).");
	});
});

describe("which trails count", () => {
	it("those that record management events", () => {
		expect(judge([trail({ managementEvents: false })], [filter(either)])).toMatchObject({
			verdict: "fail",
			detail: expect.stringContaining("No CloudTrail trail records management events in eu-west-1"),
			evidence: { trails: [] },
		});
		expect(() => judge([trail({ managementEvents: undefined })], [filter(either)])).toThrow("event selectors of trail main");
		expect(judge([trail({ managementEvents: undefined })], []).verdict).toBe("fail");
	});

	it("none are missed in a region without databases and clusters", () => {
		const databases = seen({ instances: 0, clusters: 0 });
		const without = (over: Partial<Region>) =>
			judgeTrailFilter({ ...regionSettings, trails: seen([]), ...over }, "x", apiCalls("kms", ["A"]));
		expect(without({ databases, eksClusters: seen(0) })).toMatchObject({
			verdict: "notApplicable",
			detail: expect.stringContaining("neither a database nor a cluster"),
		});
		expect(without({ databases }).verdict).toBe("fail");
		expect(without({ eksClusters: seen(0) }).verdict).toBe("fail");
	});

	it("those that log", () => {
		expect(judge([trail({ logging: seen(false) })], [filter(either)])).toMatchObject({
			verdict: "fail",
			detail: expect.stringContaining("have stopped logging"),
		});
		expect(judge([trail({ logging: seen(false) }), trail({ name: "second" })], [filter(either)])).toMatchObject({
			evidence: { trail: "second" },
		});
		expect(() => judge([trail({ logging: denied("cloudtrail", "GetTrailStatus") })], [filter(either)])).toThrow(
			"cloudtrail:GetTrailStatus",
		);
		expect(judge([trail({ logging: denied("cloudtrail", "GetTrailStatus") })], []).verdict).toBe("fail");
	});

	it("those that send their events to CloudWatch Logs", () => {
		expect(judge([trail({ logGroup: undefined })], [filter(either)])).toMatchObject({
			verdict: "fail",
			detail: expect.stringContaining("Trail main does not send its events to CloudWatch Logs"),
			evidence: { trails: [{ name: "main", logGroup: null }] },
		});
		const abroad = { ...shadow, logGroup: undefined };
		expect(judge([abroad], skipped)).toMatchObject({ verdict: "notApplicable", detail: expect.stringContaining("region us-east-1") });
		expect(judge([abroad, trail({ logGroup: undefined })], skipped).verdict).toBe("fail");
		// No filters are needed to know that.
		expect(judge([trail({ logGroup: undefined })], skipped).verdict).toBe("fail");
	});

	it("the one that covers most when none covers all", () => {
		const other = trail({ name: "other", logGroup: "other" });
		expect(judge([other, trail()], [filter(disable)])).toMatchObject({ evidence: { missing: ["ScheduleKeyDeletion"] } });
		expect(judge([trail(), other], [filter(disable)])).toMatchObject({ evidence: { missing: ["ScheduleKeyDeletion"] } });
		// The first of equals.
		expect(judge([trail(), other], []).detail).toContain("acts on cloudtrail matches");
	});

	it("not one whose home is another region or account: it is judged there", () => {
		const judged = { verdict: "notApplicable", detail: expect.stringContaining("region us-east-1 of account 999988887777") };
		expect(judge([shadow], skipped)).toMatchObject(judged);
		expect(judge([shadow], [])).toMatchObject(judged);
		expect(judge([trail(), shadow], [filter(disable)])).toMatchObject(judged);
		expect(judge([trail({ arn: "arn:aws:cloudtrail:us-east-1:111122223333:trail/main" })], []).verdict).toBe("notApplicable");
		expect(judge([trail({ arn: "arn:aws:cloudtrail:eu-west-1:999988887777:trail/main" })], []).verdict).toBe("notApplicable");
	});

	it("but also one of another home when its filters are known", () => {
		expect(judge([shadow], [filter(either, { logGroup: "org" })]).verdict).toBe("pass");
		expect(judge([shadow], [filter(disable, { logGroup: "org" })]).verdict).toBe("fail");
	});

	it("and nothing is known when the filters, or whether the other trail logs, were not read", () => {
		expect(() => judge([trail()], denied("logs", "DescribeMetricFilters"))).toThrow("logs:DescribeMetricFilters");
		expect(() => judge([{ ...shadow, logging: denied("cloudtrail", "GetTrailStatus") }], skipped)).toThrow("cloudtrail:GetTrailStatus");
		expect(judge([{ ...shadow, logging: seen(false) }], skipped).verdict).toBe("fail");
	});
});
