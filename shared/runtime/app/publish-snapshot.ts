import { createHash } from "node:crypto";
import { splitByScope } from "../../core/history/split.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { formats } from "../../reports/index.ts";
import { layoutOf } from "../../sinks/s3/layout.ts";
import { type BeforePointer, type Destination, type Published, publishScope } from "../../sinks/s3/publish.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { publishReports } from "../published-reports.ts";
import { checkSnapshot } from "../snapshot-check.ts";
import type { AppConfig } from "./app-config.ts";
import { appPolicies } from "./app-policies.ts";
import type { AppContext } from "./context.ts";
import { loadDecisions } from "./decisions.ts";
import { failureOf } from "./failure-record.ts";
import { judgedKindsOf, type PartSpec } from "./item-kinds.ts";
import { joinParts, type ReadParts } from "./join-parts.ts";
import { judgeScope } from "./judge-scope.ts";
import { evidenceLayout, stateLayout } from "./layout.ts";
import type { PublishedScope, PublishRequest, ScopeOutcome } from "./messages.ts";
import { type Part, partName, readPart } from "./parts.ts";
import { storedAsJudged } from "./stored-snapshot.ts";
import { missingParts, unreadKinds } from "./unread-parts.ts";

/** What publishing works with; an `App` has all but the last. */
export interface PublishPorts {
	readonly config: AppConfig;
	readonly state: ObjectStore;
	readonly evidence: ObjectStore;
	/** Keeps the alerts of what changed before anything says that it is known. */
	readonly beforePointer: BeforePointer;
	/** The last repairs of a scope, for its snapshot. */
	readonly repairs?: ((scope: Scope) => Promise<Snapshot["repairs"]>) | undefined;
}

const style = { colour: false, width: 80 };

/**
 * Joins the parts of an item, judges them and publishes a snapshot of each of its scopes. What it does depends on the run, the item and what stands in
 * the buckets alone, so that a second delivery, after a crash at any place, comes to the same: what was judged first stands. With `failed` the scope is published
 * as far as it was read, with an error over all of its kinds, so that nothing counts as resolved because it was not seen.
 */
export async function publishSnapshot(
	request: PublishRequest,
	{ log, metric, now }: Pick<AppContext, "log" | "metric" | "now">,
	ports: PublishPorts,
): Promise<PublishedScope> {
	const { run, item } = request;
	const { config, state } = ports;
	const failed = request.failed && (await failureOf(request, request.failed, now(), state));
	const parts = await partsOf(request, failed?.parts ?? request.parts, state);
	const all = Object.values(parts).flat();
	const times = all.map(({ savedAt }) => Date.parse(savedAt));
	const finishedAt = failed ? Date.parse(failed.at) : Math.max(Date.parse(request.startedAt), ...times);
	const failure = failed?.reason ?? missingParts(item, parts);
	const startedAt = Math.min(...(all.length > 0 ? all.map((part) => part.startedAt) : [request.startedAt]).map((time) => Date.parse(time)));
	const inventory = joinParts(item, inventoriesOf(parts), {
		config,
		now: finishedAt,
		failure,
		unread: failure ? [] : unreadKinds(item, config, parts),
	});
	const decisions = await loadDecisions(state, now());
	for (const problem of decisions.problems) log.warn("What should be a decision is none.", { problem });
	const { snapshot, warnings } = await judgeScope(inventory, {
		config,
		kinds: judgedKindsOf(item, config),
		decisions: decisions.suppressions,
		bundles: await appPolicies(config, state),
		startedAt,
		finishedAt,
		unique: uniqueOf(run, item.scope),
	});
	for (const warning of warnings) log.warn(warning, { scope: item.scope });
	metric("ResourcesScanned", inventory.resources.length);

	const outcomes: ScopeOutcome[] = [];
	for (const part of splitByScope(snapshot, inventory.resources)) outcomes.push(await publishPart(part, failure?.message, ports, log));
	if (config.reports && !failure) await publishReports(await destinationOf(ports.evidence), snapshot);
	const main = outcomes.find(({ scope }) => scopeKey(scope) === scopeKey(item.scope)) ?? outcomes[0];
	if (!main) throw new Error(`The item ${scopeKey(item.scope)} has no scope.`);
	const clusters = outcomes.filter((outcome) => outcome !== main);
	const result: PublishedScope = { ...main, ...(clusters.length > 0 ? { clusters } : {}) };
	await state.put(stateLayout.outcome(run, item.scope), Buffer.from(`${JSON.stringify(result)}\n`), "application/json", { absent: true });
	return result;
}

