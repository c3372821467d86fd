import type { AccountAccess } from "../aws/accounts.ts";
import type { AwsCaller } from "../aws/caller.ts";
import type { CredentialProvider } from "../aws/clients.ts";
import { mapBounded } from "../aws/concurrency.ts";
import { credentialFailure } from "../aws/credentials.ts";
import type { CollectionError, Inventory } from "../core/inventory.ts";
import type { ResourceKind } from "../core/kinds.ts";
import type { Unread } from "../core/observed.ts";
import type { Resource } from "../core/resources/index.ts";
import { type Scope, scopeKey } from "../core/scope.ts";
import { accountRoles, regionFacts } from "./facts.ts";
import { joinCollected } from "./join-collected.ts";
import { isGlobal, withJoined } from "./joined-kinds.ts";
import type { CollectorOptions } from "./options.ts";
import type { Collected, RoleDirectory } from "./ports.ts";
import { collectors as allCollectors, type CollectorEntry } from "./registry.ts";

/** How far a collection has come. */
export interface CollectionProgress {
	/** Regions over all accounts. */
	readonly regionsDone: number;
	readonly regionsTotal: number;
	readonly resources: number;
}

/** What to collect. */
export interface CollectionRequest extends Pick<CollectorOptions, "now"> {
	readonly accounts: readonly AccountAccess[];
	/** Only these kinds end in the inventory. */
	readonly kinds: ReadonlySet<ResourceKind>;
	readonly utilization?: boolean | undefined;
	readonly inspectLogEvents?: boolean | undefined;
	/** ARNs of roles that end in the inventory whatever they may do, because something else is given them. */
	readonly roles?: ReadonlySet<string> | undefined;
	/** Of the regions of the accounts, and `global`, only these are read now. */
	readonly only?: ReadonlySet<string> | undefined;
	/** Only the collectors of these services (`CollectorEntry.service`). */
	readonly services?: ReadonlySet<string> | undefined;
	readonly onProgress?: ((progress: CollectionProgress) => void) | undefined;
}

/** What a collection works with; an `AwsConnection` has both. */
export interface CollectionDeps {
	caller(scope: Scope, credentials: CredentialProvider): AwsCaller;
	release?(scope: Scope, credentials: CredentialProvider): void;
	readonly collectors?: readonly CollectorEntry[];
}

/** Regions that are read at a time, over all accounts: enough to fill the bound on calls, few enough to bound memory. */
const scopesAtATime = 8;

/**
 * Reads the kinds in all accounts and regions and joins them. Never throws for AWS: an account that cannot be entered, a listing that
 * fails and a collector that breaks all become collection errors of the kinds that are incomplete because of them.
 */
export async function collect(request: CollectionRequest, deps: CollectionDeps): Promise<Inventory> {
	return joinCollected(await collectUnjoined(request, deps), request.kinds);
}

/** Reads as `collect` does, and leaves to `joinCollected` what takes all of it; kinds that only joins need are still there. */
export async function collectUnjoined(request: CollectionRequest, deps: CollectionDeps): Promise<Inventory> {
	const { accounts, kinds, now, utilization = true, inspectLogEvents = false, only, services, onProgress } = request;
	const needed = withJoined(kinds);
	const chosen = (deps.collectors ?? allCollectors).filter(
		(entry) => (services?.has(entry.service) ?? true) && entry.kinds.some((kind) => needed.has(kind)),
	);
	const readable = new Set(chosen.flatMap((entry) => entry.kinds));
	const works = accounts.flatMap((account) => scopesOf(account, [...needed])).filter(({ scope }) => only?.has(scope.region) ?? true);
	const regional = works.filter(({ scope }) => scope.region !== "global");
	const entered = new Map(accounts.map((account) => [account, enter(account)]));
	const roles = new Map<AccountAccess, () => Promise<RoleDirectory>>();
	const resources: Resource[] = [];
	const errors: CollectionError[] = [];
	let regionsDone = 0;
	const report = () => onProgress?.({ regionsDone, regionsTotal: regional.length, resources: resources.length });
	report();

	await mapBounded(works, scopesAtATime, async ({ account, scope }) => {
		const global = scope.region === "global";
		const mine = (kind: ResourceKind) => needed.has(kind) && readable.has(kind) && isGlobal(kind) === global;
		const refused = await entered.get(account);
		if (refused) errors.push({ ...refused, scope, kinds: [...needed].filter(mine) });
		else {
			const directory = roles.get(account) ?? accountRoles(deps.caller({ ...scope, region: "global" }, account.credentials), request.roles);
			roles.set(account, directory);
			const aws = deps.caller(scope, account.credentials);
			const facts = regionFacts(aws, directory);
			const options: CollectorOptions = { now, kinds: needed, utilization, inspectLogEvents, regions: account.regions };
			await Promise.all(
				chosen.flatMap(async (entry) => {
					const own = entry.kinds.filter(mine);
					if (own.length === 0) return;
					const collected = await run(entry, own, async () => (await entry.load())(aws, facts, options), scope);
					for (const resource of collected.resources) resources.push(resource);
					errors.push(...collected.errors);
					report();
				}),
			);
			deps.release?.(scope, account.credentials);
		}
		if (!global) regionsDone++;
		report();
	});

	const order = new Map(works.map(({ scope }, index) => [scopeKey(scope), index]));
	const place = (scope: Scope) => order.get(scopeKey(scope)) ?? works.length;
	resources.sort((a, b) => place(a) - place(b));
	const scopes = (regional.length > 0 ? regional : works).map(({ scope }) => scope);
	return { scopes, resources, errors: errors.sort((a, b) => place(a.scope) - place(b.scope)) };
}

interface Work {
	readonly account: AccountAccess;
	readonly scope: Scope;
}

/** The regions of an account, and `global` once when something global is wanted. */
function scopesOf(account: AccountAccess, needed: readonly ResourceKind[]): Work[] {
	const { partition, account: id, regions } = account;
	const all = [...(needed.some((kind) => !isGlobal(kind)) ? regions : []), ...(needed.some(isGlobal) ? ["global"] : [])];
	return all.map((region) => ({ account, scope: { partition, account: id, region } }));
}

/** Why the account cannot be entered; undefined when it can. */
async function enter(account: AccountAccess): Promise<Unread | undefined> {
	try {
		await account.credentials();
		return undefined;
	} catch (error) {
		return credentialFailure(error);
	}
}

/** Runs one collector. A defect of ours must cost the kinds of that collector, visibly, and nothing else. */
async function run(entry: CollectorEntry, kinds: ResourceKind[], collector: () => Promise<Collected>, scope: Scope): Promise<Collected> {
	try {
		return await collector();
	} catch (error) {
		const message = `The collector failed: ${error instanceof Error ? error.message : String(error)}`.slice(0, 300);
		return { resources: [], errors: [{ service: entry.service, operation: "collect", cause: "other", message, scope, kinds }] };
	}
}
