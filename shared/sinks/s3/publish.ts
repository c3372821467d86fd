import { createHash } from "node:crypto";
import type { Drift } from "../../core/diff.ts";
import { ConfigError } from "../../core/errors.ts";
import { compose } from "../../core/history/compose.ts";
import { withHistory } from "../../core/history/history.ts";
import { isPartial } from "../../core/history/readings.ts";
import type { ScopedSnapshot } from "../../core/history/split.ts";
import type { Scope } from "../../core/scope.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { gzipped, sha256 } from "./compressed.ts";
import { isBlank, jsonOf, type Latest, type Pointer, type ReadSnapshot, readLatest, readPointed } from "./latest.ts";
import { addressOf, layoutOf } from "./layout.ts";
import type { ObjectStore } from "./store.ts";

/** How snapshots are written and read; the texts come in chunks. */
export interface SnapshotFormat {
	readonly json: (snapshot: Snapshot) => Iterable<string>;
	/** One OCSF event a line. */
	readonly findings: (snapshot: Snapshot) => Iterable<string>;
	readonly read: ReadSnapshot;
}

/** Where to, and how. */
export interface Destination {
	readonly store: ObjectStore;
	readonly prefix: string;
	readonly format: SnapshotFormat;
}

/** What became of the snapshot of a scope. */
export interface Published {
	readonly scope: Scope;
	/** With its history. */
	readonly snapshot: Snapshot;
	readonly key: string;
	readonly sha256: string;
	/**
	 * `latest`: the pointer now names it. `behind`: it is kept, but a later scan was published already, which the pointer goes on to name; of what
	 * only some kinds were read for nothing is kept then, and what stands here is the latest.
	 * `again`: it had been published before; what changed then is told again, since nobody may have been told.
	 */
	readonly outcome: "latest" | "behind" | "again";
	/** The snapshot that it was compared with. Absent with `behind`, and for the first one. */
	readonly previous?: { readonly id: string; readonly at: string };
	/** What alerts need of that snapshot: what it could not judge or read, and the rules of what changed. There whenever `drift` is. */
	readonly before?: Snapshot;
	readonly drift?: Drift;
	/** What could not be compared, and why. */
	readonly problem?: string;
}

/** What is about to become known of a scope. */
export interface ScopeChange {
	readonly scope: Scope;
	/** What alerts need of the snapshot before. Absent, as `drift` is, when there is nothing to compare with. */
	readonly before?: Snapshot;
	readonly after: Snapshot;
	readonly drift?: Drift;
}

/**
 * Awaited after snapshot and findings were written, before the pointer moves: what is kept here is kept before anything says that the change is
 * known. It runs again whenever the snapshot is published again, so that it must be idempotent by the ids of the two snapshots. When it throws,
 * the pointer stays.
 */
export type BeforePointer = (change: ScopeChange) => Promise<void>;

/** Tries at the pointer; each loss means that another scan of the same scope was published meanwhile. */
const attempts = 8;

/**
 * Publishes the snapshot of one scope: the snapshot, then its findings, then the pointer, so that a crash between any two leaves the old pointer
 * valid, and doing it again completes it. When another scan moves the pointer meanwhile, the history is computed again. Looks at some kinds and whole
 * scans are put together (`compose`), so that neither takes back what the other read later. Throws `ConfigError` when the store refuses, when a
 * different snapshot has the same id, or when there is no whole scan that a look could be put into.
 */
