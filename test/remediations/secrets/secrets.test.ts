import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Action } from "../../../shared/remediations/action.ts";
import { secretPolicyKnownAccounts } from "../../../shared/remediations/secrets/secret-policy-known-accounts.ts";
import { secretPolicyNotPublic } from "../../../shared/remediations/secrets/secret-policy-not-public.ts";
import { secretRotation } from "../../../shared/remediations/secrets/secret-rotation.ts";
import { secretUnusedDeleted } from "../../../shared/remediations/secrets/secret-unused-deleted.ts";
import { type Answer, fails, fakeCaller } from "../../support/aws/fake-caller.ts";
import { type State, testSettings } from "../../support/remediation-cases.ts";
import { secretTarget } from "../../support/remediation-others.ts";

const open = { Sid: "Open", Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" };
const reader = { ...open, Sid: "Reader", Principal: { AWS: "arn:aws:iam::444455556666:role/app" } };
const policy = (...Statement: object[]) => ({ ResourcePolicy: JSON.stringify({ Version: "2012-10-17", Statement }) });
async function decide(action: Action, secret: object = {}, more: Record<string, Answer> = {}, settings = testSettings): Promise<State> {
	const table = {
		"secretsmanager:DescribeSecret": { ARN: secretTarget.arn, Name: "orders", ...secret },
		"secretsmanager:GetResourcePolicy": policy(reader, open),
		...more,
	};
	const reading = await action.read(secretTarget, fakeCaller(table));
	return "state" in reading ? action.plan(reading.state, settings, secretTarget) : reading;
}

describe.each([secretPolicyKnownAccounts, secretRotation, secretPolicyNotPublic, secretUnusedDeleted])("$id", (action) => {
	it("tells a secret that is gone from one that cannot be read", async () => {
		expect(await decide(action, {}, { "secretsmanager:DescribeSecret": fails("notFound") })).toHaveProperty("gone");
		expect(await decide(action, {}, { "secretsmanager:DescribeSecret": fails("throttled") })).toHaveProperty("unread");
	});

	it("leaves a replica to the region of its primary", async () => {
		expect(await decide(action, { PrimaryRegion: "us-east-1", CreatedDate: new Date(0) })).toMatchObject({
			kind: "refused",
			reason: "wrongPlace",
			detail: expect.stringContaining("us-east-1"),
		});
	});

	it("never asks for the value of the secret", () => {
		expect([...action.reads, ...action.writes].join()).not.toMatch(/SecretValue/);
	});
});

describe("rotation of a secret", () => {
	it("is set up for its schedule, not now", async () => {
		expect(await decide(secretRotation)).toMatchObject({
			kind: "plan",
			level: "window",
			calls: [
				{
					api: "secretsmanager:RotateSecret",
					input: {
						SecretId: secretTarget.arn,
						RotationLambdaARN: testSettings.rotationFunction,
						RotationRules: { AutomaticallyAfterDays: 30 },
						RotateImmediately: false,
					},
				},
			],
			inverse: [{ api: "secretsmanager:CancelRotateSecret", input: { SecretId: secretTarget.arn } }],
		});
	});

	it("takes up the schedule that somebody turned off, and never replaces another function", async () => {
		const secret = (RotationLambdaARN: string | undefined) => ({
			RotationEnabled: false,
			RotationLambdaARN,
			RotationRules: { AutomaticallyAfterDays: 7, ScheduleExpression: "rate(7 days)", Duration: "2h" },
		});
		expect(await decide(secretRotation, secret(testSettings.rotationFunction))).toMatchObject({
			calls: [{ input: { RotationRules: { ScheduleExpression: "rate(7 days)", Duration: "2h" }, RotateImmediately: false } }],
		});
		expect(await decide(secretRotation, secret("arn:aws:lambda:eu-west-1:111122223333:function:old"))).toMatchObject({
			kind: "refused",
			reason: "settings",
			detail: expect.stringContaining("function:old"),
		});
	});

	it.each([
		["a secret that rotates (M1)", { RotationEnabled: true }, { kind: "compliant" }],
		["a master password that RDS manages", { OwningService: "rds" }, { kind: "refused", reason: "wrongPlace" }],
		["a secret that is being deleted", { DeletedDate: new Date(0) }, { kind: "refused", reason: "unsupported" }],
	])("is left alone for %s", async (_what, secret, expected) => {
		expect(await decide(secretRotation, secret)).toMatchObject(expected);
	});

	it.each([undefined, "arn:aws:lambda:us-east-1:111122223333:function:rotate"])(
		"needs a function of the region, not %s",
		async (rotationFunction) => {
			expect(await decide(secretRotation, {}, {}, { ...testSettings, rotationFunction })).toMatchObject({
				kind: "refused",
				reason: "settings",
			});
		},
	);
});

describe("a secret's policy that lets everybody in", () => {
	it("loses that statement alone", async () => {
		const plan = await decide(secretPolicyNotPublic);
		expect(plan).toMatchObject({ kind: "plan", level: "auto", calls: [{ api: "secretsmanager:PutResourcePolicy" }] });
		expect(JSON.parse(plan.calls[0].input.ResourcePolicy).Statement).toEqual([reader]);
		expect(plan.inverse).toMatchObject([{ api: "secretsmanager:PutResourcePolicy", input: policy(reader, open) }]);
	});

	it("is deleted when nothing else is in it, and comes back", async () => {
		expect(await decide(secretPolicyNotPublic, {}, { "secretsmanager:GetResourcePolicy": policy(open) })).toMatchObject({
			calls: [{ api: "secretsmanager:DeleteResourcePolicy", input: { SecretId: secretTarget.arn } }],
			inverse: [{ api: "secretsmanager:PutResourcePolicy", input: policy(open) }],
			desired: { policy: null },
		});
	});

	it("waits for approval when only some are left out", async () => {
		const { Principal: _, ...rest } = open;
		const not = { ...rest, NotPrincipal: { AWS: "arn:aws:iam::444455556666:root" } };
		expect(await decide(secretPolicyNotPublic, {}, { "secretsmanager:GetResourcePolicy": policy(not) })).toMatchObject({
			kind: "plan",
			level: "approve",
		});
	});

	it.each([
		["there is none", {}],
		["it names its readers", policy(reader)],
		[
			"a denial keeps strangers out",
			policy(open, {
				Effect: "Deny",
				Principal: "*",
				Action: "secretsmanager:*",
				Resource: "*",
				Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } },
			}),
		],
	])("is left alone when %s (M1)", async (_what, answer) => {
		expect(await decide(secretPolicyNotPublic, {}, { "secretsmanager:GetResourcePolicy": answer })).toMatchObject({ kind: "compliant" });
	});

	it("is not asked of a secret that is being deleted, which shows none", async () => {
		const denied = { "secretsmanager:GetResourcePolicy": fails("denied") };
		expect(await decide(secretPolicyNotPublic, { DeletedDate: new Date(0) }, denied)).toMatchObject({
			kind: "refused",
			reason: "unsupported",
		});
		expect(await decide(secretPolicyNotPublic, {}, denied)).toHaveProperty("unread");
	});
});

