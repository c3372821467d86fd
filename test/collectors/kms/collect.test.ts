import { describe, expect, it } from "vitest";
import { collectKms } from "../../../shared/collectors/aws/kms/collect.ts";
import { buildKeys } from "../../../shared/collectors/aws/kms/keys.ts";
import { seen } from "../../../shared/core/observed.ts";
import { factsOver, ofKind } from "../../support/aws/around.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";

const arn = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const metadata = (id: string, changed: object = {}) => ({
	KeyMetadata: {
		KeyId: id,
		Arn: arn(id),
		AWSAccountId: "111122223333",
		KeyManager: "CUSTOMER",
		KeyState: "Enabled",
		KeySpec: "SYMMETRIC_DEFAULT",
		Origin: "AWS_KMS",
		CreationDate: new Date(0),
		...changed,
	},
});
const answers: Record<string, Answer> = {
	"kms:ListKeys": paged(
		"Keys",
		[
			[{ KeyId: "a", KeyArn: arn("a") }],
			[
				{ KeyId: "rsa", KeyArn: arn("rsa") },
				{ KeyId: "aws", KeyArn: arn("aws") },
			],
		],
		"Marker",
		"NextMarker",
	),
	"kms:ListAliases": { Aliases: [{ AliasName: "alias/orders", TargetKeyId: "a" }, { AliasName: "alias/unused" }] },
	"kms:DescribeKey": ({ KeyId }) => {
		const id = String(KeyId).split("/").at(-1) ?? "";
		if (id === "aws") return metadata(id, { KeyManager: "AWS" });
		return metadata(id, id === "rsa" ? { KeySpec: "RSA_2048" } : {});
	},
	"kms:GetKeyPolicy": { Policy: "{}" },
	"kms:GetKeyRotationStatus": { KeyRotationEnabled: true, RotationPeriodInDays: 90 },
	"kms:ListGrants": paged(
		"Grants",
		[
			[{ GrantId: "g1", GranteePrincipal: "arn:aws:iam::111122223333:role/r", Operations: ["Decrypt"] }],
			[{ GrantId: "g2", GranteeServicePrincipal: "rds.amazonaws.com", Constraints: { EncryptionContextSubset: { a: "b" } } }],
		],
		"Marker",
		"NextMarker",
	),
	"kms:ListResourceTags": { Tags: [{ TagKey: "team", TagValue: "payments" }] },
};
const collect = (changed: Record<string, Answer> = {}) => {
	const aws = fakeCaller({ ...answers, ...changed });
	return { aws, collected: collectKms(aws, factsOver(aws)) };
};

describe("a key that cannot be described", () => {
	const failing = (cause: "notFound" | "denied" | "throttled") => buildKeys(fakeCaller({ "kms:DescribeKey": fails(cause) }));
	const foreign = "arn:aws:kms:eu-west-1:999988887777:key/a";

	it("is deleted when KMS does not know it in this account", async () => {
		expect(await failing("notFound").facts(arn("a"))).toEqual(
			seen({ arn: arn("a"), manager: "CUSTOMER", state: "Deleted", owner: "111122223333" }),
		);
		expect(await failing("notFound").facts("alias/aws/rds")).toHaveProperty("unread.cause", "notFound");
		expect(await failing("notFound").facts("arn:aws:kms:eu-west-1:111122223333:alias/x")).toHaveProperty("unread.cause", "notFound");
		expect(await failing("denied").facts(arn("a"))).toHaveProperty("unread.cause", "denied");
	});

	it("is a customer managed key of the other account that does not show it", async () => {
		const facts = seen({ arn: foreign, manager: "CUSTOMER", state: "Foreign", owner: "999988887777" });
		expect(await failing("denied").facts(foreign)).toEqual(facts);
		expect(await failing("notFound").facts(foreign)).toEqual(facts);
		expect(await failing("throttled").facts(foreign)).toHaveProperty("unread.cause", "throttled");
	});
});

