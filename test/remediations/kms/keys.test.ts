import { describe, expect, it } from "vitest";
import type { Action } from "../../../shared/remediations/action.ts";
import { keyOf, readAliases } from "../../../shared/remediations/kms/key-setting.ts";
import { kmsKeyPolicyNotPublic } from "../../../shared/remediations/kms/kms-key-policy-not-public.ts";
import { kmsKeyRotation } from "../../../shared/remediations/kms/kms-key-rotation.ts";
import { kmsKeyUsable } from "../../../shared/remediations/kms/kms-key-usable.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";
import { type State, testSettings } from "../../support/remediation-cases.ts";
import { keyTarget } from "../../support/remediation-others.ts";

const arn = keyTarget.arn;
const root = { Sid: "Admin", Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" };
const open = { Sid: "Open", Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
const policy = (...Statement: object[]) => ({ Policy: JSON.stringify({ Version: "2012-10-17", Statement }, null, 2) });
const answers = (key: object, more: Record<string, Answer> = {}): Record<string, Answer> => ({
	"kms:DescribeKey": {
		KeyMetadata: {
			KeyId: "1234",
			Arn: arn,
			KeyManager: "CUSTOMER",
			KeyState: "Enabled",
			KeySpec: "SYMMETRIC_DEFAULT",
			Origin: "AWS_KMS",
			...key,
		},
	},
	"kms:GetKeyRotationStatus": { KeyRotationEnabled: false },
	"kms:GetKeyPolicy": policy(root, open),
	"rds:DescribeDBInstances": paged("DBInstances", [
		[{ DBInstanceIdentifier: "other" }],
		[{ DBInstanceIdentifier: "orders", KmsKeyId: arn }],
	]),
	"rds:DescribeDBClusters": { DBClusters: [] },
	...more,
});
async function decide(action: Action, key: object = {}, more: Record<string, Answer> = {}): Promise<State> {
	const reading = await action.read(keyTarget, fakeCaller(answers(key, more)));
	return "state" in reading ? action.plan(reading.state, testSettings, keyTarget) : reading;
}
const databases = { "rds:DescribeDBInstances": { DBInstances: [] } };

describe("rotation of a key", () => {
	it("is turned on, and off again", async () => {
		expect(await decide(kmsKeyRotation)).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [{ api: "kms:EnableKeyRotation", input: { KeyId: arn } }],
			inverse: [{ api: "kms:DisableKeyRotation", input: { KeyId: arn } }],
		});
	});

	it("is left alone where it is on (M1)", async () => {
		expect(await decide(kmsKeyRotation, {}, { "kms:GetKeyRotationStatus": { KeyRotationEnabled: true } })).toMatchObject({
			kind: "compliant",
		});
	});

	it.each([
		["an asymmetric key", { KeySpec: "RSA_2048" }, "unsupported"],
		["imported material", { Origin: "EXTERNAL" }, "unsupported"],
		["a custom key store", { Origin: "AWS_CLOUDHSM" }, "unsupported"],
		["a key of AWS", { KeyManager: "AWS" }, "unsupported"],
		["a disabled key", { KeyState: "Disabled" }, "unsupported"],
		["a key that is being deleted", { KeyState: "PendingDeletion" }, "unsupported"],
		["a key without Origin", { Origin: undefined }, "unknown"],
	])("is refused for %s", async (_what, key, reason) => {
		expect(await decide(kmsKeyRotation, key)).toMatchObject({ kind: "refused", reason });
	});

	it("of a replica belongs to the primary, which is named", async () => {
		const primary = "arn:aws:kms:us-east-1:111122223333:key/mrk-1";
		const key = { MultiRegionConfiguration: { MultiRegionKeyType: "REPLICA", PrimaryKey: { Arn: primary, Region: "us-east-1" } } };
		expect(await decide(kmsKeyRotation, key)).toMatchObject({
			kind: "refused",
			reason: "wrongPlace",
			detail: expect.stringContaining(primary),
		});
	});

	it("waits for a key that is being made", async () => {
		expect(await decide(kmsKeyRotation, { KeyState: "Creating" })).toMatchObject({ kind: "busy" });
	});

	it("is not guessed", async () => {
		expect(await decide(kmsKeyRotation, {}, { "kms:GetKeyRotationStatus": fails("denied") })).toHaveProperty("unread");
		expect(await decide(kmsKeyRotation, {}, { "kms:GetKeyRotationStatus": {} })).toHaveProperty("unread");
		expect(await decide(kmsKeyRotation, {}, { "kms:DescribeKey": fails("notFound") })).toHaveProperty("gone");
	});
});

