import { describe, expect, it } from "vitest";
import { RotationError } from "../../../shared/rotation/errors.ts";
import { rotateSecret, rotationEventOf } from "../../../shared/runtime/app/rotate-secret.ts";
import { AwsRefused } from "../../../shared/runtime/rotation/failure.ts";
import { typed } from "../../../shared/runtime/rotation/timed-step.ts";
import { type Answer, fails, fakeCaller } from "../../support/aws/fake-caller.ts";

const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf";
const token = "01234567-89ab-cdef-0123-456789abcdef";
const event = { Step: "createSecret", SecretId: secret, ClientRequestToken: token, RotationToken: "proof" };
const value = JSON.stringify({ engine: "postgres", host: "db", username: "orders", password: "hunter2hunter2" });
const described = {
	ARN: secret,
	RotationEnabled: true,
	VersionIdsToStages: { v0: ["AWSCURRENT"], [token]: ["AWSPENDING"] },
	Tags: [{ Key: "parapet:rotate", Value: "true" }],
};

async function run(answers: Readonly<Record<string, Answer>>, { remaining = 120_000, more = {} } = {}) {
	const lines: string[] = [];
	const log = (message: string, data?: unknown) => void lines.push(`${message} ${JSON.stringify(data)}`);
	const caller = fakeCaller(answers);
	const settings = { tag: { key: "parapet:rotate", value: "true" } };
	const result = await rotateSecret(
		{ ...event, ...more },
		{ log: { debug: log, info: log, warn: log, error: log }, remaining: () => remaining },
		{ caller: () => caller, settings },
	).catch((error: unknown) => error as RotationError);
	return { result, lines: lines.join("\n"), caller };
}

describe("an event of Secrets Manager", () => {
	it("is read with its token of the rotation", () => {
		expect(rotationEventOf(event)).toEqual({ step: "createSecret", secret, token, rotationToken: "proof" });
		expect(rotationEventOf({ ...event, RotationToken: undefined }).rotationToken).toBeUndefined();
	});

	it.each([
		["nothing", undefined],
		["another step", { ...event, Step: "dropSecret" }],
		["a secret by name", { ...event, SecretId: "orders" }],
		["no version", { ...event, ClientRequestToken: "" }],
		["a token that is no text", { ...event, RotationToken: 1 }],
	])("is refused with %s, and nothing of it is repeated", (_, wrong) => {
		expect(() => rotationEventOf(wrong)).toThrow(/^The event is not one of a rotation: [A-Za-z ,;]+\.$/);
	});
});

describe("a step of a rotation", () => {
	it("hands on the token of the rotation, and logs what it did without any password", async () => {
		let written: { SecretString: string; RotationToken: string } | undefined;
		const { result, lines } = await run({
			"secretsmanager:DescribeSecret": described,
			"secretsmanager:GetSecretValue": ({ VersionId }) =>
				VersionId === undefined
					? { VersionId: "v0", SecretString: value }
					: written
						? { VersionId, SecretString: written.SecretString }
						: fails("notFound", "ResourceNotFoundException: no value"),
			"secretsmanager:PutSecretValue": (input) => {
				written = input as unknown as typeof written;
				return {};
			},
		});
		expect(result).toMatchObject({ step: "createSecret", outcome: "done" });
		expect(written?.RotationToken).toBe("proof");
		const { password } = JSON.parse(written?.SecretString ?? "{}") as { password: string };
		expect(password).toHaveLength(32);
		expect(lines).toContain('"effect":"put"');
		for (const text of [password, "hunter2", "proof"]) expect(lines).not.toContain(text);
	});

	it("does not touch a secret without the tag", async () => {
		const { result, caller } = await run({ "secretsmanager:DescribeSecret": { ...described, Tags: [] } });
		expect(result).toMatchObject({
			name: "RotationError",
			reason: "refused",
			message: expect.stringContaining("does not have the tag parapet:rotate=true"),
		});
		expect(caller.count()).toBe(1);
	});

	it("begins nothing when it is about to be ended", async () => {
		const { result, caller } = await run({ "secretsmanager:DescribeSecret": described }, { remaining: 6_900 });
		expect(result).toMatchObject({ reason: "retry", message: expect.stringContaining("4 seconds left, too few for describe") });
		expect(caller.count()).toBe(1);
	});

	it("ends with a typed error when AWS does not answer", async () => {
		const { result } = await run({ "secretsmanager:DescribeSecret": fails("throttled", "ThrottlingException: slow down") });
		expect(result).toBeInstanceOf(RotationError);
		expect(result).toMatchObject({ reason: "retry", message: expect.stringContaining("(throttled)") });
	});
});

describe("what nobody foresaw", () => {
	it("becomes a typed error without its message", () => {
		const error = typed({ step: "setSecret" }, new TypeError("cannot read hunter2"));
		expect(error).toMatchObject({ name: "RotationError", reason: "retry", step: "setSecret" });
		expect([error.message, String(error.cause)].join()).not.toContain("hunter2");
		expect(typed({ step: "setSecret" }, "hunter2").message).toBe("The step failed unexpectedly (string).");
	});

	it("leaves typed errors as they are", () => {
		const own = new RotationError("setSecret", "stuck", "why");
		expect(typed({ step: "testSecret" }, own)).toBe(own);
		const refused = new AwsRefused({ service: "rds", operation: "X", cause: "denied", message: "m" }, "told");
		expect(typed({ step: "testSecret" }, refused)).toMatchObject({ reason: "retry", message: "told" });
	});
});
