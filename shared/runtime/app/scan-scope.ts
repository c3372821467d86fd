import { type Target as Account, type CallerFor, findAccount } from "../../aws/accounts.ts";
import type { AwsCaller } from "../../aws/caller.ts";
import type { CredentialProvider } from "../../aws/clients.ts";
import { deadlineIn } from "../../aws/deadline.ts";
import type { Inventory } from "../../core/inventory.ts";
import type { Scope } from "../../core/scope.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { AppConfig } from "./app-config.ts";
import type { AppContext } from "./context.ts";
import { type PartSpec, splitPart } from "./item-kinds.ts";
import { stateLayout } from "./layout.ts";
import type { ScanProgress, ScanRequest } from "./messages.ts";
import { partName, readPart, writePart } from "./parts.ts";
import { partsOf } from "./scan-parts.ts";

/** What reading a scope works with; an `App` has all of it. */
export interface ScanPorts {
	readonly config: Pick<AppConfig, "access" | "databases" | "kubernetes" | "kinds">;
	readonly state: ObjectStore;
	readonly connection: {
		caller(scope: Scope, credentials: CredentialProvider, deadline?: AbortSignal): AwsCaller;
		release(scope: Scope, credentials: CredentialProvider): void;
	};
	readonly credentials: CredentialProvider;
	readonly home: Scope;
	readonly calls: () => number;
}

/** Reads one part; what could not be read is in the errors of the inventory. */
export type ReadPart = (spec: PartSpec, reading: PartReading) => Promise<Inventory>;

/** What a part is read with. */
export interface PartReading {
	readonly item: ScanRequest["item"];
	/** Undefined when no configured access leads into the account of the item. */
	readonly account: Account | undefined;
	readonly deadline: AbortSignal;
	readonly now: () => number;
	/** Parts of this scope that were read before. */
	readonly earlier: (type: PartSpec["type"]) => Promise<readonly Inventory[]>;
	readonly log: AppContext["log"];
}

/** Time that is kept for storing what was read, of the whole time of an invocation, and at most. */
const reserve = { share: 0.15, most: 45_000 };
/** A further part is begun only while there is so much of the time left. */
const enough = 0.25;

/**
 * Reads a scope part by part, each kept as soon as it is read. A part that is there is not read again, so that any invocation may be repeated. What does
 * not fit into the time of this invocation is left to the next one (`more`). A part that had an invocation for itself and still did not end is cut
 * off: what is missing then counts as unread, never as absent; AWS as a whole is first tried service by service. Every invocation ends at least one part.
 */
export async function scanScope(
	request: ScanRequest,
	{ log, metric, remaining, now }: Pick<AppContext, "log" | "metric" | "remaining" | "now">,
	ports: ScanPorts,
	read: ReadPart,
): Promise<ScanProgress> {
	const { run, item } = request;
	const { state, config } = ports;
	const began = now();
	const calls = ports.calls();
	const total = remaining();
	const left = () => remaining() - Math.min(total * reserve.share, reserve.most);
	const keyOf = (name: string) => stateLayout.work(run, item.scope, name);
	const done = new Map<string, Promise<Inventory> | undefined>(
		(await state.list(stateLayout.workOf(run, item.scope))).map(({ key }) => [partName(run, item.scope, key), undefined]),
	);
	const specs = () => partsOf(item, config, done.has(splitPart) && !done.has("aws"));
	const inventoryOf = (name: string): Promise<Inventory> => {
		const known = done.get(name) ?? readPart(state, keyOf(name)).then(({ inventory }) => inventory);
		done.set(name, known);
		return known;
	};
	const keep = async (name: string, startedAt: number, inventory: Inventory) => {
		const times = { startedAt: new Date(startedAt).toISOString(), savedAt: new Date(now()).toISOString() };
		const kept = await writePart(state, keyOf(name), { ...times, kinds: config.kinds, inventory });
		// Another invocation may have been first: then what it kept is what counts.
		done.set(name, kept ? Promise.resolve(inventory) : undefined);
	};
	const progress = (status: ScanProgress["status"]): ScanProgress => {
		metric("ScanSeconds", (now() - began) / 1000);
		metric("ScanCalls", ports.calls() - calls);
		const names = [...specs().map(({ name }) => name), splitPart].filter((name) => done.has(name));
		return { ...request, parts: names.map(keyOf), status };
	};

	const account = await accountOf(request, ports);
	try {
		for (let first = true; ; first = false) {
			const spec = specs().find(({ name }) => !done.has(name));
			if (spec === undefined) return progress("ready");
			if (!first && left() < total * enough) return progress("more");
			const startedAt = now();
			const deadline = deadlineIn(left());
			const inventory = await read(spec, {
				item,
				account,
				deadline: deadline.signal,
				now,
				log,
				earlier: (type) =>
					Promise.all(specs().flatMap((each) => (each.type === type && done.has(each.name) ? [inventoryOf(each.name)] : []))),
			}).finally(() => deadline.clear());
			if (!deadline.signal.aborted) {
				await keep(spec.name, startedAt, inventory);
				continue;
			}
			// With a whole invocation for itself it may end.
			if (!first) return progress("more");
			if (spec.name === "aws") {
				log.warn("The account and region take longer than an invocation; they are read service by service.", { scope: item.scope });
				await keep(splitPart, startedAt, { scopes: [], resources: [], errors: [] });
			} else {
				log.warn("A part ran out of time and is kept as far as it was read.", { scope: item.scope, part: spec.name });
				await keep(spec.name, startedAt, inventory);
			}
			return progress(specs().every(({ name }) => done.has(name)) ? "ready" : "more");
		}
	} finally {
		if (account)
			for (const region of [item.scope.region, "global"]) ports.connection.release({ ...item.scope, region }, account.credentials);
	}
}

/** The way into the account of the item. */
async function accountOf({ item }: ScanRequest, { config, connection, credentials, home }: ScanPorts): Promise<Account | undefined> {
	if (item.scope.account === "-") return undefined;
	const { roles, organization } = config.access;
	const callerFor: CallerFor = (scope, keys) => connection.caller(scope, keys);
	return findAccount({ roles, organization, defaultRegion: home.region, credentials }, item.scope.account, callerFor);
}
