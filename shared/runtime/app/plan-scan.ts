import type { AccountAccess, CallerFor, Target } from "../../aws/accounts.ts";
import type { CredentialProvider } from "../../aws/clients.ts";
import { mapBounded } from "../../aws/concurrency.ts";
import { enabledRegions } from "../../aws/enabled-regions.ts";
import { findAccounts } from "../../aws/find-accounts.ts";
import { partitionOf } from "../../aws/partitions.ts";
import { isGlobal } from "../../collectors/joined-kinds.ts";
import { ConfigError } from "../../core/errors.ts";
import { scopeName } from "../../core/history/scope-name.ts";
import { sourceOf } from "../../core/kinds.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { parseEksArn } from "../../kubernetes/eks-name.ts";
import { layoutOf } from "../../sinks/s3/layout.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { outsideAws } from "../outside-aws.ts";
import type { AppConfig } from "./app-config.ts";
import type { AppContext } from "./context.ts";
import { stateLayout } from "./layout.ts";
import type { Plan, PlanRequest, ScanItem } from "./messages.ts";

/** What planning works with; an `App` has all of it. */
export interface PlanPorts {
	readonly config: Pick<AppConfig, "access" | "databases" | "kubernetes" | "kinds">;
	readonly state: ObjectStore;
	readonly evidence: ObjectStore;
	readonly connection: { readonly caller: CallerFor; release?(scope: Scope, credentials: CredentialProvider): void };
	readonly credentials: CredentialProvider;
	/** Where the application runs. */
	readonly home: Scope;
}

/** Accounts that are asked for their regions at a time. */
const accountsAtATime = 32;

/**
 * Writes down the scopes of a run, in an order that depends on nothing but what there is. The plan of a run is written once: a second delivery
 * gives the first plan. An account that cannot be entered has its items all the same, so that its failure is published. Throws `ConfigError` when
 * the accounts themselves cannot be found.
 */
export async function planScan(request: PlanRequest, { metric, log }: Pick<AppContext, "metric" | "log">, ports: PlanPorts): Promise<Plan> {
	const { state } = ports;
	const key = stateLayout.plan(request.run);
	const plan = async (scopes: number): Promise<Plan> => {
		metric("ScopesPlanned", scopes);
		const made: Plan = { run: request.run, startedAt: request.startedAt, trigger: request.trigger, bucket: state.bucket, key, scopes };
		if (request.accounts === undefined && request.regions === undefined) await remember(state, made);
		return made;
	};
	const earlier = await planned(state, key);
	if (earlier !== undefined) return plan(earlier);
	const { items, warnings } = await itemsOf(ports);
	for (const warning of warnings) log.warn(warning);
	const chosen = items.filter(
		({ scope }) => (request.accounts?.includes(scope.account) ?? true) && (request.regions?.includes(scope.region) ?? true),
	);
	if (chosen.length === 0) throw new ConfigError("There is nothing to scan: no account and region is both configured and asked for.");
	if (await state.put(key, textOf(chosen), "application/json", { absent: true })) return plan(chosen.length);
	return plan((await planned(state, key)) ?? chosen.length);
}

/** Notes the plan as the last one over everything; a late second delivery does not take its place from a newer one. */
async function remember(state: ObjectStore, plan: Plan): Promise<void> {
	const stored = await state.get(stateLayout.lastPlan);
	const last = stored && (JSON.parse(Buffer.from(stored.body).toString("utf8")) as Plan);
	if (last && Date.parse(last.startedAt) > Date.parse(plan.startedAt)) return;
	await state.put(stateLayout.lastPlan, Buffer.from(`${JSON.stringify(plan)}\n`), "application/json", { always: true });
}

/** One item a line, for people and for tools; an array all the same, as the Distributed Map wants it. */
const textOf = (items: readonly ScanItem[]): Buffer => Buffer.from(`[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]\n`);

async function planned(state: ObjectStore, key: string): Promise<number | undefined> {
	const stored = await state.get(key);
	return stored && (JSON.parse(Buffer.from(stored.body).toString("utf8")) as unknown[]).length;
}