describe("the key of a database", () => {
	it("is kept from deletion by itself, and never scheduled again", async () => {
		expect(await decide(kmsKeyUsable, { KeyState: "PendingDeletion" })).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [{ api: "kms:CancelKeyDeletion" }, { api: "kms:EnableKey" }],
			inverse: { irreversible: expect.any(String) },
			notes: [expect.stringContaining("orders"), expect.any(String)],
		});
		expect(kmsKeyUsable.writes).not.toContain("kms:ScheduleKeyDeletion");
	});

	it("is enabled again, and disabled by a rollback", async () => {
		expect(await decide(kmsKeyUsable, { KeyState: "Disabled" })).toMatchObject({
			level: "auto",
			calls: [{ api: "kms:EnableKey" }],
			inverse: [{ api: "kms:DisableKey" }],
		});
	});

	it("waits for approval when no database is known", async () => {
		expect(await decide(kmsKeyUsable, { KeyState: "PendingDeletion" }, databases)).toMatchObject({ kind: "plan", level: "approve" });
	});

	it.each([
		["Enabled", { kind: "compliant" }],
		["Updating", { kind: "busy" }],
		["PendingImport", { kind: "refused", reason: "unsupported" }],
		["Unavailable", { kind: "refused", reason: "unsupported" }],
	])("that is %s stays as it is", async (KeyState, expected) => {
		expect(await decide(kmsKeyUsable, { KeyState })).toMatchObject(expected);
	});

	it("is not read when databases cannot be listed", async () => {
		expect(await decide(kmsKeyUsable, { KeyState: "Disabled" }, { "rds:DescribeDBClusters": fails("denied") })).toHaveProperty("unread");
	});
});

describe("a key policy that lets everybody in", () => {
	it("loses that statement alone, and gets its text back", async () => {
		const plan = await decide(kmsKeyPolicyNotPublic);
		expect(plan).toMatchObject({ kind: "plan", level: "auto" });
		expect(JSON.parse(plan.calls[0].input.Policy)).toEqual({ Version: "2012-10-17", Statement: [root] });
		expect(plan.inverse[0].input).toEqual({ KeyId: arn, PolicyName: "default", ...policy(root, open) });
	});

	it("waits for approval when the statement has a condition", async () => {
		const via = { ...open, Condition: { StringEquals: { "kms:ViaService": "rds.eu-west-1.amazonaws.com" } } };
		expect(await decide(kmsKeyPolicyNotPublic, {}, { "kms:GetKeyPolicy": policy(root, via) })).toMatchObject({
			kind: "plan",
			level: "approve",
		});
	});

	it.each([
		["a condition on the account", { ...open, Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } } }],
		["named principals", { ...open, Principal: { AWS: "arn:aws:iam::444455556666:root" } }],
	])("is left alone with %s (M1)", async (_what, statement) => {
		expect(await decide(kmsKeyPolicyNotPublic, {}, { "kms:GetKeyPolicy": policy(root, statement) })).toMatchObject({ kind: "compliant" });
	});

	it.each([
		["nothing else", []],
		["another account's root", [{ ...root, Principal: { AWS: "arn:aws:iam::444455556666:root" } }]],
		["a role of the account", [{ ...root, Principal: { AWS: "arn:aws:iam::111122223333:role/admin" } }]],
		["the account without the right", [{ ...root, Action: "kms:Decrypt" }]],
		["the account under a condition", [{ ...root, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }]],
		["a denial for everybody", [root, { Effect: "Deny", Principal: "*", Action: "kms:Put*", Resource: "*" }]],
	])("is never left with %s to administer it", async (_what, others) => {
		expect(await decide(kmsKeyPolicyNotPublic, {}, { "kms:GetKeyPolicy": policy(open, ...others) })).toMatchObject({
			kind: "refused",
			reason: "lastWayIn",
		});
	});

	it("takes the account by its number as well", async () => {
		const byNumber = { ...root, Principal: { AWS: "111122223333" } };
		expect(await decide(kmsKeyPolicyNotPublic, {}, { "kms:GetKeyPolicy": policy(open, byNumber) })).toMatchObject({ kind: "plan" });
	});

	it("is not judged when it is no policy, and its facts are its text", async () => {
		expect(await decide(kmsKeyPolicyNotPublic, {}, { "kms:GetKeyPolicy": { Policy: "no JSON" } })).toMatchObject({
			kind: "refused",
			reason: "unknown",
		});
		expect(kmsKeyPolicyNotPublic.facts({ policy: "no JSON" })).toEqual({ policy: "no JSON" });
	});
});

describe("settings.kmsKey", () => {
	const aliases = { "alias/parapet": "key-1" };
	it("is resolved in the region of the target", async () => {
		const named = { Aliases: [{ AliasName: "alias/parapet", TargetKeyId: "key-1" }, { AliasName: "alias/free" }] };
		expect(await readAliases(fakeCaller({ "kms:ListAliases": named }))).toEqual({ value: aliases });
		const key = "arn:aws:kms:eu-west-1:111122223333:key/key-1";
		expect(keyOf("alias/parapet", aliases, keyTarget)).toBe(key);
		expect(keyOf("arn:aws:kms:eu-west-1:111122223333:alias/parapet", aliases, keyTarget)).toBe(key);
		expect(keyOf("arn:aws:kms:eu-west-1:444455556666:key/theirs", aliases, keyTarget)).toBe(
			"arn:aws:kms:eu-west-1:444455556666:key/theirs",
		);
	});

	it.each([
		undefined,
		"alias/other",
		"alias/toString",
		"arn:aws:kms:us-east-1:111122223333:key/key-1",
		"arn:aws:kms:eu-west-1:444455556666:alias/parapet",
	])("is refused as %s", (kmsKey) => {
		expect(keyOf(kmsKey, aliases, keyTarget)).toMatchObject({ kind: "refused", reason: "settings" });
	});
});
