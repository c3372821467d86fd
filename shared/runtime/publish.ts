import { mapBounded } from "../aws/concurrency.ts";
import { ConfigError } from "../core/errors.ts";
import { withHistory } from "../core/history/history.ts";
import { type Located, type ScopedSnapshot, splitByScope } from "../core/history/split.ts";
import { scopeText } from "../core/scope.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { formats } from "../reports/index.ts";
import { readLatest } from "../sinks/s3/latest.ts";
import { addressOf } from "../sinks/s3/layout.ts";
import { type BeforePointer, type Destination, type Published, publishScope } from "../sinks/s3/publish.ts";
import type { ObjectStore } from "../sinks/s3/store.ts";
import type { PublishSettings } from "./publish-settings.ts";
import { publishReports } from "./published-reports.ts";
import { checkSnapshot } from "./snapshot-check.ts";
import { openStore, type StoreAccess } from "./snapshot-store.ts";

/** Scopes that are published at a time: each holds two snapshots in memory. */
const scopesAtATime = 4;

const style = { colour: false, width: 80 };

/** A scan that is ready to be published. */
export interface Publication {
	/** The scan, with the times from its history. The scan as it is when the history cannot be read: publishing then says why. */
	readonly snapshot: Snapshot;
	/**
	 * Publishes every scope, then the reports. A scope that fails does not keep the others; in the end a `ConfigError` says what failed.
	 * Scopes come in the order of the scan; `published` is told of each that succeeded, failure or not.
	 * `beforePointer` as in `publishScope`.
	 */
	publish(published: (scopes: readonly Published[]) => Promise<void>, beforePointer?: BeforePointer): Promise<void>;
	close(): void;
}

/** Splits a scan by scope and reads what was published of each before. */
export async function preparePublication(
	snapshot: Snapshot,
	resources: Iterable<Located>,
	settings: PublishSettings,
	access: StoreAccess,
): Promise<Publication> {
	const { store, close } = await openStore(settings, access);
	return { ...(await prepareIn(store, snapshot, resources, settings)), close };
}

/** `preparePublication` over any store. */
export async function prepareIn(
	store: ObjectStore,
	snapshot: Snapshot,
	resources: Iterable<Located>,
	settings: Pick<PublishSettings, "prefix" | "reports">,
): Promise<Omit<Publication, "close">> {
	const { prefix } = settings;
	const [json, findings] = await Promise.all([formats.json.load(), formats.ocsf.load()]);
	const destination: Destination = {
		store,
		prefix,
		format: { json: (each) => json(each, style), findings: (each) => findings(each, style), read: checkSnapshot },
	};
	const parts = splitByScope(snapshot, resources);
	const times: Times = { findings: new Map(), connections: new Map() };
	try {
		// What was published before is read again when it is compared: a scan of many scopes must not hold all of it.
		await mapBounded(parts, scopesAtATime, async ({ scope, snapshot: part }) => {
			const latest = await readLatest(store, prefix, scope, checkSnapshot);
			if (latest?.snapshot) noteTimes(part, withHistory(part, latest.snapshot).snapshot, times);
		});
	} catch (failure) {
		if (!(failure instanceof ConfigError)) throw failure;
		return { snapshot, publish: () => Promise.reject(failure) };
	}
	const dated = withTimes(snapshot, times);
	return {
		snapshot: dated,
		publish: async (tell, beforePointer) => {
			const outcomes = await mapBounded(parts, scopesAtATime, (part) => attempt(destination, part, beforePointer));
			await tell(outcomes.flatMap((outcome) => ("scope" in outcome ? [outcome] : [])));
			const failures = outcomes.flatMap((outcome) => ("failure" in outcome ? [outcome.failure] : []));
			if (failures.length > 0)
				throw new ConfigError(
					`Of ${parts.length} scopes ${failures.length} could not be published to ${addressOf(store.bucket, prefix)}:`,
					{
						problems: failures,
					},
				);
			if (!settings.reports) return;
			await publishReports(destination, dated);
		},
	};
}

async function attempt(
	destination: Destination,
	part: ScopedSnapshot,
	beforePointer: BeforePointer | undefined,
): Promise<Published | { readonly failure: string }> {
	try {
		return await publishScope(destination, part, beforePointer);
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		return { failure: `${scopeText(part.scope)}: ${error.message}` };
	}
}

/** When verdicts, by uid, and connections, by ARN, were first seen: those that an earlier scan had seen already. */
interface Times {
	readonly findings: Map<string, string>;
	readonly connections: Map<string, string>;
}

function noteTimes(part: Snapshot, historied: Snapshot, times: Times): void {
	historied.findings.forEach(({ uid, firstSeen }, index) => {
		if (firstSeen !== part.findings[index]?.firstSeen) times.findings.set(uid, firstSeen);
	});
	historied.estate?.connections.forEach(({ arn, firstSeen }, index) => {
		if (firstSeen !== part.estate?.connections[index]?.firstSeen) times.connections.set(arn, firstSeen);
	});
}

/** The whole scan with the times that its parts have from their history. */
function withTimes(snapshot: Snapshot, { findings, connections }: Times): Snapshot {
	const { estate } = snapshot;
	return {
		...snapshot,
		findings: snapshot.findings.map((finding) => dated(finding, findings.get(finding.uid))),
		...(estate ? { estate: { ...estate, connections: estate.connections.map((each) => dated(each, connections.get(each.arn))) } } : {}),
	};
}

const dated = <T extends { readonly firstSeen: string }>(record: T, firstSeen: string | undefined): T =>
	firstSeen === undefined ? record : { ...record, firstSeen };
