import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DBInstance, DescribeDBInstancesCommand, ModifyDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { type Run, runCommand, scanned, temporaryDirectory } from "../support/command.ts";

interface Plan {
	readonly action: string;
	readonly result: string;
	readonly detail?: string;
	readonly hash?: string;
	readonly target: { readonly name: string };
	readonly plan?: { readonly calls: readonly { readonly api: string }[] };
}

let emulator: Emulator;
let directory: string;
let client: RDSClient;

const allowed = (account: string) => ({ remediation: { allow: [{ accounts: [account] }] } });
const remediate = (...args: readonly string[]): Promise<Run> => runCommand(["remediate", ...args], { env: emulator.env, directory });
const one = ["--snapshot", "snapshot.json", "--action", "rds-instance-private", "--resource", "public"];

async function instance(name: string): Promise<DBInstance> {
	const { DBInstances = [] } = await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }));
	return DBInstances[0] as DBInstance;
}

/** Everything that an instance shows, but what the emulator makes up anew at each call. */
const shown = ({ LatestRestorableTime: _, InstanceCreateTime: __, ...rest }: DBInstance) => JSON.parse(JSON.stringify(rest));

async function plans(...args: readonly string[]): Promise<readonly Plan[]> {
	const { stdout, stderr } = await remediate("plan", ...args, "--format", "json");
	expect(stderr).toBe("");
	return (JSON.parse(stdout) as { plans: Plan[] }).plans;
}

const writing = async (): Promise<readonly string[]> =>
	(await emulator.calls()).calls.map(({ operation }) => operation).filter((operation) => !/^(?:Describe|List|Get|Lookup)/.test(operation));

beforeAll(async () => {
	emulator = await startEmulator();
	const { account, region } = await emulator.seedSmall();
	directory = temporaryDirectory();
	client = new RDSClient({
		endpoint: emulator.url,
		region,
		credentials: { accessKeyId: emulator.env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: emulator.env.AWS_SECRET_ACCESS_KEY ?? "" },
	});
	const { snapshot } = await scanned([], emulator.env);
	writeFileSync(join(directory, "snapshot.json"), JSON.stringify(snapshot));
	writeFileSync(join(directory, "parapet.config.json"), JSON.stringify(allowed(account)));
});

afterAll(() => emulator.stop());

describe("parapet remediate plan", () => {
	it("lists plans with risk, downtime and the way back, and makes nothing but reading calls", async () => {
		await emulator.forgetCalls();
		const { code, stdout, stderr } = await remediate("plan", "--snapshot", "snapshot.json");
		expect(stderr).toBe("");
		expect([0, 2]).toContain(code);
		expect(stdout).toContain("rds-instance-private");
		expect(stdout).toMatch(/risk +low; downtime: none/);
		expect(stdout).toMatch(/way back +/);
		expect(stdout).toMatch(/\d+ plans for \d+ resources/);
		expect((await emulator.calls()).total).toBeGreaterThan(20);
		expect(await writing()).toEqual([]);
		// Planning keeps nothing.
		expect((await remediate("status")).stdout).toBe("0 attempts\n");
	});

	it("can be asked for one repair of one resource", async () => {
		const found = await plans(...one);
		expect(found).toMatchObject([{ action: "rds-instance-private", result: "plan", target: { name: "public" } }]);
		expect(found[0]?.plan?.calls).toMatchObject([{ api: "rds:ModifyDBInstance" }]);
	});

	it("gives a script of the AWS CLI", async () => {
		const { stdout, code } = await remediate("plan", ...one, "--format", "script");
		expect(code).toBe(0);
		expect(stdout).toMatch(
			/^aws rds modify-db-instance --region '[a-z0-9-]+' --cli-input-json '\{"DBInstanceIdentifier":"public",.*"PubliclyAccessible":false.*\}'$/m,
		);
	});
});