export async function publishScope(
	destination: Destination,
	{ scope, snapshot: own }: ScopedSnapshot,
	beforePointer: BeforePointer = async () => {},
): Promise<Published> {
	const { store, prefix, format } = destination;
	const layout = layoutOf(prefix);
	let latest = await readLatest(store, prefix, scope, format.read);
	let told: Snapshot | undefined;
	for (let attempt = 0; attempt < attempts; attempt++) {
		if (latest?.pointer.snapshotId === own.id) {
			const published = await again(destination, scope, own, latest);
			await beforePointer(changeOf(published));
			return published;
		}
		const composed = composedWith(own, latest);
		if (composed === undefined && isPartial(own)) {
			const published = overtaken(store, scope, own, latest);
			if (told) await beforePointer(changeBetween(scope, told, published.snapshot));
			return published;
		}
		const snapshot = composed ?? own;
		// With looks in it the latest was compared kind by kind, by when reading began.
		const behind = composed === undefined || (!isPartial(own) && !latest?.snapshot?.readings && !laterThan(own, latest));
		const { snapshot: historied, drift: whole } = behind ? { snapshot } : withHistory(snapshot, latest?.snapshot);
		const blank = latest !== undefined && isBlank(latest);
		const drift = blank ? undefined : whole;
		const written = await putSnapshot(destination, scope, historied, behind);
		const findings = layout.findings(scope, snapshot);
		// Findings that are already there are of this snapshot, whose id is its own.
		await store.put(findings, await gzipped(format.findings(historied)), "application/gzip", { absent: true });
		const result = { scope, snapshot: historied, ...written };
		if (behind) {
			// Somebody was told of this snapshot before another overtook it: what differs between the two is told too, or it would stand for ever.
			if (told && latest?.snapshot) await beforePointer(changeBetween(scope, historied, latest.snapshot));
			return { ...result, outcome: "behind" };
		}
		const previous = latest &&
			!blank && {
				snapshotId: latest.pointer.snapshotId,
				key: latest.pointer.key,
				sha256: latest.pointer.sha256,
				at: latest.pointer.at,
			};
		const compared = {
			...(previous ? { previous: { id: previous.snapshotId, at: previous.at } } : {}),
			...(drift && latest?.snapshot ? { drift, before: essence(latest.snapshot, drift) } : {}),
		};
		const pointer: Pointer = {
			snapshotId: snapshot.id,
			...written,
			at: snapshot.finishedAt,
			schemaVersion: snapshot.schemaVersion,
			complete: snapshot.summary.complete,
			...(previous ? { previous } : {}),
			findings,
			scope,
		};
		await beforePointer(changeOf({ ...result, ...compared }));
		// What was told of this scan before another was put into it is told as it is now.
		if (told && composed !== own && !isPartial(own)) await beforePointer(changeBetween(scope, told, historied));
		told = historied;
		const body = Buffer.from(`${JSON.stringify(pointer, undefined, 2)}\n`);
		const condition = latest ? { etag: latest.etag } : ({ absent: true } as const);
		if (await store.put(layout.latest(scope), body, "application/json", condition)) {
			return { ...result, ...compared, outcome: "latest", ...(latest?.problem ? { problem: latest.problem } : {}) };
		}
		const moved = await readLatest(store, prefix, scope, format.read);
		// A write whose answer was lost is sent again, and then finds itself.
		if (moved?.pointer.snapshotId === own.id && moved.pointer.sha256 === written.sha256)
			return { ...result, ...compared, outcome: "latest" };
		latest = moved;
	}
	throw new ConfigError(
		`${addressOf(store.bucket, layout.latest(scope))} was changed by others ${attempts} times in a row; the snapshot is kept, the pointer is not moved. Publish it again.`,
	);
}

/** The snapshot with what the latest one read later; itself when there is nothing to put together, undefined when nothing in it is newer. */
function composedWith(snapshot: Snapshot, latest: Latest | undefined): Snapshot | undefined {
	if (!isPartial(snapshot) && !latest?.snapshot?.readings) return snapshot;
	return latest?.snapshot && compose(snapshot, latest.snapshot);
}

/** A look that came too late, or that there is nothing to put into. */
function overtaken(store: ObjectStore, scope: Scope, { id }: Snapshot, latest: Latest | undefined): Published {
	if (!latest?.snapshot)
		throw new ConfigError(
			`What was read for ${id} is no whole scan, and there is none in ${store.bucket} that it could be put into${latest?.problem ? `: ${latest.problem}` : ""}. Scan the scope.`,
		);
	const { key, sha256 } = latest.pointer;
	return { scope, snapshot: latest.snapshot, key, sha256, outcome: "behind" };
}

const changeOf = ({ scope, snapshot, before, drift }: Pick<Published, "scope" | "snapshot" | "before" | "drift">): ScopeChange => ({
	scope,
	after: snapshot,
	...(before && drift ? { before, drift } : {}),
});

function changeBetween(scope: Scope, earlier: Snapshot, later: Snapshot): ScopeChange {
	const { snapshot: after, drift } = withHistory(later, earlier);
	return { scope, after, ...(drift ? { before: essence(earlier, drift), drift } : {}) };
}

/** Writes a report of the whole scan; one that is there already stays. Gives its key. */
export async function publishReport(
	{ store, prefix }: Pick<Destination, "store" | "prefix">,
	snapshot: Snapshot,
	report: { readonly file: string; readonly contentType: string; readonly chunks: Iterable<string> },
): Promise<string> {
	const key = layoutOf(prefix).report(snapshot, report.file);
	await store.put(key, Buffer.from([...report.chunks].join("")), report.contentType, { absent: true });
	return key;
}

