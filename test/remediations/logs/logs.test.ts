import { describe, expect, it } from "vitest";
import type { Action, RepairTarget } from "../../../shared/remediations/action.ts";
import { accountTrailLogging } from "../../../shared/remediations/logs/account-trail-logging.ts";
import { logGroupEncrypted } from "../../../shared/remediations/logs/log-group-encrypted.ts";
import { logGroupRetention } from "../../../shared/remediations/logs/log-group-retention.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";
import { type State, testSettings } from "../../support/remediation-cases.ts";
import { logTarget, regionTarget } from "../../support/remediation-others.ts";

const name = logTarget.name;
async function decide(action: Action, target: RepairTarget, table: Record<string, Answer>, settings = testSettings): Promise<State> {
	const reading = await action.read(target, fakeCaller(table));
	return "state" in reading ? action.plan(reading.state, settings, target) : reading;
}
/** The group on the second page, after one whose name only begins the same. */
const group = (fields: object): Record<string, Answer> => ({
	"logs:DescribeLogGroups": paged(
		"logGroups",
		[[{ logGroupName: `${name}-old`, retentionInDays: 1 }], [{ logGroupName: name, ...fields }]],
		"nextToken",
		"nextToken",
	),
	"kms:ListAliases": { Aliases: [{ AliasName: "alias/parapet", TargetKeyId: "key-1" }] },
});

describe("the retention of a log group", () => {
	it("is raised, and put back", async () => {
		expect(await decide(logGroupRetention, logTarget, group({ retentionInDays: 7 }))).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [{ api: "logs:PutRetentionPolicy", input: { logGroupName: name, retentionInDays: 365 } }],
			inverse: [{ api: "logs:PutRetentionPolicy", input: { logGroupName: name, retentionInDays: 7 } }],
		});
	});

	it("is raised to the next period that there is", async () => {
		const plan = await decide(logGroupRetention, logTarget, group({ retentionInDays: 7 }), { ...testSettings, logDays: 366 });
		expect(plan.desired).toEqual({ retentionDays: 400 });
	});

	it.each([
		["for ever", {}],
		["longer", { retentionInDays: 400 }],
		["just so long", { retentionInDays: 365 }],
	])("is never lowered where events are kept %s (M1)", async (_what, fields) => {
		expect(await decide(logGroupRetention, logTarget, group(fields))).toMatchObject({ kind: "compliant" });
	});

	it("is refused where it cannot be set", async () => {
		expect(await decide(logGroupRetention, logTarget, group({ retentionInDays: 2, logGroupClass: "DELIVERY" }))).toMatchObject({
			reason: "unsupported",
		});
		expect(await decide(logGroupRetention, logTarget, group({ retentionInDays: 2 }), { ...testSettings, logDays: 4000 })).toMatchObject({
			reason: "settings",
		});
	});
});

describe("the key of a log group", () => {
	const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/key-1";

	it("is set, and taken off again", async () => {
		expect(await decide(logGroupEncrypted, logTarget, group({}))).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [{ api: "logs:AssociateKmsKey", input: { logGroupName: name, kmsKeyId } }],
			inverse: [{ api: "logs:DisassociateKmsKey", input: { logGroupName: name } }],
		});
	});

	it("stays where it is (M1), is needed in the settings, and does not fit every class", async () => {
		expect(await decide(logGroupEncrypted, logTarget, group({ kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/other" }))).toMatchObject({
			kind: "compliant",
		});
		expect(await decide(logGroupEncrypted, logTarget, group({}), { ...testSettings, kmsKey: undefined })).toMatchObject({
			reason: "settings",
		});
		expect(await decide(logGroupEncrypted, logTarget, group({ logGroupClass: "DELIVERY" }))).toMatchObject({ reason: "unsupported" });
	});
});

describe.each([logGroupRetention, logGroupEncrypted])("$id", (action) => {
	it("is gone when no group has its name, and not when the listing broke off", async () => {
		expect(await decide(action, logTarget, { "logs:DescribeLogGroups": { logGroups: [{ logGroupName: `${name}-old` }] } })).toHaveProperty(
			"gone",
		);
		expect(await decide(action, logTarget, { "logs:DescribeLogGroups": fails("throttled") })).toHaveProperty("unread");
	});
});

describe("trails", () => {
	const own = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/own";
	const second = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/second";
	const organisation = "arn:aws:cloudtrail:eu-west-1:444455556666:trail/organisation";
	const trails = (stopped: readonly string[], ...arns: string[]): Record<string, Answer> => ({
		"cloudtrail:DescribeTrails": { trailList: arns.map((TrailARN) => ({ TrailARN, HomeRegion: "eu-west-1" })) },
		"cloudtrail:GetTrailStatus": ({ Name }) => ({ IsLogging: !stopped.includes(String(Name)) }),
	});

	it("that stand still are started, and never stopped", async () => {
		expect(await decide(accountTrailLogging, regionTarget, trails([own], own))).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [{ api: "cloudtrail:StartLogging", input: { Name: own } }],
			inverse: { irreversible: expect.any(String) },
		});
	});

	it("wait for approval while another one logs", async () => {
		expect(await decide(accountTrailLogging, regionTarget, trails([own], own, second))).toMatchObject({ level: "approve" });
		expect(await decide(accountTrailLogging, regionTarget, trails([own], own, organisation))).toMatchObject({ level: "approve" });
	});

	it.each([
		["all log (M1)", trails([], own, second), { kind: "compliant" }],
		["they are another account's", trails([organisation], organisation), { kind: "refused", reason: "wrongPlace" }],
		["there is none", trails([]), { kind: "refused", reason: "unsupported" }],
	])("are left alone when %s", async (_what, table, expected) => {
		expect(await decide(accountTrailLogging, regionTarget, table)).toMatchObject(expected);
	});

	it("are not guessed", async () => {
		expect(await decide(accountTrailLogging, regionTarget, { "cloudtrail:DescribeTrails": fails("denied") })).toHaveProperty("unread");
		expect(await decide(accountTrailLogging, regionTarget, { ...trails([], own), "cloudtrail:GetTrailStatus": {} })).toHaveProperty(
			"unread",
		);
	});
});
