import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { documentOf, type PolicyDocument } from "../shared/core/document.ts";
import { seen } from "../shared/core/observed.ts";
import type { DatabaseConnection } from "../shared/core/resources/index.ts";
import { type PolicyBundle, readBundle } from "../shared/policies/bundle.ts";
import { evaluatePolicies } from "../shared/policies/evaluate.ts";
import { shippedBundle } from "../shared/policies/shipped.ts";
import { compliant } from "../test/support/compliant/index.ts";
import { opa } from "../test/support/opa/opa.ts";
import { command, measure, median, repository } from "./measure.ts";
import { count, ratio, type Section, seconds } from "./section.ts";

const documents = 20_000;
/** Of opa, which is slower: enough for seconds of work. */
const documentsOfOpa = 5_000;
const runs = 5;
const time = "2026-06-15T12:00:00.000Z";

/** Connections as a scan of many services finds them: most in order, every tenth without TLS, every seventh too old. */
function connections(number: number): DatabaseConnection[] {
	const base = compliant("database.Connection");
	return Array.from({ length: number }, (_, index) => {
		const service = `service-${index % 400}`;
		const client = { ...base.client, namespace: `team-${index % 40}`, workload: `Deployment/${service}`, serviceAccount: service };
		return {
			...base,
			arn: `${base.arn}-${index}`,
			name: `${service} to orders as ${service}`,
			service,
			user: service,
			client,
			...(index % 10 === 0 ? { tls: seen({ enabled: false }) } : {}),
			...(index % 7 === 0 ? { oldestSession: seen("2026-06-13T12:00:00.000Z") } : {}),
			authentication: seen({ method: ["iam", "scram-sha-256", "md5", "cert"][index % 4] ?? "iam", basis: "hba" as const }),
		};
	});
}

const oneThread = { ...process.env, GOMAXPROCS: "1" };

/** Milliseconds; `cpu` is of all threads of the process and of the processes that it has started. */
interface Times {
	readonly wall: number;
	readonly cpu: number;
}

/** Milliseconds of each run, the CPU's of all threads and processes too, and what was found. */
interface Evaluation {
	readonly wall: readonly number[];
	readonly cpu: readonly number[];
	readonly results: number;
	readonly policies: number;
	readonly bytes: number;
}

const shipped = async (): Promise<PolicyBundle> => readBundle(await shippedBundle(), "shipped");

/** From resources to parsed results, with a new process of policies in every run, as a scan does it. */
async function evaluation(): Promise<Evaluation> {
	const resources = connections(documents);
	const bundle = await shipped();
	const [wall, cpu]: [number[], number[]] = [[], []];
	let [results, policies] = [0, 0];
	for (let run = 0; run < runs; run++) {
		const [started, before] = [performance.now(), cpuWithChildren()];
		const outcomes = await evaluatePolicies(
			[bundle],
			resources.map((resource) => documentOf(resource, time)),
		);
		wall.push(performance.now() - started);
		cpu.push(cpuWithChildren() - before);
		const judged = outcomes.map(({ verdicts }) => verdicts.flatMap((verdict) => (verdict?.verdict === "judged" ? [verdict] : [])));
		policies = judged.filter((verdicts) => verdicts.length > 0).length;
		results = judged.flat().reduce((sum, { total }) => sum + total, 0);
	}
	const bytes = JSON.stringify(documentOf(resources[0] ?? compliant("database.Connection"), time)).length;
	return { wall, cpu, results, policies, bytes };
}

/** `opa eval` over a list of documents in one process. */
async function byEval(
	program: readonly string[],
	folder: string,
	over: readonly PolicyDocument[],
	rules: readonly string[],
): Promise<Times> {
	const list = join(folder, "documents.json");
	await writeFile(list, JSON.stringify(over));
	const query = `[counts | some document in input; counts := [${rules.map((rule) => `count(${rule})`).join(", ")}] with input as document]`;
	const args = ["eval", "--format", "raw", "-b", join(folder, "rego.tar.gz"), "-i", list, query];
	const { wallMs, cpuMs } = await measure([...program, ...args], oneThread);
	return { wall: wallMs, cpu: cpuMs };
}