describe("KMS keys", () => {
	it("carry alias, policy, rotation, grants of all pages and tags", async () => {
		const [key] = ofKind(await collect().collected, "kms.Key");
		expect(key).toMatchObject({
			arn: arn("a"),
			name: "alias/orders",
			aliases: ["alias/orders"],
			state: "Enabled",
			policy: seen({ json: "{}" }),
			rotation: seen({ enabled: true, periodDays: 90 }),
			tags: seen({ team: "payments" }),
			grants: {
				value: [
					{ id: "g1", grantee: "arn:aws:iam::111122223333:role/r", operations: ["Decrypt"], constrained: false },
					{ id: "g2", grantee: "rds.amazonaws.com", operations: [], constrained: true },
				],
			},
		});
	});

	it("are those of the customer, and only symmetric ones with AWS's key material rotate", async () => {
		const { aws, collected } = collect();
		const keys = ofKind(await collected, "kms.Key");
		expect(keys.map(({ keyId, rotation }) => [keyId, rotation !== undefined])).toEqual([
			["a", true],
			["rsa", false],
		]);
		expect(aws.count("kms:GetKeyRotationStatus")).toBe(1);
		expect(aws.count("kms:GetKeyPolicy")).toBe(2);
		expect(aws.count("kms:ListAliases")).toBe(1);
	});

	it("keep the facts that were read beside those that were denied", async () => {
		const [key] = ofKind(await collect({ "kms:GetKeyPolicy": fails("denied"), "kms:GetKeyRotationStatus": {} }).collected, "kms.Key");
		expect(key?.policy).toHaveProperty("unread.cause", "denied");
		expect(key?.rotation).toHaveProperty("unread.cause", "malformed");
		expect(key?.grants).toHaveProperty("value");
	});

	it("that cannot be described are errors that name them", async () => {
		const describe = answers["kms:DescribeKey"] as (input: Record<string, unknown>) => object;
		const collected = await collect({ "kms:DescribeKey": (input) => (input.KeyId === arn("a") ? fails("denied") : describe(input)) })
			.collected;
		expect(ofKind(collected, "kms.Key").map(({ keyId }) => keyId)).toEqual(["rsa"]);
		expect(collected.errors).toMatchObject([{ kinds: ["kms.Key"], message: expect.stringContaining("Key a") }]);
	});

	it("without aliases are whole, and the scan is not", async () => {
		const collected = await collect({ "kms:ListAliases": fails("denied") }).collected;
		expect(collected.errors).toMatchObject([{ operation: "ListAliases", kinds: [] }]);
		expect(ofKind(collected, "kms.Key")[0]?.name).toBe("a");
	});
});

describe("the key directory", () => {
	it("asks once for a key by its id and its ARN, and once for an alias", async () => {
		const aws = fakeCaller(answers);
		const keys = buildKeys(aws);
		const [byId, byArn] = await Promise.all([
			keys.facts("a"),
			keys.facts(arn("a")),
			keys.facts("a"),
			keys.facts("alias/aws/rds"),
			keys.facts("alias/aws/rds"),
		]);
		expect(byId).toEqual(seen({ arn: arn("a"), manager: "CUSTOMER", state: "Enabled", owner: "111122223333" }));
		expect(byArn).toEqual(byId);
		expect(aws.count("kms:DescribeKey")).toBe(2);
	});

	it("does not know a key that was denied or half described", async () => {
		expect(await buildKeys(fakeCaller({ "kms:DescribeKey": fails("denied") })).facts("a")).toHaveProperty("unread.cause", "denied");
		expect(await buildKeys(fakeCaller({ "kms:DescribeKey": {} })).facts("a")).toHaveProperty("unread.cause", "malformed");
		const noManager = fakeCaller({ "kms:DescribeKey": metadata("a", { KeyManager: undefined }) });
		expect(await buildKeys(noManager).facts("a")).toHaveProperty("unread.cause", "malformed");
	});
});
