import { beforeEach, describe, expect, it } from "vitest";
import type { Alert } from "../../../shared/core/alerts/alert.ts";
import { readChange } from "../../../shared/runtime/app/change-events.ts";
import { changeRules } from "../../../shared/runtime/app/change-patterns.ts";
import { type AssessedApplication, assessedApplication, minute, start } from "../../support/application/assessed.ts";
import { calledEvent, rotationEvent } from "../../support/change-events.ts";
import { matches } from "../../support/event-pattern.ts";

const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/app-AbCdEf";
const names = ["RotationSucceeded", "RotationFailed", "RotationAbandoned", "TestRotationSucceeded", "TestRotationFailed"];
const rotationOf = (event: unknown) => {
	const change = readChange(event);
	return change.type === "change" ? change.rotation : change.type;
};

describe("an event of a rotation", () => {
	it.each(names)("%s comes by exactly one rule, with an error too", (name) => {
		for (const detail of [{}, { errorCode: "LambdaFailed", errorMessage: "no" }])
			expect(
				changeRules.filter(({ pattern }) => matches(pattern, rotationEvent(name, secret, {}, detail))).map((rule) => rule.name),
			).toEqual(["rotations"]);
	});

	it("that a rotation began, or a call of the same name, comes by none", () => {
		for (const event of [rotationEvent("RotationStarted"), calledEvent("secretsmanager:RotationFailed")])
			expect(changeRules.filter(({ pattern }) => matches(pattern, event))).toEqual([]);
	});

	it.each(names)("%s names its secret and leads to a look", (name) => {
		expect(readChange(rotationEvent(name))).toMatchObject({
			type: "change",
			affected: [{ scope: { account: "111122223333", region: "eu-west-1" }, kinds: ["secretsmanager.Secret"] }],
			rotation: { what: name, secret },
		});
	});

	it.each([
		["additionalEventData", "SecretId"],
		["responseElements", "arn"],
		["responseElements", "aRN"],
		["serviceEventDetails", "aRN"],
		["requestParameters", "secretId"],
	])("is read with the secret in %s.%s", (member, key) => {
		const event = rotationEvent("RotationFailed", secret, {}, { additionalEventData: null, [member]: { [key]: secret } });
		expect(rotationOf(event)).toMatchObject({ secret });
	});

	it.each([
		["of another account", "arn:aws:secretsmanager:eu-west-1:999988887777:secret:orders-AbCdEf"],
		["of another region", "arn:aws:secretsmanager:eu-west-2:111122223333:secret:orders-AbCdEf"],
		["that is none", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders; rm -rf <!channel>"],
		["of another service", "arn:aws:ssm:eu-west-1:111122223333:secret:orders-AbCdEf"],
	])("says nothing of a secret %s", (_, arn) => {
		expect(rotationOf(rotationEvent("RotationFailed", arn))).toBeUndefined();
	});

	it("is not what somebody calls by the same name", () => {
		const call = { ...rotationEvent("RotationFailed"), "detail-type": "AWS API Call via CloudTrail" };
		expect(rotationOf(call)).toBeUndefined();
	});
});

describe("a rotation that fails", () => {
	let app: AssessedApplication;
	beforeEach(async () => {
		app = await assessedApplication();
	});
	const alerts = (): Alert[] =>
		[...app.inbox.texts]
			.toSorted(([a], [b]) => (a < b ? -1 : 1))
			.flatMap(([, text]) => (JSON.parse(text).alerts ?? []) as Alert[])
			.filter(({ kind }) => kind === "system");
	const told = () => alerts().map(({ status, title }) => `${status}: ${title}`);
	const at = (minutes: number) => ({ time: new Date(start + minutes * minute).toISOString() });
	const come = async (minutes: number, name: string, detail = {}, arn = secret) => {
		app.pass(Math.max(0, start + minutes * minute - app.now()));
		app.send(rotationEvent(name, arn, at(minutes), detail));
		await app.run();
	};

	it("is told at once, says what to do, and is closed by the next success", async () => {
		await come(0, "RotationFailed", { errorMessage: "Error when executing lambda during setSecret step" });
		await come(600, "RotationSucceeded");
		const [opened, closed] = alerts();
		expect(opened).toMatchObject({
			status: "open",
			severity: "high",
			title: "Rotation failed: orders/app-AbCdEf",
			account: "111122223333",
			region: "eu-west-1",
			observedAt: new Date(start).toISOString(),
		});
		expect(opened?.detail).toContain(`parapet rotate status --secret ${secret} `);
		expect(opened?.detail).toContain(`parapet rotate repair --secret ${secret} `);
		expect(opened?.detail).toContain("during setSecret step");
		expect(closed).toMatchObject({ status: "closed", fingerprint: opened?.fingerprint, title: "Rotation works again: orders/app-AbCdEf" });
		expect(closed?.id).not.toBe(opened?.id);
		expect(app.dead).toEqual([]);
	});

	it("is told once, however often Secrets Manager tries, and again after a success", async () => {
		for (const hour of [0, 1, 2]) await come(hour * 60, "RotationFailed");
		expect(told()).toHaveLength(1);
		await come(180, "RotationSucceeded");
		await come(240, "RotationSucceeded");
		await come(300, "RotationFailed");
		expect(told()).toEqual([
			"open: Rotation failed: orders/app-AbCdEf",
			"closed: Rotation works again: orders/app-AbCdEf",
			"open: Rotation failed: orders/app-AbCdEf",
		]);
	});

	it("is one incident a secret", async () => {
		await come(0, "RotationFailed");
		await come(1, "RotationAbandoned", {}, secret.replace("orders/app", "users"));
		const [one, other] = alerts();
		expect(other?.title).toBe("Rotation was given up: users-AbCdEf");
		expect(other?.fingerprint).not.toBe(one?.fingerprint);
	});

	it("is not told when it is older than a success that came first", async () => {
		await come(10, "RotationSucceeded");
		await come(5, "RotationFailed");
		expect(told()).toEqual([]);
	});

	it("is not closed by a test that succeeds, and a test that failed is", async () => {
		await come(0, "RotationFailed");
		await come(1, "TestRotationSucceeded");
		expect(told()).toHaveLength(1);
		const other = secret.replace("orders/app", "users");
		await come(2, "TestRotationFailed", {}, other);
		await come(3, "TestRotationSucceeded", {}, other);
		expect(told().slice(1)).toEqual(["open: The test of a rotation failed: users-AbCdEf", "closed: Rotation works again: users-AbCdEf"]);
	});

	it("is told without what looks like a secret, and without what acts on a terminal", async () => {
		await come(0, "RotationFailed", { errorMessage: `\u001b[2Jpassword=hunter2hunter2 ${"x".repeat(1500)}` });
		const detail = alerts()[0]?.detail ?? "";
		expect(detail).not.toContain("hunter2");
		expect(detail).not.toContain("\u001b");
		expect(detail.length).toBeLessThanOrEqual(1500);
		expect(detail).toContain("Secrets Manager says");
	});

	it("is not told of accounts that are not scanned", async () => {
		const arn = "arn:aws:secretsmanager:eu-west-1:999988887777:secret:orders-AbCdEf";
		app.send(rotationEvent("RotationFailed", arn, { ...at(0), account: "999988887777" }));
		await app.run();
		expect(alerts()).toEqual([]);
		expect(app.dead).toEqual([]);
	});

	it("comes again when it could not be remembered, and is told once", async () => {
		const put = app.state.put.bind(app.state);
		let refused = 0;
		app.state.put = async (key, ...rest) => (key.startsWith("rotations/") && refused++ === 0 ? false : put(key, ...rest));
		await come(0, "RotationFailed");
		expect(refused).toBeGreaterThan(1);
		expect(told()).toEqual(["open: Rotation failed: orders/app-AbCdEf"]);
	});
});
