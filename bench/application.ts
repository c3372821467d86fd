import { metrics } from "../shared/runtime/app/metrics.ts";
import { alarmsOf } from "../stacks/alarms.ts";
import { functionTable, reservedConcurrency } from "../stacks/function-table.ts";
import { functionNames, namesOf, queueNames } from "../stacks/names.ts";
import { feeds } from "../stacks/queue-facts.ts";
import { type Cost, costsOfMonth, costsOfRun, prices, usage } from "./application/costs.ts";
import { assumptions, durationsOf, jobsOf, organization, type ScopeKind, scopesOf } from "./application/estate.ts";
import { bounds, rates } from "./application/limits.ts";
import { type Measured, measureScopes } from "./application/measured.ts";
import { type Gate, type Simulation, simulate } from "./application/simulate.ts";
import { count, type Section, seconds } from "./section.ts";

/** `deploy.concurrency`: the default, and up to what fits into an account that nobody raised a quota of. */
const concurrencies = [40, 100, 200, 400] as const;
/** The default schedule. */
const periodMs = 12 * 3_600_000;
/** Scan, Read and Publish, and the start of the child execution. */
const statesOfItem = 4;

/** Scopes that sync-findings works on at a time. */
const syncAtATime = 4;

const gateNames: Readonly<Record<Gate, string>> = {
	dispatch: "start of child executions",
	transitions: "state transitions",
	scalingScan: "new environments of scan-scope",
	scalingPublish: "new environments of publish-snapshot",
	sts: "STS",
};

/** 2,000 accounts by 17 regions in one run: measured costs of scopes, put through the limits of AWS by simulation. */
export async function application(): Promise<Section> {
	const measured = await measureScopes();
	const scopes = scopesOf(organization);
	const jobs = jobsOf(measured, rates.rds.perSecond);
	const results = concurrencies.map((concurrency) => ({ concurrency, simulation: run(jobs, concurrency) }));
	const [usual] = results;
	if (!usual) throw new Error("No simulation.");
	const items = jobs.length;
	return {
		name: "application",
		title: `A run over ${count(organization.accounts)} accounts and ${organization.regions} regions: ${count(items)} scopes, simulated`,
		columns: [
			"`deploy.concurrency`",
			"Lambda executions set aside",
			"Whole run",
			"Most executions at a time",
			"Longest wait is for",
			"Starts a second",
			"STS calls a second",
		],
		rows: results.map(({ concurrency, simulation }) => [
			count(concurrency),
			count(reservedConcurrency({ concurrency, slackActions: true, sync: true, inside: 0 })),
			minutes(simulation.wallMs),
			count(simulation.peak.executions),
			bindingOf(simulation),
			count(simulation.most.dispatch),
			count(simulation.most.sts),
		]),
		notes: [
			"Measured for each sort of scope (the functions' own code over an emulator, warm, with an earlier snapshot to compare with), and what follows for Lambda:",
			scopeTable(measured, scopes),
			`Load at \`concurrency\` ${usual.concurrency} and at ${concurrencies.at(-1)}, against what AWS allows by default:`,
			loadTable(measured, scopes, usual.simulation, results.at(-1)?.simulation ?? usual.simulation),
			afterTable(measured, scopes),
			`What it costs (prices of us-east-1, no free tier, no discount), twice a day at \`concurrency\` ${usual.concurrency}:`,
			costTable(usual.simulation, measured, scopes),
			assumptionText(),
		],
		targets: [
			{
				text: `a run ends before the next one begins (${periodMs / 3_600_000} hours) with the default of ${usual.concurrency} scopes at a time`,
				met: usual.simulation.wallMs < periodMs,
				figure: minutes(usual.simulation.wallMs),
			},
			{
				text: "all functions together leave 100 of an account's 1,000 executions at every value above",
				met: results.every(
					({ concurrency }) =>
						reservedConcurrency({ concurrency, slackActions: true, sync: true, inside: 0 }) <= bounds.concurrency.value - 100,
				),
				figure: count(reservedConcurrency({ concurrency: concurrencies.at(-1) ?? 0, slackActions: true, sync: true, inside: 0 })),
			},
			{
				text: "nothing waits for STS, for state transitions or for new environments: only for what `deploy.concurrency` and the start of child executions let through",
				met: results.every(
					({ simulation: { waited } }) => waited.sts + waited.transitions + waited.scalingScan + waited.scalingPublish === 0,
				),
				figure: `${count(Math.max(...results.map(({ simulation }) => simulation.most.sts)))} calls a second to STS at most, of ${count(rates.sts.perSecond)}`,
			},
		],
	};
}

