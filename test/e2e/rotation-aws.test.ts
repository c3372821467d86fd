import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scramVerifier } from "../../shared/rotation/engines/scram.ts";
import { type RotationWorld, startRotation } from "../support/rotation/aws.ts";
import { hasPostgres, postgresMajors } from "../support/sql/majors.ts";

const major = postgresMajors.filter(hasPostgres).at(-1);
const outcomes = ["createSecret", "setSecret", "testSecret", "finishSecret"].map((step) => ({ step, outcome: "done" }));

describe.skipIf(major === undefined)("the bundled rotation function, called as Secrets Manager does", () => {
	let world: RotationWorld;
	beforeAll(async () => {
		world = await startRotation(major ?? 18);
	}, 300_000);
	afterAll(() => world?.stop());

	/** Passwords get to the server as verifiers here too, so that its log shows what the function says and nothing else. */
	const role = async (name: string, password: string) => {
		await world.server.execute(`CREATE ROLE "${name}" LOGIN PASSWORD '${scramVerifier(password)}'`);
		return world.value({ username: name, password });
	};

	it("rotates a single user: the new password is current and opens the database, the old one is previous and does not", async () => {
		const rotation = await world.secret("single", await role("single", "first-single-1A"));
		const before = await rotation.current();
		const token = await rotation.begin();
		expect(await rotation.finish(token)).toMatchObject(outcomes);
		const after = await rotation.current();
		expect([await world.opens(after), await world.opens(before)]).toEqual([true, false]);
		expect(after.password).toMatch(/^[A-Za-z][A-Za-z0-9_.~-]{31}$/);
		expect([await rotation.holder("AWSCURRENT"), await rotation.holder("AWSPENDING")]).toEqual([token, undefined]);
		const records = await world.records(token);
		expect([...records.keys()].sort()).toEqual(["createSecret.json", "finishSecret.json", "setSecret.json", "testSecret.json"]);
		for (const text of records.values()) {
			expect(JSON.parse(text)).toMatchObject({ secret: rotation.arn, version: token, strategy: "single", outcome: "done" });
			for (const password of world.passwords) expect(text).not.toContain(password);
		}
		// Everything again, as after a lost answer.
		expect(await rotation.finish(token)).toMatchObject(["already", "already", "done", "already"].map((outcome) => ({ outcome })));
		expect(await rotation.current()).toEqual(after);
	});

	it("rotates two users in turns: the user of before goes on working until the next rotation", async () => {
		const superuser = await world.secret("root", world.value({ username: "postgres", password: world.server.superuser.password }), {
			rotated: false,
		});
		const value = { ...(await role("pair", "first-pair-1A")), masterarn: superuser.arn };
		const rotation = await world.secret("pair", value, { tags: { "parapet:rotate-users": "alternating" } });
		const first = await rotation.current();
		expect(await rotation.finish(await rotation.begin())).toMatchObject(outcomes);
		const second = await rotation.current();
		expect([first.username, second.username]).toEqual(["pair", "pair_clone"]);
		expect([await world.opens(first), await world.opens(second)]).toEqual([true, true]);
		expect(await rotation.finish(await rotation.begin())).toMatchObject(outcomes);
		const third = await rotation.current();
		expect([third.username, await world.opens(third), await world.opens(second), await world.opens(first)]).toEqual([
			"pair",
			true,
			true,
			false,
		]);
	});

	it("only tests, when rotation is turned on without rotating at once", async () => {
		const rotation = await world.secret("tested", await role("tested", "first-tested-1A"));
		const before = await rotation.current();
		expect(await rotation.test()).toMatchObject({ step: "testSecret", outcome: "done" });
		expect([await rotation.current(), await world.opens(before), await rotation.holder("AWSPENDING")]).toEqual([before, true, undefined]);
		await world.server.execute(`ALTER ROLE tested PASSWORD '${scramVerifier("somebody-else-1A")}'`);
		expect(await rotation.test()).toMatchObject({ errorType: "RotationError", errorMessage: expect.stringContaining("does not accept") });
	});

	it("stays whole when it is killed after any of its effects, and goes on where it was", async () => {
		const rotation = await world.secret("killed", await role("killed", "first-killed-1A"));
		for (const [step, effects] of [
			["createSecret", 1],
			["setSecret", 1],
			["finishSecret", 1],
			["finishSecret", 2],
		] as const) {
			const token = await rotation.begin();
			const crash = world.host.crashAfter(world.name, effects, step);
			const results = await rotation.finish(token);
			expect(crash.happened(), `${step} ${effects}`).toBe(true);
			expect(results.at(-1)).toMatchObject({ errorType: "Runtime.ExitError" });
			expect(await rotation.lockedOut(["killed"]), `${step} ${effects}`).toEqual([]);
			expect((await rotation.finish(token)).filter((result) => "errorType" in result)).toEqual([]);
			expect([
				await rotation.holder("AWSCURRENT"),
				await rotation.holder("AWSPENDING"),
				await world.opens(await rotation.current()),
			]).toEqual([token, undefined, true]);
		}
	});

	it("locks nobody out when it is ended at any moment, with rotations given up in between", { timeout: 300_000 }, async () => {
		const rotation = await world.secret("ended", await role("ended", "first-ended-1A"));
		let ended = 0;
		for (let limit = 40; limit <= 1_000; limit += 60) {
			const token = await rotation.begin();
			await rotation.step("createSecret", token);
			world.host.setTimeoutOf(world.name, limit);
			const result = await rotation.step("setSecret", token);
			world.host.setTimeoutOf(world.name, undefined);
			if ("errorType" in result) ended++;
			expect(await rotation.lockedOut(["ended"]), `after ${limit} ms`).toEqual([]);
			// The next begin takes AWSPENDING away from this one: its password is known by Parapet's own label alone.
		}
		expect(ended).toBeGreaterThan(2);
		const token = await rotation.begin();
		expect((await rotation.finish(token)).filter((result) => "errorType" in result)).toEqual([]);
		expect([await rotation.holder("AWSCURRENT"), await world.opens(await rotation.current())]).toEqual([token, true]);
	});

	it("refuses a secret without the tag, by its policy, and one whose superuser is of another server", async () => {
		const untagged = await world.secret("untagged", await role("untagged", "first-untagged-1A"), { tags: { "parapet:rotate": "no" } });
		expect((await untagged.finish(await untagged.begin())).at(-1)).toMatchObject({
			errorType: "RotationError",
			errorMessage: expect.stringMatching(/secretsmanager:DescribeSecret was not answered \(denied\)/),
		});
		const elsewhere = await world.secret(
			"elsewhere",
			world.value({ host: "other.example.com", username: "postgres", password: "not-the-superusers-1A" }),
			{
				rotated: false,
			},
		);
		const lent = await world.secret(
			"lent",
			{ ...(await role("lent", "first-lent-1A")), masterarn: elsewhere.arn },
			{ tags: { "parapet:rotate-users": "alternating" } },
		);
		expect((await lent.finish(await lent.begin())).at(-1)).toMatchObject({
			errorType: "RotationError",
			errorMessage: expect.stringMatching(/superuser's secret .* is not used/),
		});
	});

	it("asks for nothing that its policy does not allow, when all is well", async () => {
		await world.emulator.forgetDenied();
		const rotation = await world.secret("allowed", await role("allowed", "first-allowed-1A"));
		expect(await rotation.finish(await rotation.begin())).toMatchObject(outcomes);
		expect(await world.emulator.denied()).toEqual([]);
	});

	it("wrote no password that was ever in use, to its log or the server's", async () => {
		const logs = await world.logs();
		expect(world.passwords.size).toBeGreaterThan(20);
		expect(logs.function).toContain("A step of a rotation is done.");
		expect(logs.server).toContain("SCRAM-SHA-256$4096");
		const found = [...world.passwords].filter((password) => logs.function.includes(password) || logs.server.includes(password));
		expect(found).toEqual([]);
		expect(logs.function).not.toContain("rotation-token");
	});
});
