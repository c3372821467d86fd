import { describe, expect, it } from "vitest";
import { RotationError } from "../../../shared/rotation/errors.ts";
import { rotateSecret, rotationEventOf } from "../../../shared/runtime/app/rotate-secret.ts";
import { rotationRecordKey } from "../../../shared/runtime/app/rotation-evidence.ts";
import { AwsRefused } from "../../../shared/runtime/rotation/failure.ts";
import { typed } from "../../../shared/runtime/rotation/timed-step.ts";
import type { ObjectStore } from "../../../shared/sinks/s3/store.ts";
import { type Answer, fails, fakeCaller } from "../../support/aws/fake-caller.ts";
import { memoryStore } from "../../support/object-store.ts";

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

async function run(
	answers: Readonly<Record<string, Answer>>,
	{ remaining = 120_000, more = {}, evidence = memoryStore("evidence"), open = async () => evidence as Pick<ObjectStore, "put"> } = {},
) {
	const lines: string[] = [];
	const log = (message: string, data?: unknown) => void lines.push(`${message} ${JSON.stringify(data)}`);
	const caller = fakeCaller(answers);
	const settings = { tag: { key: "parapet:rotate", value: "true" } };
	const result = await rotateSecret(
		{ ...event, ...more },
		{
			log: { debug: log, info: log, warn: log, error: (...line) => log(`ERROR ${line[0]}`, line[1]) },
			remaining: () => remaining,
			now: () => Date.parse("2026-06-15T12:00:00Z"),
			requestId: "request-1",
		},
		{ caller: () => caller, settings, evidence: open },
	).catch((error: unknown) => error as RotationError);
	const records = [...evidence.objects].map(([key, { body }]) => [key, Buffer.from(body).toString()] as const);
	return { result, lines: lines.join("\n"), caller, evidence, records };
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

describe("the record of a step", () => {
	const place = `rotations/v1/111122223333/eu-west-1/orders-AbCdEf/${token}`;
	const creates = (): Readonly<Record<string, Answer>> => {
		let written: string | undefined;
		return {
			"secretsmanager:DescribeSecret": described,
			"secretsmanager:GetSecretValue": ({ VersionId }) =>
				VersionId === undefined
					? { VersionId: "v0", SecretString: value }
					: written
						? { VersionId, SecretString: written }
						: fails("notFound", "ResourceNotFoundException: no value"),
			"secretsmanager:PutSecretValue": ({ SecretString }) => {
				written = String(SecretString);
				return {};
			},
		};
	};

	it("says what was done, for which version and how long it took, and holds no password", async () => {
		const put: string[] = [];
		const answers = creates();
		const { records } = await run({
			...answers,
			"secretsmanager:PutSecretValue": (input) => {
				put.push((JSON.parse(String(input.SecretString)) as { password: string }).password);
				return (answers["secretsmanager:PutSecretValue"] as (input: object) => object)(input);
			},
		});
		expect(records.map(([key]) => key)).toEqual([`${place}/createSecret.json`]);
		const text = records[0]?.[1] ?? "";
		expect(JSON.parse(text)).toMatchObject({
			schema: "parapet.rotation/1",
			secret,
			version: token,
			step: "createSecret",
			strategy: "single",
			outcome: "done",
			startedAt: "2026-06-15T12:00:00.000Z",
			finishedAt: "2026-06-15T12:00:00.000Z",
			milliseconds: expect.any(Number),
			effects: expect.arrayContaining([{ effect: "put", milliseconds: expect.any(Number) }]),
			request: "request-1",
		});
		expect(put).toHaveLength(1);
		for (const password of [...put, "hunter2", "proof"]) expect(text).not.toContain(password);
	});

	it("says why a step failed; what is tried again leaves another one beside it", async () => {
		const evidence = memoryStore("evidence");
		await run({ "secretsmanager:DescribeSecret": fails("throttled", "ThrottlingException: slow down") }, { evidence });
		const { records } = await run(creates(), { evidence });
		expect(records.map(([key]) => key)).toEqual([`${place}/createSecret.json`, `${place}/createSecret-2.json`]);
		expect(JSON.parse(records[0]?.[1] ?? "")).toMatchObject({
			outcome: "failed",
			reason: "retry",
			detail: expect.stringContaining("(throttled)"),
		});
		expect(JSON.parse(records[1]?.[1] ?? "")).toMatchObject({ outcome: "done" });
	});

	it("that cannot be written is an error in the log, and the step ends as it would have", async () => {
		const open = async () => {
			throw new Error("no way to S3");
		};
		const done = await run(creates(), { open });
		expect(done.result).toMatchObject({ step: "createSecret", outcome: "done" });
		expect(done.lines).toContain("ERROR The record of a step");
		expect(done.lines).toContain("no way to S3");
		const failed = await run({ "secretsmanager:DescribeSecret": { ...described, Tags: [] } }, { open });
		expect(failed.result).toMatchObject({ name: "RotationError", reason: "refused" });
	});

	it("lies below the secret's account, region and name, whatever the name has in it", () => {
		const record = {
			secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db/../x-AbCdEf",
			version: token,
			step: "setSecret",
		} as const;
		expect(rotationRecordKey(record, 1)).toBe(`rotations/v1/111122223333/eu-west-1/rds-db-..-x-AbCdEf/${token}/setSecret.json`);
		expect(rotationRecordKey(record, 3)).toMatch(/\/setSecret-3\.json$/);
		expect(() => rotationRecordKey({ ...record, secret: "orders" }, 1)).toThrow("no ARN");
	});

	it("ends after twenty of the same step, rather than never", async () => {
		const evidence = { put: async () => false };
		const { lines, result } = await run(creates(), { open: async () => evidence });
		expect(lines).toContain("20 records already");
		expect(result).toMatchObject({ outcome: "done" });
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
