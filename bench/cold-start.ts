import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { changeMakers } from "../shared/aws/change-makers.ts";
import type { ClientMakers } from "../shared/aws/clients.ts";
import { collectMakers } from "../shared/aws/collect-makers.ts";
import { insideMakers } from "../shared/aws/inside-makers.ts";
import { leanMakers } from "../shared/aws/lean-makers.ts";
import { planMakers } from "../shared/aws/plan-makers.ts";
import { rotateMakers } from "../shared/aws/rotate-makers.ts";
import { syncMakers } from "../shared/aws/sync-makers.ts";
import { neverLoaded } from "../stacks/function-table.ts";
import { type FunctionName, functionNames } from "../stacks/names.ts";
import { bundle } from "../test/support/sst/bundle.ts";
import type { FunctionBundle } from "../test/support/sst/graph.ts";
import { bytesOf, loadable } from "../test/support/sst/loading.ts";
import { command, median, repository } from "./measure.ts";
import { type Section, seconds } from "./section.ts";

const target = 1.5;
const defaultRuns = 20;

/** The makers of the clients that each function may call with. */
const makersOf: Readonly<Record<FunctionName, ClientMakers>> = {
	"plan-scan": planMakers,
	"scan-scope": collectMakers,
	"scan-inside": insideMakers,
	"publish-snapshot": leanMakers,
	"finish-run": leanMakers,
	notify: leanMakers,
	"assess-change": changeMakers,
	"sync-findings": syncMakers,
	"slack-actions": leanMakers,
	"check-health": leanMakers,
	"rotate-secret": rotateMakers,
	remediate: changeMakers,
};

interface Times {
	readonly ready: number;
	readonly withClients: number;
}

interface Pair {
	readonly name: FunctionName;
	readonly built: FunctionBundle;
	readonly clients: number;
	readonly ours: readonly Times[];
	readonly baseline: readonly Times[];
}

/** From the first import to the handler, of each function and of a handler that only creates the same clients, in processes of their own by turns. */
export async function coldStart(runs: number): Promise<Section> {
	const folder = await mkdtemp(join(tmpdir(), "parapet-cold-start-"));
	try {
		const pairs: Pair[] = [];
		for (const name of functionNames) pairs.push(await measurePair(name, folder, Math.max(runs, defaultRuns)));
		const ratios = pairs.map(({ name, ours, baseline }) => ({ name, value: middle(ours, "ready") / middle(baseline, "ready") }));
		const worst = ratios.reduce((a, b) => (b.value > a.value ? b : a));
		return {
			name: "cold-start",
			title: "Cold start: from the first import to the handler",
			columns: [
				"Function",
				"Bundle",
				"Loaded at start",
				"Handler ready (min / median)",
				"Clients alone (min / median)",
				"Ratio of medians",
				"Ratio of minima",
				"With its later clients (median)",
				"Ratio",
			],
			rows: pairs.map(rowOf),
			targets: [
				{
					text: `the handler of every function ready in at most ${target} times what one takes that only creates the same clients (medians)`,
					met: worst.value <= target,
					figure: `${worst.value.toFixed(2)} at worst (${worst.name})`,
				},
			],
			notes: [
				`${pairs[0]?.ours.length ?? 0} processes each, function and comparison by turns. The comparison is built with the same options; it imports the client of each service that the function's makers name, creates all of them and exports a handler. "With its later clients" adds to the function what it loads of them only when they are first called, which the comparison has already done when it is ready.`,
			],
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function rowOf({ name, built, clients, ours, baseline }: Pair): string[] {
	const both = (times: readonly Times[]) => `${seconds(Math.min(...times.map(({ ready }) => ready)))} / ${seconds(middle(times, "ready"))}`;
	const least = (times: readonly Times[]) => Math.min(...times.map(({ ready }) => ready));
	return [
		`${name} (${clients} clients)`,
		kilobytes(built.bytes),
		kilobytes(bytesOf(loadable(built, "later"))),
		both(ours),
		both(baseline),
		(middle(ours, "ready") / middle(baseline, "ready")).toFixed(2),
		(least(ours) / least(baseline)).toFixed(2),
		seconds(middle(ours, "withClients")),
		(middle(ours, "withClients") / middle(baseline, "ready")).toFixed(2),
	];
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1_000)} kB`;
const middle = (times: readonly Times[], figure: keyof Times): number => median(times.map((each) => each[figure]));

async function measurePair(name: FunctionName, folder: string, runs: number): Promise<Pair> {
	const services = Object.keys(makersOf[name]);
	const source = join(folder, `${name}.ts`);
	await writeFile(source, await onlyClients(services));
	const built = await build(name, `functions/${name}.handler`, folder);
	const plain = await build(`${name}-clients`, relative(repository, source).replace(/\.ts$/, ".handler"), folder);
	const start = (bundled: FunctionBundle) => pathToFileURL(join(folder, bundled.folder, "bundle.mjs")).href;
	const later = built.files
		.filter(({ source: entry }) => services.some((service) => entry === `shared/aws/packages/${service}.ts`))
		.map((file) => pathToFileURL(join(folder, built.folder, file.name)).href);
	const ours: Times[] = [];
	const baseline: Times[] = [];
	// The first of each only warms the file system's cache.
	for (let run = -1; run < runs; run++) {
		const [a, b] = [await ready([start(built), ...later]), await ready([start(plain)])];
		if (run < 0) continue;
		ours.push(a);
		baseline.push(b);
	}
	return { name, built, clients: services.length, ours, baseline };
}

/** A handler that creates the clients of these services and does nothing else. */
async function onlyClients(services: readonly string[]): Promise<string> {
	const lines: string[] = [];
	const made: string[] = [];
	for (const service of services) {
		const path = join(repository, "shared/aws/packages", `${service}.ts`);
		const client = Object.keys((await import(pathToFileURL(path).href)) as object).find((name) => name.endsWith("Client"));
		if (!client) throw new Error(`${path} exports no client.`);
		lines.push(`import { ${client} } from ${JSON.stringify(path)};`);
		made.push(`new ${client}({ region: "eu-central-1" })`);
	}
	return `${lines.join("\n")}\nconst clients = [${made.join(", ")}];\nexport const handler = async () => clients.length;\n`;
}

async function build(functionID: string, handler: string, folder: string): Promise<FunctionBundle> {
	const properties = { minify: true, splitting: true, esbuild: { external: [...neverLoaded], keepNames: false } };
	const { answer, bundle: built } = await bundle({ functionID, handler, runtime: "nodejs24.x", properties }, folder);
	if (!built) throw new Error(`${handler}: ${answer.errors.join("; ")}`);
	return built;
}

/** What a container has in its environment when it starts; nothing of this machine's. */
const container = { AWS_REGION: "eu-central-1", AWS_LAMBDA_FUNCTION_NAME: "parapet-bench", PATH: process.env.PATH };

async function ready(modules: readonly string[]): Promise<Times> {
	return JSON.parse(await command(process.execPath, [join(import.meta.dirname, "cold-start/ready.mjs"), ...modules], container)) as Times;
}