/** A running opa that is asked for each document over HTTP, eight at a time over connections that stay open. */
async function byServer(program: readonly string[], folder: string, over: readonly PolicyDocument[]): Promise<Times> {
	const port = await freePort();
	const args = ["run", "--server", "--log-level", "error", "--addr", `127.0.0.1:${port}`, "-b", join(folder, "rego.tar.gz")];
	const [file = "", ...before] = program;
	const server = spawn(file, [...before, ...args], { stdio: "ignore", env: oneThread });
	const agent = new Agent({ keepAlive: true, maxSockets: 8 });
	try {
		const ask = (body: string) =>
			new Promise<void>((done, failed) => {
				const call = request({ port, host: "127.0.0.1", path: "/v1/data/parapet", method: "POST", agent }, (response) => {
					response.resume().once("end", done);
				});
				call.once("error", failed);
				call.end(body);
			});
		for (let attempt = 0; ; attempt++) {
			const up = await ask('{"input":{}}').then(
				() => true,
				() => false,
			);
			if (up) break;
			if (attempt > 100) throw new Error("opa run --server did not start");
			await new Promise((done) => setTimeout(done, 100));
		}
		const bodies = over.map((input) => JSON.stringify({ input }));
		const [started, spent] = [performance.now(), cpuOf(server.pid)];
		let next = 0;
		const client = async () => {
			for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await ask(body);
		};
		await Promise.all(Array.from({ length: 8 }, client));
		return { wall: performance.now() - started, cpu: cpuOf(server.pid) - spent };
	} finally {
		agent.destroy();
		server.kill();
	}
}

/** Milliseconds that a process has computed. */
const cpuOf = (pid: number | undefined): number => ticksOf(pid).slice(0, 2).reduce(sum, 0) * 10;
/** Milliseconds that this process has computed, with those of its children that have ended. */
const cpuWithChildren = (): number => ticksOf("self").reduce(sum, 0) * 10;
const sum = (a: number, b: number): number => a + b;

/** User and system time of a process and of its children that have ended, in Linux's clock ticks of 10 ms; NaN elsewhere. */
function ticksOf(pid: number | "self" | undefined): number[] {
	try {
		return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ").slice(11, 15).map(Number) ?? [Number.NaN];
	} catch {
		return [Number.NaN];
	}
}

const freePort = (): Promise<number> =>
	new Promise((done) => {
		const server = createServer().listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => done(typeof address === "object" && address ? address.port : 0));
		});
	});

/** Policies over connections: the shipped bundle by our engine, and the same Rego by opa itself, each on one core. */
export async function policies(): Promise<Section> {
	const bound = existsSync("/usr/bin/taskset");
	const core = bound ? ["taskset", "-c", "0"] : [];
	const [file = "", ...args] = [...core, process.execPath, join(import.meta.dirname, "policies.ts")];
	const ours = JSON.parse(await command(file, args)) as Evaluation;
	const rateOf = (number: number, cpu: number) => number / (cpu / 1_000);
	const rate = rateOf(documents, median(ours.cpu));
	const slowest = rateOf(documents, Math.max(...ours.cpu));
	const rows = [
		row(
			"Parapet: from resources to results, process and compilation included",
			documents,
			{ wall: median(ours.wall), cpu: median(ours.cpu) },
			"",
		),
	];
	const notes = [
		`${ours.policies} of the shipped policies look at connections; a document is ${count(ours.bytes)} bytes of JSON; ${count(ours.results)} results in ${count(documents)} documents; median of ${runs} runs.`,
		`Each program has one core${bound ? " (taskset)" : ""} and shares it with whatever else runs, so that the rate is by CPU time. opa's interpreter runs the same Rego: builds of opa without cgo have no WebAssembly. The server's client is another process.`,
	];
	if (opa) {
		const folder = await mkdtemp(join(tmpdir(), "parapet-bench-"));
		try {
			const rego = join(repository, "shared", "policies", "rego");
			await command(opa, ["build", "-b", rego, "--ignore", "*_test.rego", "-o", join(folder, "rego.tar.gz")]);
			const over = connections(documentsOfOpa).map((resource) => documentOf(resource, time));
			const looking = (await shipped()).policies
				.filter(({ kinds }) => kinds?.includes("database.Connection"))
				.flatMap(({ entrypoints }) => entrypoints.map(({ name }) => `data.${name.replaceAll("/", ".")}`));
			const program = [...core, opa];
			for (const [label, times] of [
				["`opa eval` over a list of documents", await byEval(program, folder, over, looking)],
				["`opa run --server`, a request a document", await byServer(program, folder, over)],
			] as const)
				rows.push(row(label, documentsOfOpa, times, ratio(rate, rateOf(documentsOfOpa, times.cpu))));
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	} else notes.push("opa is not built here (npm run test:tools), so that it was not measured.");
	return {
		name: "policies",
		title: `Policies in Rego: the shipped bundle over database connections${bound ? ", on one core" : ""}`,
		columns: ["Program", "Documents", "Wall", "CPU", "Documents a CPU second", "Parapet is faster by"],
		rows,
		targets: [
			{
				text: "at least 5,000 documents a second per core with the shipped bundle",
				met: slowest >= 5_000,
				figure: `${count(rate)} in the median run, ${count(slowest)} in the slowest`,
			},
		],
		notes,
	};
}

const row = (label: string, number: number, { wall, cpu }: Times, faster: string): string[] => [
	label,
	count(number),
	seconds(wall),
	seconds(cpu),
	count(number / (cpu / 1_000)),
	faster,
];

if (import.meta.main) console.log(JSON.stringify(await evaluation()));
