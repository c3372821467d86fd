import { functionTable } from "../../stacks/function-table.ts";
import type { Measured, MeasuredScope } from "./measured.ts";
import type { Job } from "./simulate.ts";

/** The organization of the simulation. */
export const organization = {
	accounts: 2000,
	regions: 17,
	/** Regions of an account that have databases. */
	usedRegions: 2,
	/** Accounts one of whose used regions is the large one. */
	largeAccounts: 20,
} as const;

/** Assumptions that are no measurements: milliseconds. */
export const assumptions = {
	/** A call to AWS from Lambda, to another region on average. */
	callMs: 150,
	/** DNS, TCP and TLS of the endpoints of a region that was not called before, once a scope. */
	connectMs: 400,
	/** An operation on a bucket in the region of the function. */
	objectMs: 30,
	/** Between two states of Step Functions. */
	stepMs: 50,
	coldStartMs: { scan: 1000, publish: 1000 },
	/** How much slower a virtual CPU of Lambda (arm64) is than what was measured on. */
	cpuFactor: 1.5,
	/** Calls of a scan in flight. */
	callsAtATime: 32,
} as const;

export type ScopeKind = keyof Measured;

/** How many scopes of each kind there are. */
export function scopesOf({ accounts, regions, usedRegions, largeAccounts }: typeof organization): Readonly<Record<ScopeKind, number>> {
	return {
		empty: accounts * (regions - usedRegions),
		small: accounts * usedRegions - largeAccounts,
		large: largeAccounts,
		global: accounts,
	};
}

/** Milliseconds that the two functions take for a scope. */
export function durationsOf(scope: MeasuredScope, rdsPerSecond: number): { readonly scan: number; readonly publish: number } {
	const calls = Object.values(scope.calls).reduce((sum, count) => sum + count, 0);
	const { callMs, connectMs, objectMs, cpuFactor, callsAtATime } = assumptions;
	const share = functionTable["scan-scope"].memory / 1769;
	// Few calls wait for one another; many wait for a place among those in flight, or for the rate of RDS.
	const waiting = Math.max(scope.waves * callMs, (calls / callsAtATime) * callMs, ((scope.calls.rds ?? 0) / rdsPerSecond) * 1000 - 5000);
	const cpu = (ms: number) => (ms * cpuFactor) / Math.min(1, share);
	return {
		scan: connectMs + waiting + cpu(scope.scanCpuMs) + 3 * objectMs,
		publish: cpu(scope.publishCpuMs) + scope.objects.get * objectMs + scope.objects.put * objectMs,
	};
}

/** The items of a run as plan-scan puts them: account by account, its regions and then what it has once. */
export function jobsOf(measured: Measured, rdsPerSecond: number): Job[] {
	const { accounts, regions, usedRegions, largeAccounts } = organization;
	const job = (kind: ScopeKind): Job => {
		const { scan, publish } = durationsOf(measured[kind], rdsPerSecond);
		// scan-scope asks who it is, and assumes the role of the account.
		return { kind, scanMs: scan, publishMs: publish, stsCalls: 2 };
	};
	const sorts = { empty: job("empty"), small: job("small"), large: job("large"), global: job("global") };
	const jobs: Job[] = [];
	for (let account = 0; account < accounts; account++) {
		for (let region = 0; region < regions; region++) {
			const large = region === 0 && account % (accounts / largeAccounts) === 0;
			jobs.push(large ? sorts.large : region < usedRegions ? sorts.small : sorts.empty);
		}
		jobs.push(sorts.global);
	}
	return jobs;
}