describe("a secret's policy that names accounts", () => {
	const own = "arn:aws:iam::111122223333:role/app";
	const trusted = { ...testSettings, trustedAccounts: ["444455556666"] };
	const naming = (AWS: unknown, more: object = {}) => ({
		"secretsmanager:GetResourcePolicy": policy({ ...open, Principal: { AWS, ...more } }),
	});

	it("loses those that are not trusted, and keeps all other principals", async () => {
		const mixed = naming([own, "444455556666", "arn:aws:iam::777788889999:root"], { Service: "rds.amazonaws.com" });
		const plan = await decide(secretPolicyKnownAccounts, {}, mixed, trusted);
		expect(plan).toMatchObject({ kind: "plan", level: "approve" });
		expect(JSON.parse(plan.calls[0].input.ResourcePolicy).Statement).toEqual([
			{ ...open, Principal: { AWS: [own, "444455556666"], Service: "rds.amazonaws.com" } },
		]);
	});

	it("loses a statement of which nobody is left", async () => {
		expect(await decide(secretPolicyKnownAccounts, {}, naming("777788889999"), trusted)).toMatchObject({
			calls: [{ api: "secretsmanager:DeleteResourcePolicy" }],
			desired: { policy: null },
		});
	});

	it("is left alone with its own and trusted ones (M1)", async () => {
		expect(await decide(secretPolicyKnownAccounts, {}, naming([own, "444455556666"]), trusted)).toMatchObject({ kind: "compliant" });
		expect(await decide(secretPolicyKnownAccounts, {}, { "secretsmanager:GetResourcePolicy": {} })).toMatchObject({ kind: "compliant" });
	});

	it("is left to a person where a condition names them", async () => {
		const conditioned = { ...open, Condition: { StringEquals: { "aws:PrincipalAccount": "777788889999" } } };
		expect(await decide(secretPolicyKnownAccounts, {}, { "secretsmanager:GetResourcePolicy": policy(conditioned) })).toMatchObject({
			kind: "refused",
			reason: "unsupported",
		});
	});
});

describe("a secret that nobody reads", () => {
	beforeEach(() => vi.useFakeTimers({ now: Date.parse("2026-11-24T12:00:00Z") }));
	afterEach(() => vi.useRealTimers());
	const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

	it("is deleted in 30 days, after approval, and can be restored", async () => {
		expect(await decide(secretUnusedDeleted, { LastAccessedDate: daysAgo(91) })).toMatchObject({
			kind: "plan",
			level: "approve",
			calls: [{ api: "secretsmanager:DeleteSecret", input: { SecretId: secretTarget.arn, RecoveryWindowInDays: 30 } }],
			inverse: [{ api: "secretsmanager:RestoreSecret" }],
		});
	});

	it.each([
		["read 90 days ago (M1)", { LastAccessedDate: 90 }, { kind: "compliant" }],
		["never read, but made lately", { CreatedDate: 3 }, { kind: "compliant" }],
		["never read, and old", { CreatedDate: 91 }, { kind: "plan" }],
		["read lately, though old", { CreatedDate: 900, LastAccessedDate: 1 }, { kind: "compliant" }],
		["managed by RDS", { CreatedDate: 900, OwningService: "rds" }, { kind: "compliant" }],
		["scheduled already", { CreatedDate: 900, DeletedDate: 1 }, { kind: "compliant" }],
		["of unknown age", {}, { kind: "refused", reason: "unknown" }],
		["replicated", { CreatedDate: 900, ReplicationStatus: [{ Region: "us-east-1" }] }, { kind: "refused", reason: "unsupported" }],
	])("and was %s", async (_what, secret, expected) => {
		const dated = Object.fromEntries(
			Object.entries(secret).map(([name, value]) => [name, typeof value === "number" ? daysAgo(value) : value]),
		);
		expect(await decide(secretUnusedDeleted, dated)).toMatchObject(expected);
	});
});