/** By the end of the scan; of two that ended together the greater id is the later, whoever asks. */
const isLater = (snapshot: Snapshot, { at, snapshotId }: Pointer): boolean =>
	Date.parse(snapshot.finishedAt) - Date.parse(at) > 0 || (snapshot.finishedAt === at && snapshot.id > snapshotId);

const laterThan = (snapshot: Snapshot, latest: Latest | undefined): boolean => latest === undefined || isLater(snapshot, latest.pointer);

async function again(
	{ store, format }: Destination,
	scope: Scope,
	snapshot: Snapshot,
	{ pointer, snapshot: stored }: Latest,
): Promise<Published> {
	if (stored && !sameScan(stored, snapshot, format)) throw anotherBody(store, pointer.key);
	const { key, sha256, previous } = pointer;
	const result = { scope, snapshot: stored ?? snapshot, key, sha256, outcome: "again" } as const;
	if (!previous) return result;
	const before = await readPointed(store, previous, format.read);
	if (typeof before === "string") return { ...result, problem: before };
	const { drift } = withHistory(stored?.readings ? stored : snapshot, before);
	return { ...result, previous: { id: previous.snapshotId, at: previous.at }, ...(drift ? { drift, before: essence(before, drift) } : {}) };
}

/** A scan of many scopes would otherwise hold all of their earlier snapshots, each with all rules and frameworks. */
function essence({ estate: _, carried: __, ...before }: Snapshot, { differences }: Drift): Snapshot {
	const rules = new Set(differences.flatMap((difference) => difference.before?.ruleId ?? []));
	return {
		...before,
		findings: before.findings.filter(({ verdict }) => verdict === "indeterminate"),
		rules: before.rules.filter(({ id }) => rules.has(id)),
		frameworks: [],
	};
}

/** Revisions of a snapshot: more would mean that as many scans of the same scope ended within this one's publication. */
const revisions = attempts + 1;

async function putSnapshot(
	{ store, prefix, format }: Destination,
	scope: Scope,
	snapshot: Snapshot,
	anyHistory: boolean,
): Promise<Pick<Pointer, "key" | "sha256">> {
	const body = await gzipped(format.json(snapshot));
	for (let revision = 1; revision <= revisions; revision++) {
		const key = layoutOf(prefix).snapshot(scope, snapshot, revision);
		if (await store.put(key, body, "application/gzip", { absent: true })) return { key, sha256: sha256(body) };
		const there = await store.get(key);
		if (!there)
			throw new ConfigError(`${addressOf(store.bucket, key)} could not be written: somebody else writes it now. Publish it again.`);
		const source = addressOf(store.bucket, key);
		const stored = format.read(await jsonOf(there.body, source), source);
		const same = sameScan(stored, snapshot, format);
		if (!same) throw anotherBody(store, key);
		// Compared as text, since another version of zlib compresses otherwise.
		if (anyHistory || digestOf(stored, format) === digestOf(snapshot, format)) return { key, sha256: sha256(there.body) };
	}
	throw new ConfigError(`The snapshot ${snapshot.id} has ${revisions} revisions already; it is not published once more.`);
}

const anotherBody = (store: ObjectStore, key: string): ConfigError =>
	new ConfigError(`${addressOf(store.bucket, key)} is there already and is another snapshot with the same id. Nothing was changed.`);

/** Of the text, which may be longer than a string can be. */
function digestOf(snapshot: Snapshot, format: SnapshotFormat): string {
	const hash = createHash("sha256");
	for (const chunk of format.json(snapshot)) hash.update(chunk);
	return hash.digest("hex");
}

/** The same apart from the history and from what was put into it, which depend on what was published before. */
const sameScan = (one: Snapshot, other: Snapshot, format: SnapshotFormat): boolean =>
	one.readings || other.readings
		? one.startedAt === other.startedAt && one.generator === other.generator
		: digestOf(withoutHistory(one), format) === digestOf(withoutHistory(other), format);

function withoutHistory({ carried: _, estate, ...snapshot }: Snapshot): Snapshot {
	return {
		...snapshot,
		findings: snapshot.findings.map((finding) => ({ ...finding, firstSeen: "" })),
		...(estate ? { estate: { ...estate, connections: estate.connections.map((each) => ({ ...each, firstSeen: "" })) } } : {}),
	};
}