/** The same for every delivery, and for no other scope of any run. */
const uniqueOf = (run: string, scope: Scope): string =>
	createHash("sha256")
		.update(`${run}\n${scopeKey(scope)}`)
		.digest("hex");

/** The parts at the keys. A whole listing of AWS makes listings service by service superfluous. */
async function partsOf(
	{ run, item }: PublishRequest,
	keys: readonly string[],
	state: ObjectStore,
): Promise<Readonly<Record<PartSpec["type"] | "other", readonly Part[]>>> {
	const names = new Map([...new Set(keys)].sort().map((key) => [partName(run, item.scope, key), key]));
	const read = async (wanted: (name: string) => boolean) =>
		Promise.all([...names].filter(([name]) => wanted(name)).map(([, key]) => readPart(state, key)));
	return {
		aws: await read((name) => (names.has("aws") ? name === "aws" : name.startsWith("aws."))),
		cluster: await read((name) => name.startsWith("cluster.")),
		databases: await read((name) => name.startsWith("databases.")),
		other: [],
	};
}

const inventoriesOf = (parts: Readonly<Record<PartSpec["type"], readonly Part[]>>): ReadParts => ({
	aws: parts.aws.map(({ inventory }) => inventory),
	cluster: parts.cluster.map(({ inventory }) => inventory),
	databases: parts.databases.map(({ inventory }) => inventory),
});

/** Where snapshots of the application are, and how they are written and read: the bucket of evidence. */
export async function destinationOf(store: ObjectStore): Promise<Destination> {
	const [json, findings] = await Promise.all([formats.json.load(), formats.ocsf.load()]);
	return {
		store,
		prefix: "",
		format: { json: (snapshot) => json(snapshot, style), findings: (snapshot) => findings(snapshot, style), read: checkSnapshot },
	};
}

async function publishPart(
	{ scope, snapshot }: { readonly scope: Scope; readonly snapshot: Snapshot },
	reason: string | undefined,
	{ evidence, beforePointer, repairs }: PublishPorts,
	log: AppContext["log"],
): Promise<ScopeOutcome> {
	const destination = await destinationOf(evidence);
	const done = await repairs?.(scope);
	const stands = await storedAsJudged(destination, layoutOf("").snapshot(scope, snapshot), snapshot.id);
	const whole = done ? { ...snapshot, repairs: done } : snapshot;
	const published = await publishScope(destination, { scope, snapshot: stands ?? whole }, beforePointer);
	if (published.problem) log.warn("The snapshot before could not be compared with.", { scope, problem: published.problem });
	if (published.snapshot.summary.complete) await markComplete(evidence, published);
	const { summary } = published.snapshot;
	return {
		scope,
		snapshotId: snapshot.id,
		sha256: published.sha256,
		outcome: published.outcome,
		complete: summary.complete,
		failed: reason !== undefined,
		...(reason === undefined ? {} : { reason }),
		resources: summary.resources,
		kinds: kindsIn(published.snapshot),
		failing: { ...summary.failing },
		changes: { ...published.drift?.counts },
	};
}

/** Resources that were judged, by kind: what a share of the fleet is a share of. */
function kindsIn({ findings }: Snapshot): Record<string, number> {
	const seen = Map.groupBy(findings, ({ resource }) => resource.kind);
	return Object.fromEntries([...seen].map(([kind, list]) => [kind, new Set(list.map(({ resource }) => resource.arn)).size]));
}

/** What the marker of a scope says. */
interface Marker {
	readonly snapshotId: string;
	readonly at: string;
}

/** Tries at the marker: of two that write it the later scan wins. */
const attempts = 4;

/** Says when the scope was last read whole; an older scan does not take the word of a newer one. */
async function markComplete(evidence: ObjectStore, { scope, snapshot: { id, finishedAt } }: Published): Promise<void> {
	const key = evidenceLayout.complete(scope);
	const body = Buffer.from(`${JSON.stringify({ snapshotId: id, at: finishedAt } satisfies Marker)}\n`);
	for (let attempt = 0; attempt < attempts; attempt++) {
		const stored = await evidence.get(key);
		const marker = stored && (JSON.parse(Buffer.from(stored.body).toString("utf8")) as Marker);
		if (marker && Date.parse(marker.at) >= Date.parse(finishedAt)) return;
		if (await evidence.put(key, body, "application/json", stored ? { etag: stored.etag } : { absent: true })) return;
	}
}