/** Everything that is configured, as items: by account, each account's regions and then its global scope, what is outside AWS last. */
async function itemsOf(ports: PlanPorts): Promise<{ items: ScanItem[]; warnings: readonly string[] }> {
	const { config } = ports;
	const { accounts, own, warnings } = await accountsOf(ports);
	// Kinds of clusters and databases are read where these are, which have items of their own.
	const wantsRegional = config.kinds.some((kind) => sourceOf(kind) === "aws" && !isGlobal(kind));
	const items = new Map<string, ScanItem>();
	const regionsOf = new Map<string, readonly string[]>();
	for (const { partition, account, regions } of accounts.toSorted((a, b) => (a.account < b.account ? -1 : 1))) {
		regionsOf.set(account, regions);
		const scopes = [...(wantsRegional ? regions : []), ...(config.kinds.some(isGlobal) ? ["global"] : [])];
		for (const region of scopes) {
			const scope = { partition, account, region };
			items.set(scopeKey(scope), { scope, regions: [...regions] });
		}
	}
	const itemAt = (scope: Scope): ScanItem => {
		const known = items.get(scopeKey(scope));
		if (known) return known;
		const { partition, account, region } = scope;
		const item: ScanItem = { scope: { partition, account, region }, regions: [...(regionsOf.get(account) ?? [])] };
		items.set(scopeKey(scope), item);
		return item;
	};
	for (const { key, account = own, region } of config.databases) {
		const scope = region === undefined ? outsideAws : { partition: partitionOf(region), account, region };
		const item = itemAt(scope);
		items.set(scopeKey(scope), { ...item, databases: [...(item.databases ?? []), key] });
	}
	for (const arn of config.kubernetes.clusters) {
		const place = parseEksArn(arn);
		if (!place) continue;
		const item = itemAt(place);
		items.set(scopeKey({ ...place, cluster: undefined }), { ...item, clusters: [...(item.clusters ?? []), arn] });
	}
	return { items: [...items.values()], warnings };
}

/** The accounts with their regions, and the account of the application. */
async function accountsOf(ports: PlanPorts): Promise<{ accounts: AccountAccess[]; own: string; warnings: readonly string[] }> {
	const { config, connection, credentials, home } = ports;
	const { access } = config;
	const { accounts, own } = await findAccounts(
		{ roles: access.roles, organization: access.organization, defaultRegion: home.region, credentials },
		connection.caller,
	);
	const named = access.allRegions ? undefined : access.regions;
	if (named !== undefined)
		return { accounts: accounts.map((account) => ({ ...account, regions: [...new Set(named)] })), own: own.account, warnings: [] };
	const ask = async (account: Target) => {
		const answer = await enabledRegions(account, home.region, connection.caller);
		// The clients of two thousand accounts must not pile up.
		connection.release?.({ partition: account.partition, account: account.account, region: home.region }, account.credentials);
		return answer;
	};
	const answers = await mapBounded(accounts, accountsAtATime, ask);
	const warnings: string[] = [];
	let common: readonly string[] | undefined;
	const resolved: AccountAccess[] = [];
	for (const [index, account] of accounts.entries()) {
		const answer = answers[index];
		if (answer && "enabled" in answer) {
			resolved.push({ ...account, regions: answer.enabled });
			continue;
		}
		const problem = answer && "problem" in answer ? answer.problem : "";
		common ??= everywhere(answers) ?? everywhere([await ask(own)]);
		const known = await scannedBefore(ports.evidence, account.account);
		const regions = [...new Set([...(common ?? []), ...known])].sort();
		if (regions.length === 0)
			throw new ConfigError(
				`The enabled regions of ${account.account} could not be listed: ${problem} Allow ec2:DescribeRegions, or configure regions.`,
			);
		warnings.push(
			`${account.account} does not tell its regions: ${problem} Planned are those that every account has and those that were scanned before.`,
		);
		resolved.push({ ...account, regions });
	}
	return { accounts: resolved, own: own.account, warnings };
}

const everywhere = (answers: readonly Awaited<ReturnType<typeof enabledRegions>>[]): readonly string[] | undefined =>
	answers.flatMap((answer) => ("everywhere" in answer ? [answer.everywhere] : []))[0];

/** The regions of which the account has snapshots: it must not lose any because it cannot be asked today. */
export async function scannedBefore(evidence: ObjectStore, account: string): Promise<string[]> {
	const root = layoutOf("").allLatest;
	const listed = await evidence.list(`${root}${scopeName({ partition: "", account, region: "" })}`);
	return listed.flatMap(({ key }) => {
		const [, region] = key.slice(root.length).split(".");
		return region && region !== "global" && region !== "json" ? [region] : [];
	});
}
