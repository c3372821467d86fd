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

/** Two functions read a scope by turns: `scope` what AWS shows of it, `inside` what its clusters and databases do. */
export type Turn = "scope" | "inside";

/** The parts that each of them reads. */
export interface PartsOf {
	readonly scope: Extract<PartSpec, { type: "aws" }>;
	readonly inside: Exclude<PartSpec, { type: "aws" }>;
}

/** Reads one part; what could not be read is in the errors of the inventory. */
export type ReadPart<Whose extends Turn> = (spec: PartsOf[Whose], reading: PartReading) => Promise<Inventory>;

/** How a function reads the parts that are its own. */
export interface PartReader<Whose extends Turn> {
	readonly turn: Whose;
	readonly read: ReadPart<Whose>;
}

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

/** Hand-overs in a row after which the two functions do not agree on what there is to read: they were deployed with different configurations. */
const mostHanded = 1;

/**
 * Reads a scope part by part, each kept as soon as it is read, up to the first that is the other function's, which is then told to go on. A part that is
 * there is not read again, so that any invocation may be repeated. What does not fit into the time of this invocation is left to the next one. A part
 * that had an invocation for itself and still did not end is cut off: what is missing then counts as unread, never as absent; AWS as a whole is
 * first tried service by service. Every invocation ends at least one part, or hands the scope on to the function that does.
 */
export async function scanScope<Whose extends Turn>(
	request: ScanRequest,
	{ log, metric, remaining, now }: Pick<AppContext, "log" | "metric" | "remaining" | "now">,
	ports: ScanPorts,
	{ turn, read }: PartReader<Whose>,
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
	const nextPart = () => specs().find(({ name }) => !done.has(name));
	const isOwn = (spec: PartSpec): spec is PartsOf[Whose] => turnOf(spec) === turn;
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
	const keysDone = () => [...specs().map(({ name }) => name), splitPart].filter((name) => done.has(name)).map(keyOf);
	const progress = (status: ScanProgress["status"], handed = 0): ScanProgress => ({ ...request, parts: keysDone(), handed, status });
	const statusNow = (): ScanProgress["status"] => {
		const next = nextPart();
		return next === undefined ? "ready" : turnOf(next);
	};

	const first = nextPart();
	if (first === undefined || !isOwn(first)) {
		// An invocation whose answer was lost may have ended parts.
		const handed = keysDone().length > request.parts.length ? 1 : request.handed + 1;
		if (first === undefined || handed <= mostHanded) return progress(statusNow(), handed);
		log.warn("The functions disagree on what there is to read: a deployment came between. What is missing is published as unread.", {
			scope: item.scope,
			part: first.name,
		});
		return progress("ready");
	}

	const account = await accountOf(request, ports);
	try {
		for (let spec: PartSpec | undefined = first; spec !== undefined && isOwn(spec); spec = nextPart()) {
			if (spec !== first && left() < total * enough) break;
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
			if (spec !== first) break;
			if (spec.name === "aws") {
				log.warn("The account and region take longer than an invocation; they are read service by service.", { scope: item.scope });
				await keep(splitPart, startedAt, { scopes: [], resources: [], errors: [] });
			} else {
				log.warn("A part ran out of time and is kept as far as it was read.", { scope: item.scope, part: spec.name });
				await keep(spec.name, startedAt, inventory);
			}
			break;
		}
		metric("ScanSeconds", (now() - began) / 1000);
		metric("ScanCalls", ports.calls() - calls);
		return progress(statusNow());
	} finally {
		if (account)
			for (const region of [item.scope.region, "global"]) ports.connection.release({ ...item.scope, region }, account.credentials);
	}
}

const turnOf = ({ type }: PartSpec): Turn => (type === "aws" ? "scope" : "inside");

/** The way into the account of the item. */
async function accountOf({ item }: ScanRequest, { config, connection, credentials, home }: ScanPorts): Promise<Account | undefined> {
	if (item.scope.account === "-") return undefined;
	const { roles, organization } = config.access;
	const callerFor: CallerFor = (scope, keys) => connection.caller(scope, keys);
	return findAccount({ roles, organization, defaultRegion: home.region, credentials }, item.scope.account, callerFor);
}