describe("parapet remediate apply", () => {
	it("changes nothing where the configuration allows nothing", async () => {
		const empty = temporaryDirectory();
		writeFileSync(join(empty, "snapshot.json"), readFileSync(join(directory, "snapshot.json")));
		const [plan] = await plans(...one);
		await emulator.forgetCalls();
		const run = await runCommand(["remediate", "apply", ...one, "--yes", "--plan", plan?.hash?.slice(0, 12) ?? ""], {
			env: emulator.env,
			directory: empty,
		});
		expect(run.code).toBe(3);
		expect(run.stdout).toContain("is in no scope of remediation.allow");
		expect(await writing()).toEqual([]);
	});

	it("does not agree by itself: without a terminal it wants to be told exactly what", async () => {
		expect(await remediate("apply", ...one)).toMatchObject({ code: 1, stderr: expect.stringContaining("no terminal to ask on") });
		expect(await remediate("apply", ...one, "--yes")).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("--yes needs --plan HASH"),
		});
		expect(await remediate("apply", ...one, "--yes", "--plan", "0123456789ab")).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("No plan has this hash"),
		});
		expect((await instance("public")).PubliclyAccessible).toBe(true);
	});

	it("repairs, proves it, and takes it back exactly", async () => {
		const before = shown(await instance("public"));
		const [plan] = await plans(...one);
		await emulator.forgetCalls();
		const applied = await remediate("apply", ...one, "--yes", "--plan", plan?.hash?.slice(0, 12) ?? "");
		expect(applied.stderr).toContain("succeeded: public, rds-instance-private");
		expect(applied.stdout).toMatch(/succeeded +public: It is repaired, and a fresh reading proves it\./);
		expect(applied.code).toBe(0);
		expect(await writing()).toEqual(["ModifyDBInstance"]);
		expect((await instance("public")).PubliclyAccessible).toBe(false);

		// Once more there is nothing to do.
		await emulator.forgetCalls();
		expect(await plans(...one)).toMatchObject([{ result: "compliant" }]);

		const [attempt] = JSON.parse((await remediate("status", "--format", "json")).stdout) as { id: string; phase: string; kind: string }[];
		expect(attempt).toMatchObject({
			phase: "succeeded",
			request: { source: "cli", by: expect.stringMatching(/^arn:aws:/) },
			made: [{ api: "rds:ModifyDBInstance", requestId: expect.any(String) }],
		});
		const id = attempt?.id ?? "";
		expect((await remediate("status", id)).stdout).toContain(`parapet remediate rollback ${id}`);

		const back = await remediate("rollback", id, "--yes");
		expect(back.stderr).toContain("rolledBack: public");
		expect(back.code).toBe(0);
		expect(shown(await instance("public"))).toEqual(before);
		expect(JSON.parse((await remediate("status", id, "--format", "json")).stdout)).toMatchObject({ phase: "rolledBack" });
		expect((await remediate("rollback", id, "--yes")).code).toBe(3);
		expect((await remediate("release", id)).stdout).toContain("is released; it was held because the repair was taken back");
	});

	it("applies a file of plans as it was looked at, and nothing of what changed since", async () => {
		const selection = ["--snapshot", "snapshot.json", "--action", "rds-instance-private"];
		const made = await remediate("plan", ...selection, "--format", "json");
		const found = (JSON.parse(made.stdout) as { plans: Plan[] }).plans.filter(({ result }) => result === "plan");
		expect(found.map(({ target }) => target.name).sort()).toEqual(["halves", "public"]);
		writeFileSync(join(directory, "plan.json"), made.stdout);
		await client.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: "halves", PubliclyAccessible: false }));
		await emulator.forgetCalls();
		const { code, stdout, stderr } = await remediate("apply", "plan.json", "--yes");
		expect(stderr).toContain("1 plan of the file no longer fit");
		expect(stdout).toMatch(/^succeeded +public/m);
		expect(code).toBe(3);
		expect(await writing()).toEqual(["ModifyDBInstance"]);
		expect((await instance("public")).PubliclyAccessible).toBe(false);
	});

	it("refuses a rollback when somebody changed the resource since", async () => {
		const attempts = JSON.parse((await remediate("status", "--format", "json")).stdout) as { id: string; phase: string; kind: string }[];
		const repair = attempts.find(({ phase, kind }) => phase === "succeeded" && kind === "repair");
		await client.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: "public", PubliclyAccessible: true }));
		await emulator.forgetCalls();
		const { code, stdout } = await remediate("rollback", repair?.id ?? "", "--yes");
		expect(code).toBe(3);
		expect(stdout).toContain("Somebody changed the resource since");
		expect(await writing()).toEqual([]);
	});
});
