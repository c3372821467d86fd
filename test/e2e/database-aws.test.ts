import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { scanDatabase } from "../support/sql/command.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";

const region = "us-east-1";
const keys = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const password = `s3cret "value" /%@`;

describe("a database whose login is in Secrets Manager", () => {
	let server: PostgresServerProcess;
	let emulator: Emulator;
	let client: SecretsManagerClient;
	const keep = async (name: string, value: unknown): Promise<string> => {
		const text = typeof value === "string" ? value : JSON.stringify(value);
		const { ARN } = await client.send(new CreateSecretCommand({ Name: name, SecretString: text }));
		return ARN ?? "";
	};
	const scan = (...args: string[]) =>
		scanDatabase([...args, "--database-ca", server.authority], { ...keys, AWS_ENDPOINT_URL: emulator.url });

	beforeAll(async () => {
		[server, emulator] = await Promise.all([
			startPostgres(18, { hba: "local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256" }),
			startEmulator(),
		]);
		await server.execute(`CREATE ROLE scanner LOGIN PASSWORD '${password}'; GRANT pg_monitor TO scanner`);
		client = new SecretsManagerClient({
			endpoint: emulator.url,
			region,
			credentials: { accessKeyId: keys.AWS_ACCESS_KEY_ID, secretAccessKey: keys.AWS_SECRET_ACCESS_KEY },
		});
	});
	afterAll(async () => {
		client?.destroy();
		await Promise.all([server?.stop(), emulator?.stop()]);
	});

	it("is read with the address in the secret, which is asked for once and for nothing else", async () => {
		const arn = await keep("whole", {
			engine: "postgres",
			host: "localhost",
			port: server.port,
			username: "scanner",
			password,
			dbname: "postgres",
		});
		await emulator.forgetCalls();
		const outcome = await scan("--database-secret", arn);
		expect((await emulator.calls()).calls.map(({ operation }) => operation)).toEqual(["GetSecretValue"]);
		expect(outcome.finding("postgres-sessions-use-tls")).toMatchObject({ verdict: "pass" });
		expect(outcome.everything).not.toContain(password);
		expect(outcome.everything).not.toContain(JSON.stringify(password).slice(1, -1));
	});

	it("is read with the address of the URL and the login of the secret", async () => {
		const arn = await keep("login", { username: "scanner", password });
		const outcome = await scan("--database", `postgres://localhost:${server.port}/postgres`, "--database-secret", arn);
		expect(outcome.finding("postgres-tls-enabled")).toMatchObject({ verdict: "pass" });
	});

	it("is not read when the secret is not there or not of that form, and nothing of it is told", async () => {
		const missing = await scan("--database-secret", `arn:aws:secretsmanager:${region}:123456789012:secret:none-AbCdEf`);
		expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining("GetSecretValue, notFound")]);
		const broken = await scan("--database-secret", await keep("broken", "hunter2 is no JSON"));
		expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining("no JSON object")]);
		expect(broken.everything).not.toContain("hunter2");
	});

	it("stands in one report with what AWS says when a region is named too", async () => {
		const arn = await keep("both", {
			engine: "postgres",
			host: "localhost",
			port: server.port,
			username: "scanner",
			password,
			dbname: "postgres",
		});
		const outcome = await scan("--database-secret", arn, "--region", region, "--service", "postgres", "--service", "secretsmanager");
		const kinds = new Set(outcome.snapshot?.findings.map(({ resource }) => resource.kind));
		expect(kinds).toEqual(new Set(["postgres.Server", "secretsmanager.Secret"]));
		expect(outcome.everything).not.toContain(password);
	});
});
