import { connect } from "../../shared/aws/connection.ts";
import { defaultCredentials } from "../../shared/aws/credentials.ts";
import type { AppConfig } from "../../shared/runtime/app/app-config.ts";
import type { AppContext } from "../../shared/runtime/app/context.ts";
import type { ScanRequest } from "../../shared/runtime/app/messages.ts";
import { publishSnapshot } from "../../shared/runtime/app/publish-snapshot.ts";
import { awsReader } from "../../shared/runtime/app/read-aws.ts";
import { resolveConfig } from "../../shared/runtime/app/resolved-config.ts";
import { type ScanPorts, scanScope } from "../../shared/runtime/app/scan-scope.ts";
import { parseConfig } from "../../shared/runtime/config.ts";
import type { ObjectStore } from "../../shared/sinks/s3/store.ts";
import { type Emulator, startEmulator } from "../../test/support/aws/emulator.ts";
import { memoryStore } from "../../test/support/object-store.ts";
import { awsEnvironment, median } from "../measure.ts";
import { estate } from "../replay/recording.ts";

/** What one scope costs, by the code of the functions themselves: scan-scope and publish-snapshot, over an emulator and buckets in memory. */
export interface MeasuredScope {
	readonly resources: number;
	readonly failing: number;
	/** Calls to AWS, by service. */
	readonly calls: Readonly<Record<string, number>>;
	/** Milliseconds of CPU of each function, warm. */
	readonly scanCpuMs: number;
	readonly publishCpuMs: number;
	/** Waves of calls that wait for one another: what latency is multiplied with when calls are not many. */
	readonly waves: number;
	/** Operations on the two buckets, of a scope that was published before. */
	readonly objects: { readonly get: number; readonly put: number; readonly list: number };
	/** What stays in the evidence bucket. */
	readonly evidenceBytes: number;
	readonly stateBytes: number;
}

export interface Measured {
	readonly empty: MeasuredScope;
	readonly global: MeasuredScope;
	readonly small: MeasuredScope;
	readonly large: MeasuredScope;
}

const account = "123456789012";
const places = { empty: "eu-north-1", global: "global", small: "us-east-1", large: "us-west-2" } as const;
const runs = 5;
/** Milliseconds a call; large beside what the emulator itself needs. */
const latency = 400;

/** Measures the four sizes of scope. */
export async function measureScopes(): Promise<Measured> {
	const emulator = await startEmulator();
	const before = { ...process.env };
	try {
		Object.assign(process.env, awsEnvironment(emulator.url, places.small));
		await emulator.seedSmall({ region: places.small });
		await emulator.seedLarge({ ...estate, region: places.large });
		const { document } = await resolveConfig(
			await parseConfig({ regions: [places.empty, places.small, places.large], utilization: false }, "bench"),
		);
		const scopes: [string, MeasuredScope][] = [];
		for (const [name, region] of Object.entries(places)) scopes.push([name, await measureScope(region, document, emulator)]);
		return Object.fromEntries(scopes) as unknown as Measured;
	} finally {
		for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
		Object.assign(process.env, before);
		await emulator.stop();
	}
}

interface Counted extends ObjectStore {
	readonly counts: { get: number; put: number; list: number };
	readonly bytes: () => number;
}

function counted(bucket: string): Counted {
	const store = memoryStore(bucket);
	const counts = { get: 0, put: 0, list: 0 };
	return {
		...store,
		counts,
		bytes: () => [...store.objects.values()].reduce((sum, { body }) => sum + body.length, 0),
		get: (key) => {
			counts.get++;
			return store.get(key);
		},
		put: (...write) => {
			counts.put++;
			return store.put(...write);
		},
		list: (prefix) => {
			counts.list++;
			return store.list(prefix);
		},
	};
}

const quiet = () => {};
const context: Pick<AppContext, "log" | "metric" | "remaining" | "now"> = {
	log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
	metric: quiet,
	remaining: () => 900_000,
	now: Date.now,
};

async function measureScope(region: string, config: AppConfig, emulator: Emulator): Promise<MeasuredScope> {
	const evidence = counted("evidence");
	const state = counted("state");
	const connection = connect({ version: "bench", concurrency: config.access.concurrency });
	const ports: ScanPorts = {
		config,
		state,
		connection,
		credentials: defaultCredentials(),
		home: { partition: "aws", account: "-", region: places.small },
		calls: () => 0,
	};
	const scope = { partition: "aws", account, region };
	const request = (run: string): ScanRequest => ({
		run,
		startedAt: new Date().toISOString(),
		trigger: "schedule",
		item: { scope, regions: Object.values(places).filter((each) => each !== "global") },
		parts: [],
		handed: 0,
	});
	const cpu = { scan: [] as number[], publish: [] as number[] };
	const timed = async <T>(times: number[], task: () => Promise<T>): Promise<T> => {
		const start = process.cpuUsage();
		const result = await task();
		const { user, system } = process.cpuUsage(start);
		times.push((user + system) / 1000);
		return result;
	};
	let written = { evidence: 0, state: 0 };
	let objects = { get: 0, put: 0, list: 0 };
	let outcome: Awaited<ReturnType<typeof publishSnapshot>> | undefined;
	const once = async (run: string) => {
		const stored = { evidence: evidence.bytes(), state: state.bytes() };
		for (const { counts } of [evidence, state]) Object.assign(counts, { get: 0, put: 0, list: 0 });
		const progress = await timed(cpu.scan, () => scanScope(request(run), context, ports, awsReader(ports)));
		outcome = await timed(cpu.publish, () =>
			publishSnapshot(progress, context, { config, state, evidence, beforePointer: async () => {} }),
		);
		written = { evidence: evidence.bytes() - stored.evidence, state: state.bytes() - stored.state };
		objects = {
			get: evidence.counts.get + state.counts.get,
			put: evidence.counts.put + state.counts.put,
			list: evidence.counts.list + state.counts.list,
		};
	};
	// The first time there is nothing before, and code is cold.
	await once("run-0");
	cpu.scan.length = 0;
	cpu.publish.length = 0;
	const repeat = region === places.large ? 2 : runs;
	for (let run = 1; run <= repeat; run++) {
		await emulator.forgetCalls();
		await once(`run-${run}`);
	}
	const { calls } = await emulator.calls();
	const plain = await wall(() => scanScope(request("plain"), context, ports, awsReader(ports)));
	let waves = 0;
	if (region !== places.large) {
		await emulator.faults([{ service: "*", kind: "latency", ms: latency }]);
		const slow = await wall(() => scanScope(request("slow"), context, ports, awsReader(ports)));
		await emulator.faults([]);
		waves = Math.max(1, Math.round((slow - plain) / latency));
	}
	connection.close();
	const byService: Record<string, number> = {};
	for (const { service } of calls) byService[service] = (byService[service] ?? 0) + 1;
	return {
		resources: outcome?.resources ?? 0,
		failing: Object.values(outcome?.failing ?? {}).reduce((sum, count) => sum + count, 0),
		calls: byService,
		scanCpuMs: median(cpu.scan),
		publishCpuMs: median(cpu.publish),
		waves,
		objects,
		evidenceBytes: written.evidence,
		stateBytes: written.state,
	};
}

async function wall(task: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await task();
	return performance.now() - start;
}