function run(jobs: Parameters<typeof simulate>[0], concurrency: number): Simulation {
	return simulate(jobs, {
		concurrency,
		rates: {
			dispatch: rates.dispatch,
			transitions: rates.transitions,
			scalingScan: rates.scaling,
			scalingPublish: rates.scaling,
			sts: rates.sts,
		},
		coldStartMs: assumptions.coldStartMs,
		stepMs: assumptions.stepMs,
		statesOfItem,
	});
}

/** The limit at which items waited longest; the map's own bound when that is none worth the name. */
function bindingOf({ waited, wallMs }: Simulation): string {
	const [worst] = (Object.entries(waited) as [Gate, number][]).sort(([, a], [, b]) => b - a);
	return worst && worst[1] > wallMs / 10 ? gateNames[worst[0]] : "`deploy.concurrency`";
}

const minutes = (ms: number): string => (ms < 120_000 ? seconds(ms) : `${(ms / 60_000).toFixed(0)} min`);
const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
	[columns, columns.map((_, index) => (index === 0 ? "---" : "---:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const names: Readonly<Record<ScopeKind, string>> = {
	empty: "region without databases",
	small: "region with a few",
	large: "region with 1,000 instances",
	global: "what an account has once",
};
const kinds = Object.keys(names) as ScopeKind[];
const callsOf = (measured: Measured, kind: ScopeKind): number => Object.values(measured[kind].calls).reduce((sum, calls) => sum + calls, 0);

const scopeTable = (measured: Measured, scopes: Readonly<Record<ScopeKind, number>>): string =>
	table(
		[
			"Scope",
			"Scopes",
			"Resources",
			"AWS calls",
			"Waves",
			"CPU, scan",
			"CPU, publish",
			"S3 get / put / list",
			"Evidence",
			"scan-scope",
			"publish-snapshot",
		],
		kinds.map((kind) => {
			const { resources, waves, scanCpuMs, publishCpuMs, objects, evidenceBytes } = measured[kind];
			const durations = durationsOf(measured[kind], rates.rds.perSecond);
			return [
				names[kind],
				count(scopes[kind]),
				count(resources),
				count(callsOf(measured, kind)),
				waves === 0 ? "" : count(waves),
				seconds(scanCpuMs),
				seconds(publishCpuMs),
				`${objects.get} / ${objects.put} / ${objects.list}`,
				`${count(evidenceBytes / 1000)} kB`,
				seconds(durations.scan),
				seconds(durations.publish),
			];
		}),
	);

function loadTable(measured: Measured, scopes: Readonly<Record<ScopeKind, number>>, usual: Simulation, most: Simulation): string {
	const sum = (pick: (kind: ScopeKind) => number) => kinds.reduce((total, kind) => total + scopes[kind] * pick(kind), 0);
	const items = sum(() => 1);
	const puts = sum((kind) => measured[kind].objects.put + measured[kind].objects.list) / items;
	const gets = sum((kind) => measured[kind].objects.get) / items;
	const perSecond = ({ ended }: Simulation): number => Math.max(0, ...ended.values());
	const row = (
		name: string,
		pick: (simulation: Simulation) => number,
		limit: { readonly perSecond: number } | { readonly value: number },
	) => {
		const allowed = "perSecond" in limit ? limit.perSecond : limit.value;
		return [name, count(pick(usual)), count(pick(most)), count(allowed), `${Math.round((pick(most) / allowed) * 100)} %`];
	};
	return table(
		["At most", `At ${concurrencies[0]}`, `At ${concurrencies.at(-1)}`, "Allowed", "Used"],
		[
			row("Lambda executions at a time", ({ peak }) => peak.executions, { value: bounds.concurrency.value - 100 }),
			row("child executions started a second", ({ most: { dispatch } }) => dispatch, rates.dispatch),
			row("state transitions a second", ({ most: { transitions } }) => transitions, rates.transitions),
			row("STS calls a second", ({ most: { sts } }) => sts, rates.sts),
			row("S3 PUT and LIST a second, all prefixes", (simulation) => perSecond(simulation) * puts, rates.put),
			row("S3 GET a second, all prefixes", (simulation) => perSecond(simulation) * gets, rates.get),
			row("KMS requests a second, were there no bucket keys", (simulation) => perSecond(simulation) * (puts + gets), rates.kms),
		],
	);
}

/** What goes on after the run: queues that are drained at their own pace. */
function afterTable(measured: Measured, scopes: Readonly<Record<ScopeKind, number>>): string {
	const items = kinds.reduce((sum, kind) => sum + scopes[kind], 0);
	const failing = kinds.reduce((sum, kind) => sum + scopes[kind] * measured[kind].failing, 0);
	// Pointer twice, snapshot, what was told (twice read, twice written), and an object for the data lake.
	const scopeMs = 8 * assumptions.objectMs;
	const reserved = functionTable["sync-findings"].reserved as number;
	const quietMs = ((items / feeds.sync.batch) * ((feeds.sync.batch / syncAtATime) * scopeMs)) / reserved;
	const firstCalls = kinds.reduce((sum, kind) => sum + scopes[kind] * Math.ceil(measured[kind].failing / 100), 0);
	const changed = items * usage.changing;
	return [
		`Afterwards, in queues: sync-findings (${reserved} at a time, ${feeds.sync.batch} messages each) looks at all ${count(items)} pointers in ${minutes(quietMs)}; the very first time it imports`,
		`${count(failing)} findings in ${count(firstCalls)} calls (${minutes((firstCalls * 400) / reserved / syncAtATime)} more; 10 calls a second are allowed to each account and region). Of ${count(changed)} scopes that change between two runs`,
		`(${usage.changing * 100} % assumed) Slack is told one message a second and channel: ${minutes(changed * 1000)} when each had a message of its own; a flood becomes one digest.`,
	].join(" ");
}

function costTable(simulation: Simulation, measured: Measured, scopes: Readonly<Record<ScopeKind, number>>): string {
	const perRun = costsOfRun(simulation, measured, scopes, statesOfItem);
	const alarms = alarmsOf(
		namesOf({ stage: "prod", account: "111122223333", region: "eu-west-1", partition: "aws" } as Parameters<typeof namesOf>[0]),
		{
			functions: functionNames,
			queues: queueNames,
			monthlyBudget: 100,
		},
	).length;
	const monthly = costsOfMonth(measured, scopes, Object.keys(metrics).length, alarms);
	const total = (costs: readonly Cost[]) => costs.reduce((sum, { usd }) => sum + usd, 0);
	const dollars = (usd: number) => `$${usd.toFixed(2)}`;
	return table(
		["Item", "A run", "Cost of a run", "Cost of a month"],
		[
			...perRun.map(({ what, amount, usd }) => [what, amount, dollars(usd), dollars(usd * usage.runsAMonth)]),
			...monthly.map(({ what, amount, usd }) => [what, amount, "", dollars(usd)]),
			["**Together**", "", `**${dollars(total(perRun))}**`, `**${dollars(total(perRun) * usage.runsAMonth + total(monthly))}**`],
		],
	);
}

function assumptionText(): string {
	const { callMs, connectMs, objectMs, stepMs, coldStartMs, cpuFactor, callsAtATime } = assumptions;
	const recalled = Object.entries(prices).flatMap(([name, { basis }]) => (basis === "memory" ? [name] : []));
	return [
		`Assumed, not measured: ${callMs} ms a call to AWS, ${connectMs} ms once a scope for new connections, ${objectMs} ms an operation on S3, ${stepMs} ms between two states, ${coldStartMs.scan} ms for a cold start, a virtual CPU of Lambda ${cpuFactor} times slower than this machine's,`,
		`${callsAtATime} calls in flight, ${rates.rds.perSecond} calls a second to RDS of one account and region; accounts with ${organization.usedRegions} used regions of ${organization.regions}, ${organization.largeAccounts} of them with a large one.`,
		"Whoever meets a limit waits in line for it; retries with back-off take longer. The plan (Organizations pages, regions of each account) takes a minute more.",
		`Security Hub, if it is told, charges ${(prices.hub.usd * 10_000).toFixed(2)} USD for 10,000 findings beyond the 10,000 that are free in each account and region every month; what is active is told once a week. The emulator's estates fail far more rules than real ones. Prices from memory: ${recalled.join(", ")}.`,
	].join(" ");
}
