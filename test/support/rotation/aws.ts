import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import {
	CreateSecretCommand,
	DescribeSecretCommand,
	GetSecretValueCommand,
	ListSecretVersionIdsCommand,
	SecretsManagerClient,
	UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import pg from "pg";
import type { StepResult } from "../../../shared/rotation/common.ts";
import { type StepName, stepNames } from "../../../shared/rotation/effects.ts";
import { functionTable } from "../../../stacks/function-table.ts";
import { namesOf } from "../../../stacks/names.ts";
import { policyOf, type Subjects, secretKeyStatement, statementsOf, surroundingStatements } from "../../../stacks/policies.ts";
import type { FunctionError } from "../application/execution.ts";
import { startHost } from "../application/host.ts";
import { startEmulator } from "../aws/emulator.ts";
import type { PostgresMajor } from "../sql/majors.ts";
import { startPostgres } from "../sql/postgres.ts";
import { serverDirectory } from "../sql/process.ts";

const run = promisify(execFile);

const account = "123456789012";
const region = "us-east-1";
const names = namesOf({ partition: "aws", account, region, stage: "test" });
const key = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;

/** The value of a secret. */
export interface Credentials {
	readonly username: string;
	readonly password: string;
}

/** The bundled rotation function with its own role under its own policy, an emulated AWS that knows a real PostgreSQL server as an instance of RDS, and what Secrets Manager does. */
export async function startRotation(major: PostgresMajor) {
	const stops: (() => Promise<unknown>)[] = [];
	const stop = async () => {
		for (const each of stops.splice(0).reverse()) await each();
	};
	try {
		const logs = await serverDirectory();
		stops.push(() => rm(logs, { recursive: true, force: true }));
		const server = await startPostgres(major, {
			hba: "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256",
			settings: { logging_collector: "on", log_directory: logs, log_filename: "log", log_statement: "all", log_connections: "on" },
		});
		stops.push(() => server.stop());
		const emulator = await startEmulator();
		stops.push(() => emulator.stop());
		const credentials = { accessKeyId: emulator.env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: emulator.env.AWS_SECRET_ACCESS_KEY ?? "" };
		const at = { endpoint: emulator.url, region, credentials };
		const secrets = new SecretsManagerClient(at);
		const rds = new RDSClient(at);
		const s3 = new S3Client({ ...at, forcePathStyle: true });
		const Bucket = names.buckets.evidence;
		await s3.send(new CreateBucketCommand({ Bucket }));
		await rds.send(
			new CreateDBInstanceCommand({
				DBInstanceIdentifier: "orders",
				DBInstanceClass: "db.t4g.micro",
				Engine: "postgres",
				AllocatedStorage: 20,
				MasterUsername: "postgres",
				MasterUserPassword: server.superuser.password,
			}),
		);
		await emulator.plant({ dbInstances: { orders: { Endpoint: { Address: "localhost", Port: server.port } } } });

		const folder = await mkdtemp(join(tmpdir(), "parapet-rotation-"));
		stops.push(() => rm(folder, { recursive: true, force: true }));
		const facts = functionTable["rotate-secret"];
		const { stdout: built } = await run(process.execPath, ["--no-warnings", join(import.meta.dirname, "bundle-function.ts"), folder]);
		const name = names.function("rotate-secret");
		const arn = names.arn("lambda", `function:${name}`);
		const subjects: Subjects = {
			names,
			key,
			features: new Set(),
			memberRoles: [],
			repairRoles: [],
			alertSecrets: [],
			slackSecrets: [],
			databaseSecrets: [],
			clusters: [],
			databaseUsers: [],
			alertTopics: [],
			rotation: { tag: { key: "parapet:rotate", value: "true" }, superusers: [] },
		};
		const policy = policyOf([
			...statementsOf(facts.grants, subjects),
			...secretKeyStatement(facts.grants, subjects),
			...surroundingStatements({ names, key, functionName: name, tracing: false, inVpc: false }),
		]);
		const trust = {
			Version: "2012-10-17",
			Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
		};
		const role = await emulator.role(names.role("rotate-secret"), { ...policy }, trust);
		await emulator.application({ enforce: true });
		const host = await startHost({ emulator, region });
		stops.push(() => host.stop());
		host.add({
			name,
			arn,
			role: role.arn,
			file: join(built, "bundle.mjs"),
			handler: "handler",
			timeoutMs: facts.timeout * 1000,
			memoryMb: facts.memory,
			variables: {
				PARAPET_STAGE: "test",
				PARAPET_EVIDENCE: names.buckets.evidence,
				PARAPET_STATE: "state",
				PARAPET_KEY: key,
				PARAPET_CONFIG: "config",
				PARAPET_ROTATION: JSON.stringify({ tag: { key: "parapet:rotate", value: "true" } }),
				// The server's certificate is not Amazon's.
				NODE_EXTRA_CA_CERTS: server.authority,
			},
		});

		const passwords = new Set<string>([server.superuser.password]);
		const authority = await readFile(server.authority, "utf8");

		/** May somebody log in? By the driver itself. */
		const opens = async ({ username, password }: Credentials): Promise<boolean> => {
			const client = new pg.Client({
				host: "localhost",
				port: server.port,
				user: username,
				password,
				database: "postgres",
				ssl: { ca: authority, servername: "localhost" },
			});
			try {
				await client.connect();
				return true;
			} catch {
				return false;
			} finally {
				await client.end().catch(() => undefined);
			}
		};

		/** A secret with its tags, of which the function is set to rotate those with `rotated`. */
		const secret = async (
			label: string,
			value: object,
			{ tags, rotated = true }: { tags?: Readonly<Record<string, string>>; rotated?: boolean } = {},
		) => {
			const { ARN: secretArn = "" } = await secrets.send(
				new CreateSecretCommand({
					Name: label,
					SecretString: JSON.stringify(value),
					Tags: Object.entries({ "parapet:rotate": "true", ...tags }).map(([Key, Value]) => ({ Key, Value })),
				}),
			);
			if ("password" in value) passwords.add(String(value.password));
			if (rotated)
				await emulator.plant({ secrets: { [label]: { rotation_requested: true, rotation_enabled: true, rotation_lambda_arn: arn } } });
			return rotationOf(label, secretArn);
		};

		function rotationOf(label: string, secretArn: string) {
			const describe = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
				const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId: secretArn }));
				return new Map(Object.entries(VersionIdsToStages).filter(([, labels]) => labels.length > 0));
			};
			/** Values of labelled versions. */
			const values = async (): Promise<Map<string, Credentials>> => {
				const found = new Map<string, Credentials>();
				for (const version of (await describe()).keys()) {
					const answer = await secrets.send(new GetSecretValueCommand({ SecretId: secretArn, VersionId: version })).catch(() => undefined);
					if (!answer?.SecretString) continue;
					const value = JSON.parse(answer.SecretString) as Credentials;
					found.set(version, value);
					passwords.add(value.password);
				}
				return found;
			};
			const holder = async (of: string) => [...(await describe())].find(([, labels]) => labels.includes(of))?.[0];
			const step = async (which: StepName, token: string, more: object = {}): Promise<StepResult | FunctionError> => {
				const event = { Step: which, SecretId: secretArn, ClientRequestToken: token, RotationToken: "rotation-token", ...more };
				const outcome = await host.invoke(name, event);
				await values();
				if ("throttled" in outcome) throw new Error("the function is throttled");
				return "error" in outcome ? outcome.error : (JSON.parse(outcome.payload) as StepResult);
			};
			/** RotateSecret: AWSPENDING on a version that has no value yet. */
			const begin = async (): Promise<string> => {
				const token = randomUUID();
				await emulator.plant({ secretVersions: { [label]: { [token]: ["AWSPENDING"] } } });
				return token;
			};
			/** The four steps, as Secrets Manager asks for them: the first that fails ends it. */
			const finish = async (token: string): Promise<readonly (StepResult | FunctionError)[]> => {
				const results: (StepResult | FunctionError)[] = [];
				for (const which of stepNames) {
					results.push(await step(which, token));
					if ("errorType" in (results.at(-1) as object)) break;
				}
				return results;
			};
			return {
				arn: secretArn,
				describe,
				values,
				holder,
				step,
				begin,
				finish,
				current: async (): Promise<Credentials> => {
					const version = await holder("AWSCURRENT");
					return (await values()).get(version ?? "") as Credentials;
				},
				/** RotateSecret with RotateImmediately=false: testSecret alone, on a version that is pending for as long. */
				async test(): Promise<StepResult | FunctionError> {
					const token = await begin();
					const result = await step("testSecret", token);
					await secrets.send(
						new UpdateSecretVersionStageCommand({ SecretId: secretArn, VersionStage: "AWSPENDING", RemoveFromVersionId: token }),
					);
					return result;
				},
				/** R1: users of whom no labelled version opens the server. */
				async lockedOut(users: readonly string[]): Promise<string[]> {
					const known = [...(await values()).values()];
					const locked: string[] = [];
					for (const user of users) {
						let open = false;
						for (const each of known.filter(({ username }) => username === user)) open ||= await opens(each);
						if (!open) locked.push(user);
					}
					return locked;
				},
				versions: async () => (await secrets.send(new ListSecretVersionIdsCommand({ SecretId: secretArn }))).Versions ?? [],
			};
		}

		return {
			emulator,
			server,
			host,
			name,
			secrets,
			secret,
			opens,
			passwords,
			role: role.arn,
			value: (more: object) => ({ engine: "postgres", host: "localhost", port: server.port, dbname: "postgres", ...more }),
			/** Runs `parapet rotate` from here, as somebody who may do everything. */
			rotate: (...args: readonly string[]) =>
				new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
					const child = spawn(
						process.execPath,
						["--no-warnings", join(import.meta.dirname, "../../../shared/cli/main.ts"), "rotate", ...args],
						{
							cwd: folder,
							env: { PATH: process.env.PATH, HOME: folder, ...emulator.env, NODE_EXTRA_CA_CERTS: server.authority },
							stdio: ["ignore", "pipe", "pipe"],
						},
					);
					let stdout = "";
					let stderr = "";
					child.stdout.setEncoding("utf8").on("data", (text: string) => {
						stdout += text;
					});
					child.stderr.setEncoding("utf8").on("data", (text: string) => {
						stderr += text;
					});
					child.on("error", reject);
					child.on("close", (code) => resolve({ code, stdout, stderr }));
				}),
			/** The records of a rotation in the evidence, by what follows its version. */
			records: async (token: string): Promise<Map<string, string>> => {
				const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "rotations/v1/" }));
				const found = new Map<string, string>();
				for (const { Key = "" } of Contents.filter(({ Key: each }) => each?.includes(`/${token}/`))) {
					const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
					found.set(Key.split(`/${token}/`)[1] ?? "", (await Body?.transformToString()) ?? "");
				}
				return found;
			},
			/** What the function wrote, and what the server did. */
			logs: async () => ({ function: host.logs(name).join("\n"), server: await readFile(join(logs, "log"), "utf8") }),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
export type RotationWorld = Awaited<ReturnType<typeof startRotation>>;
