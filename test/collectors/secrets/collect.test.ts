import { describe, expect, it } from "vitest";
import { collectSecrets, databaseOf } from "../../../shared/collectors/aws/secrets/collect.ts";
import { rotationDays } from "../../../shared/collectors/aws/secrets/rotation.ts";
import { seen } from "../../../shared/core/observed.ts";
import { factsOver, ofKind } from "../../support/aws/around.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";

const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
const database = "arn:aws:rds:eu-west-1:111122223333:cluster:orders";
const answers: Record<string, Answer> = {
	"secretsmanager:ListSecrets": paged(
		"SecretList",
		[
			[
				{
					ARN: arn("rds!cluster-1"),
					Name: "rds!cluster-1",
					OwningService: "rds",
					KmsKeyId: "k-1",
					RotationEnabled: true,
					RotationRules: { AutomaticallyAfterDays: 7 },
					LastRotatedDate: new Date(0),
					Tags: [{ Key: "aws:rds:primaryDBClusterArn", Value: database }],
					SecretVersionsToStages: { v1: ["AWSCURRENT"] },
				},
			],
			[
				{ ARN: arn("plain"), Name: "plain", PrimaryRegion: "us-east-1" },
				{ ARN: arn("gone"), Name: "gone", DeletedDate: new Date(0), PrimaryRegion: "eu-west-1" },
			],
		],
		"NextToken",
		"NextToken",
	),
	"secretsmanager:GetResourcePolicy": ({ SecretId }) => (SecretId === arn("plain") ? { ResourcePolicy: "{}" } : {}),
	"secretsmanager:DescribeSecret": { ReplicationStatus: [{ Region: "eu-central-1" }] },
	"kms:DescribeKey": {
		KeyMetadata: { KeyId: "k", Arn: "arn:aws:kms:eu-west-1:111122223333:key/k", KeyManager: "AWS", KeyState: "Enabled" },
	},
};
const collect = (changed: Record<string, Answer> = {}) => {
	const aws = fakeCaller({ ...answers, ...changed });
	return { aws, collected: collectSecrets(aws, factsOver(aws)) };
};

describe("secrets", () => {
	it("carry rotation, versions, policy and the database that RDS names in their tags", async () => {
		const [owned, plain, gone] = ofKind(await collect().collected, "secretsmanager.Secret");
		expect(owned).toMatchObject({
			owningService: "rds",
			database,
			rotationEnabled: true,
			rotationDays: 7,
			lastRotated: "1970-01-01T00:00:00.000Z",
			versions: { v1: ["AWSCURRENT"] },
			policy: seen(null),
			replicaRegions: [],
		});
		expect(plain).toMatchObject({
			rotationEnabled: false,
			policy: seen({ json: "{}" }),
			kmsKey: { value: { manager: "AWS" } },
			database: undefined,
			primaryRegion: "us-east-1",
		});
		expect(owned?.primaryRegion).toBeUndefined();
		expect(gone).toMatchObject({ primaryRegion: undefined, deletedAt: "1970-01-01T00:00:00.000Z", replicaRegions: ["eu-central-1"] });
	});

	it("cost one call each beside the listing, never their value, and one DescribeKey for all that name no key", async () => {
		const { aws, collected } = collect();
		await collected;
		expect(aws.calls.map(({ service, operation }) => `${service}:${operation}`).sort()).toEqual([
			"kms:DescribeKey",
			"kms:DescribeKey",
			"secretsmanager:DescribeSecret",
			"secretsmanager:GetResourcePolicy",
			"secretsmanager:GetResourcePolicy",
			"secretsmanager:GetResourcePolicy",
			"secretsmanager:ListSecrets",
			"secretsmanager:ListSecrets",
		]);
		expect(aws.calls[0]?.input).toMatchObject({ IncludePlannedDeletion: true });
	});

	it("keep what was read when policies are denied, and say what is missing of replicas", async () => {
		const collected = await collect({
			"secretsmanager:GetResourcePolicy": fails("denied"),
			"secretsmanager:DescribeSecret": fails("denied"),
		}).collected;
		for (const { policy } of ofKind(collected, "secretsmanager.Secret")) expect(policy).toHaveProperty("unread.cause", "denied");
		expect(collected.errors).toMatchObject([{ operation: "DescribeSecret", kinds: [], message: expect.stringContaining("gone") }]);
	});

	it("that could not be listed leave their kind incomplete", async () => {
		expect((await collect({ "secretsmanager:ListSecrets": fails("denied") }).collected).errors).toMatchObject([
			{ kinds: ["secretsmanager.Secret"] },
		]);
	});
});

describe("days between rotations", () => {
	const rows: [object | undefined, number | undefined][] = [
		[undefined, undefined],
		[{}, undefined],
		[{ AutomaticallyAfterDays: 30 }, 30],
		[{ ScheduleExpression: "rate(10 days)" }, 10],
		[{ ScheduleExpression: "rate(1 day)" }, 1],
		[{ ScheduleExpression: "rate(12 hours)" }, 0.5],
		[{ ScheduleExpression: "cron(0 16 1,15 * ? *)" }, undefined],
	];
	it.each(rows)("of %j are %s", (rules, days) => expect(rotationDays(rules)).toBe(days));
});

it("finds the database in either spelling of the tag", () => {
	expect(databaseOf({ "aws:rds:primarydbinstancearn": "arn:db" })).toBe("arn:db");
	expect(databaseOf({ "aws:rds:primaryDBInstanceArn": "arn:db" })).toBe("arn:db");
	expect(databaseOf({ "my:aws:rds:primaryDBInstanceArn": "arn:db", other: "x" })).toBeUndefined();
});
