import type { BackupSelection } from "@aws-sdk/client-backup";
import { describe, expect, it } from "vitest";
import { type BackupTarget, selects } from "../../../shared/collectors/aws/backup/selection.ts";
import { seen, unread } from "../../../shared/core/observed.ts";

const base = { SelectionName: "s", IamRoleArn: "arn:aws:iam::111122223333:role/backup" };
const instance = "arn:aws:rds:eu-west-1:111122223333:db:orders";
const target = (changed: Partial<BackupTarget> = {}): BackupTarget => ({
	arn: instance,
	type: "RDS",
	tags: seen({ backup: "daily", tier: "gold-1" }),
	optedIn: seen(true),
	...changed,
});
const cluster = target({ arn: "arn:aws:rds:eu-west-1:111122223333:cluster:orders", type: "Aurora" });
const tag = (ConditionKey: string, ConditionValue: string) => ({ ConditionType: "STRINGEQUALS" as const, ConditionKey, ConditionValue });
const denied = unread({ service: "rds", operation: "ListTagsForResource", cause: "denied", message: "no" });

describe("a backup selection", () => {
	const rows: [string, Partial<BackupSelection>, boolean][] = [
		["selects everything when it names nothing", {}, true],
		["selects everything by *", { Resources: ["*"] }, true],
		["selects by ARN", { Resources: ["arn:aws:rds:eu-west-1:111122223333:db:other", instance] }, true],
		["selects by AWS's own pattern of the type", { Resources: ["arn:aws:rds:*:*:db:*"] }, true],
		["selects by a prefix", { Resources: ["arn:aws:rds:eu-west-1:111122223333:db:ord*"] }, true],
		["does not select another type", { Resources: ["arn:aws:rds:*:*:cluster:*", "arn:aws:dynamodb:*:*:table/*"] }, false],
		["takes a question mark literally", { Resources: ["arn:aws:rds:eu-west-1:111122223333:db:order?"] }, false],
		["does not select what NotResources excludes", { Resources: ["*"], NotResources: [instance] }, false],
		["excludes by wildcard", { Resources: ["*"], NotResources: ["arn:aws:rds:*:*:db:*"] }, false],
		["keeps what NotResources does not match", { Resources: ["*"], NotResources: ["arn:aws:rds:*:*:cluster:*"] }, true],
		["selects by any of its tags", { ListOfTags: [tag("backup", "weekly"), tag("backup", "daily")] }, true],
		["understands the long tag key", { ListOfTags: [tag("aws:ResourceTag/backup", "daily")] }, true],
		["does not select by a tag with another value", { ListOfTags: [tag("backup", "Daily")] }, false],
		["joins resources and tags by or", { Resources: ["arn:aws:rds:*:*:cluster:*"], ListOfTags: [tag("backup", "daily")] }, true],
		["excludes a tagged resource too", { ListOfTags: [tag("backup", "daily")], NotResources: [instance] }, false],
	];
	it.each(rows)("%s", (_, selection, expected) => expect(selects({ ...base, ...selection }, target())).toEqual(seen(expected)));

	const conditions: [string, NonNullable<BackupSelection["Conditions"]>, boolean][] = [
		["StringEquals that holds", { StringEquals: [{ ConditionKey: "aws:ResourceTag/backup", ConditionValue: "daily" }] }, true],
		["StringEquals of a tag that is not there", { StringEquals: [{ ConditionKey: "aws:ResourceTag/x", ConditionValue: "" }] }, false],
		["StringLike that holds", { StringLike: [{ ConditionKey: "aws:ResourceTag/tier", ConditionValue: "*old-*" }] }, true],
		["StringLike that does not", { StringLike: [{ ConditionKey: "aws:ResourceTag/tier", ConditionValue: "silver*" }] }, false],
		["StringLike of a tag that is not there", { StringLike: [{ ConditionKey: "aws:ResourceTag/x", ConditionValue: "*" }] }, false],
		["StringNotEquals that holds", { StringNotEquals: [{ ConditionKey: "aws:ResourceTag/backup", ConditionValue: "never" }] }, true],
		["StringNotEquals that does not", { StringNotEquals: [{ ConditionKey: "aws:ResourceTag/backup", ConditionValue: "daily" }] }, false],
		["StringNotEquals of a tag that is not there", { StringNotEquals: [{ ConditionKey: "aws:ResourceTag/x", ConditionValue: "y" }] }, true],
		["StringNotLike that holds", { StringNotLike: [{ ConditionKey: "aws:ResourceTag/tier", ConditionValue: "silver*" }] }, true],
		["StringNotLike that does not", { StringNotLike: [{ ConditionKey: "aws:ResourceTag/tier", ConditionValue: "gold*" }] }, false],
		[
			"all of several conditions",
			{
				StringEquals: [
					{ ConditionKey: "aws:ResourceTag/backup", ConditionValue: "daily" },
					{ ConditionKey: "aws:ResourceTag/tier", ConditionValue: "silver" },
				],
			},
			false,
		],
	];
	it.each(conditions)("with %s", (_, Conditions, expected) =>
		expect(selects({ ...base, Resources: ["*"], Conditions }, target())).toEqual(seen(expected)),
	);
});

describe("service opt-in", () => {
	const out = { optedIn: seen(false) };
	it("does not matter to a selection that spells out the type of an RDS resource", () => {
		expect(selects({ ...base, Resources: ["arn:aws:rds:*:*:db:*"] }, target(out))).toEqual(seen(true));
		expect(selects({ ...base, Resources: [instance] }, target(out))).toEqual(seen(true));
	});
	it("decides for everything, whole services and tags", () => {
		for (const selection of [{}, { Resources: ["*"] }, { Resources: ["arn:aws:rds:*"] }, { ListOfTags: [tag("backup", "daily")] }])
			expect(selects({ ...base, ...selection }, target(out))).toEqual(seen(false));
	});
	it("always decides for Aurora", () => {
		const selection = { ...base, Resources: ["arn:aws:rds:*:*:cluster:*"] };
		expect(selects(selection, cluster)).toEqual(seen(true));
		expect(selects(selection, { ...cluster, ...out })).toEqual(seen(false));
	});
	it("leaves the answer unread when it decides and was not read", () => {
		expect(selects({ ...base, Resources: ["*"] }, target({ optedIn: denied }))).toEqual(denied);
		expect(selects({ ...base, Resources: ["arn:aws:rds:*:*:cluster:*"] }, target({ optedIn: denied }))).toEqual(seen(false));
	});
});

describe("unread tags", () => {
	const unknown = target({ tags: denied });
	it("leave a selection by tag unread", () => {
		expect(selects({ ...base, ListOfTags: [tag("backup", "daily")] }, unknown)).toEqual(denied);
		const Conditions = { StringEquals: [{ ConditionKey: "aws:ResourceTag/backup", ConditionValue: "daily" }] };
		expect(selects({ ...base, Resources: ["*"], Conditions }, unknown)).toEqual(denied);
	});
	it("do not matter where ARNs decide", () => {
		expect(selects({ ...base, Resources: [instance], ListOfTags: [tag("backup", "daily")] }, unknown)).toEqual(seen(true));
		expect(selects({ ...base, NotResources: [instance], ListOfTags: [tag("backup", "daily")] }, unknown)).toEqual(seen(false));
		const Conditions = { StringEquals: [{ ConditionKey: "aws:ResourceTag/backup", ConditionValue: "daily" }] };
		expect(selects({ ...base, Resources: ["arn:aws:s3:::*"], Conditions }, unknown)).toEqual(seen(false));
	});
});
