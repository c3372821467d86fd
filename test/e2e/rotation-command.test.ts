import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scramVerifier } from "../../shared/rotation/engines/scram.ts";
import { type RotationWorld, startRotation } from "../support/rotation/aws.ts";
import { hasPostgres, postgresMajors } from "../support/sql/majors.ts";

const major = postgresMajors.filter(hasPostgres).at(-1);

describe.skipIf(major === undefined)("parapet rotate, against a real server", { timeout: 120_000 }, () => {
	let world: RotationWorld;
	const shown: string[] = [];
	beforeAll(async () => {
		world = await startRotation(major ?? 18);
	}, 300_000);
	afterAll(() => world?.stop());

	const set = (name: string, password: string, verb = "ALTER") =>
		world.server.execute(`${verb} ROLE "${name}" LOGIN PASSWORD '${scramVerifier(password)}'`);
	const made = async (name: string, more: { masterarn?: string; rotated?: boolean; tags?: Readonly<Record<string, string>> } = {}) => {
		const password = `first-${name}-1A`;
		await set(name, password, "CREATE");
		const { masterarn, ...options } = more;
		return world.secret(name, world.value({ username: name, password, ...(masterarn ? { masterarn } : {}) }), options);
	};
	const rotate = async (...args: readonly string[]) => {
		const run = await world.rotate(...args);
		shown.push(run.stdout, run.stderr);
		return run;
	};
	const folded = (text: string) => text.replace(/\s+/g, " ");

	it("test explains each thing that it tried", async () => {
		const rotation = await made("checked");
		const { code, stdout } = await rotate("test", "--secret", rotation.arn);
		expect(stdout.match(/^ {2}(ok|warning|failed|unknown) +([^:]+):/gm)?.map((line) => line.trim().replace(/ +/, " "))).toEqual([
			"ok secret:",
			"ok value:",
			"ok users:",
			"ok host:",
			"ok name:",
			"ok network:",
			"ok TLS:",
			"ok login:",
			"ok writer and probes:",
			"ok password change:",
		]);
		expect(folded(stdout)).toContain("is written to at localhost:");
		expect(code).toBe(0);
	});

	it("test says what is wrong and what could not be tried for it", async () => {
		const rotation = await made("changed");
		await set("changed", "somebody-else-1A");
		const { code, stdout } = await rotate("test", "--secret", rotation.arn, "--format", "json");
		const { checks } = JSON.parse(stdout) as { checks: { name: string; status: string; detail: string }[] };
		const of = (name: string) => checks.find((check) => check.name === name);
		expect([of("TLS")?.status, of("login")?.status, of("writer and probes")?.status, code]).toEqual(["ok", "failed", "unknown", 3]);
		expect(of("writer and probes")?.detail).toBe("Not tried: login comes first.");
	});

	it("status tells of a secret that was never rotated, and of a rotation that is under way", async () => {
		const rotation = await made("watched", { rotated: false });
		const never = await rotate("status", "--secret", rotation.arn);
		expect([never.code, folded(never.stdout)]).toEqual([3, expect.stringContaining("Rotation was never turned on.")]);
		await rotation.begin();
		const { stdout } = await rotate("status", "--secret", rotation.arn, "--format", "json");
		const { checks, versions } = JSON.parse(stdout) as { checks: { name: string; status: string }[]; versions: object[] };
		expect(checks).toContainEqual(expect.objectContaining({ name: "pending", status: expect.stringMatching(/warning|failed/) }));
		expect(versions).toHaveLength(2);
	});

	it("now --local does the steps from here, and refuses where a function does them", async () => {
		const rotation = await made("here", { rotated: false });
		const before = await rotation.current();
		const { code, stdout } = await rotate("now", "--secret", rotation.arn, "--local");
		expect([code, stdout]).toEqual([
			0,
			expect.stringMatching(/createSecret: [\s\S]*setSecret: [\s\S]*testSecret: [\s\S]*finishSecret: [\s\S]*rotated: Version/),
		]);
		expect([await world.opens(before), await world.opens(await rotation.current()), await rotation.holder("AWSPENDING")]).toEqual([
			false,
			true,
			undefined,
		]);
		const attached = await made("attached");
		expect(await rotate("now", "--secret", attached.arn, "--local")).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("leave out --local"),
		});
	});

	it("repair finds the version that the database accepts after a rotation that was cancelled, and makes it current when told to", async () => {
		const rotation = await made("cancelled");
		const lost = await rotation.begin();
		await rotation.step("createSecret", lost);
		await rotation.step("setSecret", lost);
		// Another rotation takes the label away, and is given up before it begins.
		await rotation.begin();
		expect(await world.opens(await rotation.current())).toBe(false);
		const dry = await rotate("repair", "--secret", rotation.arn);
		expect([dry.code, folded(dry.stdout)]).toEqual([3, expect.stringContaining(`would put AWSCURRENT on ${lost}`)]);
		expect(await rotation.holder("AWSCURRENT")).not.toBe(lost);
		const applied = await rotate("repair", "--secret", rotation.arn, "--apply");
		expect([applied.code, applied.stdout]).toEqual([0, expect.stringContaining("done: put AWSCURRENT")]);
		expect([await rotation.holder("AWSCURRENT"), await rotation.holder("AWSPENDING"), await world.opens(await rotation.current())]).toEqual(
			[lost, undefined, true],
		);
		expect((await rotate("repair", "--secret", rotation.arn)).code).toBe(0);
	});

	it("repair has the superuser set the password when no version opens the database", async () => {
		const superuser = await world.secret("root", world.value({ username: "postgres", password: world.server.superuser.password }), {
			rotated: false,
		});
		const rotation = await made("helped", { masterarn: superuser.arn });
		await set("helped", "somebody-else-1A");
		expect((await rotate("repair", "--secret", rotation.arn)).code).toBe(3);
		expect(await world.opens(await rotation.current())).toBe(false);
		expect(await rotate("repair", "--secret", rotation.arn, "--apply")).toMatchObject({
			code: 0,
			stdout: expect.stringContaining("done: have the superuser"),
		});
		expect(await world.opens(await rotation.current())).toBe(true);
	});

	it("repair says exactly what a person must do when nothing else is left", async () => {
		const rotation = await made("alone");
		await set("alone", "somebody-else-1A");
		const { code, stdout } = await rotate("repair", "--secret", rotation.arn, "--apply");
		expect([code, folded(stdout)]).toEqual([
			3,
			expect.stringMatching(/get-secret-value --secret-id \S+ .*\\password "alone".*modify-db-instance --db-instance-identifier orders/),
		]);
	});

	it("shows no password", async () => {
		expect(shown.join("").length).toBeGreaterThan(1_000);
		expect([...world.passwords].filter((password) => shown.some((text) => text.includes(password)))).toEqual([]);
	});
});
