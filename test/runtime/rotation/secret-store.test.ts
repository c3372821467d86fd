import { describe, expect, it } from "vitest";
import { awsSecretStore } from "../../../shared/runtime/rotation/secret-store.ts";
import { type Answer, fails, fakeCaller } from "../../support/aws/fake-caller.ts";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf";
const missing = fails("notFound", "ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: t1");

function open(answers: Readonly<Record<string, Answer>>, settings: object = {}) {
	const caller = fakeCaller(answers);
	const waits: number[] = [];
	const store = awsSecretStore({ caller: () => caller, wait: async (milliseconds) => void waits.push(milliseconds), ...settings });
	return { caller, waits, store };
}

/** Answers one after the other; the last stays. */
function inTurn(...answers: readonly object[]): Answer {
	let next = 0;
	return () => answers[Math.min(next++, answers.length - 1)] as object;
}

describe("DescribeSecret", () => {
	it("leaves out versions without a label", async () => {
		const { store } = open({
			"secretsmanager:DescribeSecret": {
				ARN: arn,
				RotationEnabled: true,
				VersionIdsToStages: { v0: ["AWSCURRENT"], gone: [] },
				Tags: [{ Key: "parapet:rotate", Value: "true" }],
			},
		});
		expect(await store.describe(arn)).toEqual({
			arn,
			rotationEnabled: true,
			owningService: undefined,
			labels: new Map([["v0", ["AWSCURRENT"]]]),
			tags: { "parapet:rotate": "true" },
		});
	});

	it("rejects with the right that is wanting", async () => {
		const { store } = open({ "secretsmanager:DescribeSecret": fails("denied", "AccessDeniedException: no") });
		await expect(store.describe(arn)).rejects.toThrow("Allow secretsmanager:DescribeSecret");
	});
});

describe("GetSecretValue", () => {
	it("names the version of a rotation by its id, and the current one by its label", async () => {
		const { store, caller } = open({
			"secretsmanager:GetSecretValue": ({ VersionId = "v0" }) => ({ VersionId, SecretString: "text" }),
		});
		expect(await store.read(arn, { version: "t1" })).toEqual({ version: "t1", text: "text" });
		expect(await store.read(arn, { label: "AWSCURRENT" })).toEqual({ version: "v0", text: "text" });
		expect(caller.calls.map(({ input }) => input)).toEqual([
			{ SecretId: arn, VersionId: "t1" },
			{ SecretId: arn, VersionStage: "AWSCURRENT" },
		]);
	});

	it("asks once for a version that nobody has written", async () => {
		const { store, caller, waits } = open({ "secretsmanager:GetSecretValue": missing });
		expect(await store.read(arn, { version: "t1" })).toBeUndefined();
		expect([caller.count(), waits]).toEqual([1, []]);
	});

	it("waits a little for a version that was written just now, and no longer", async () => {
		const late = open({
			"secretsmanager:PutSecretValue": {},
			"secretsmanager:GetSecretValue": inTurn(missing, missing, { VersionId: "t1", SecretString: "text" }),
		});
		await late.store.put(arn, "t1", "{}");
		expect(await late.store.read(arn, { version: "t1" })).toEqual({ version: "t1", text: "text" });
		expect(late.waits).toEqual([100, 200]);
		const never = open({ "secretsmanager:GetSecretValue": missing }, { patient: true });
		expect(await never.store.read(arn, { version: "t1" })).toBeUndefined();
		expect(never.waits).toEqual([100, 200, 400, 800]);
	});

	it("takes no other version for the one that was asked for", async () => {
		const { store } = open({ "secretsmanager:GetSecretValue": { VersionId: "t2", SecretString: "text" } });
		await expect(store.read(arn, { version: "t1" })).rejects.toThrow("gave t2");
	});
});

describe("PutSecretValue", () => {
	it("hands on the token of the rotation", async () => {
		const { store, caller } = open({ "secretsmanager:PutSecretValue": {} }, { rotationToken: "proof" });
		expect(await store.put(arn, "t1", "{}")).toBe(true);
		expect(caller.calls[0]?.input).toEqual({
			SecretId: arn,
			ClientRequestToken: "t1",
			SecretString: "{}",
			VersionStages: ["AWSPENDING"],
			RotationToken: "proof",
		});
	});

	it("says no where the version has another value, and shows neither value nor password of one that is refused", async () => {
		const other = open({ "secretsmanager:PutSecretValue": fails("other", "ResourceExistsException: in use") });
		expect(await other.store.put(arn, "t1", "{}")).toBe(false);
		const value = JSON.stringify({ password: "hunter2hunter2" });
		const broken = open({ "secretsmanager:PutSecretValue": fails("other", `ValidationException: ${value} and hunter2hunter2`) });
		const error = await broken.store.put(arn, "t1", value).catch((each: unknown) => each as Error);
		expect(String(error)).toContain("[secret]");
		expect(String(error)).not.toContain("hunter2");
	});
});

describe("UpdateSecretVersionStage", () => {
	const refused = fails("other", "InvalidParameterException: not there");
	const at = (version: string) => ({ "secretsmanager:DescribeSecret": { VersionIdsToStages: { [version]: ["AWSCURRENT"] } } });
	const move = { label: "AWSCURRENT", to: "t1", from: "v0" };

	it("moves a label", async () => {
		const { store, caller } = open({ "secretsmanager:UpdateSecretVersionStage": {} });
		expect(await store.label(arn, move)).toBe(true);
		expect(caller.calls[0]?.input).toEqual({ SecretId: arn, VersionStage: "AWSCURRENT", MoveToVersionId: "t1", RemoveFromVersionId: "v0" });
	});

	it("says no when somebody else has moved it, and yes when the answer to the same move was lost", async () => {
		expect(await open({ "secretsmanager:UpdateSecretVersionStage": refused, ...at("t2") }).store.label(arn, move)).toBe(false);
		expect(await open({ "secretsmanager:UpdateSecretVersionStage": refused, ...at("t1") }).store.label(arn, move)).toBe(true);
	});

	it("rejects when the label is where it was looked for", async () => {
		const { store } = open({ "secretsmanager:UpdateSecretVersionStage": refused, ...at("v0") });
		await expect(store.label(arn, move)).rejects.toThrow("did not move AWSCURRENT");
	});

	it("says what to do when the secret has twenty labels", async () => {
		const { store } = open({ "secretsmanager:UpdateSecretVersionStage": fails("other", "LimitExceededException: too many") });
		await expect(store.label(arn, { label: "PARAPET-1", to: "t1" })).rejects.toThrow("parapet rotate repair");
	});
});
