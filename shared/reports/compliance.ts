import { ConfigError } from "../core/errors.ts";
import type { Estate, EstateRecord } from "../core/estate/types.ts";
import type { Finding } from "../core/finding.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { gapsOf } from "./compliance/gaps.ts";
import { connectionRecord, inAws, recordOf, summaryOf, violationRecord } from "./compliance/records.ts";
import { complianceSchemaVersion } from "./compliance/schema.ts";
import { type Section, sectionsOf } from "./compliance/sections.ts";
import { tlsVerdicts } from "./compliance/tls-verdicts.ts";
import type { Report } from "./index.ts";
import { inertJson } from "./text.ts";

/**
 * The compliance report: for the estate and for each cluster who connects to what, what violates a policy, what is encrypted, and who has access.
 * JSON by docs/schemas/compliance-1.json. Throws `ConfigError` for a snapshot of a version that did not keep these facts.
 */
export const compliance: Report = function* (snapshot) {
	const material = materialOf(snapshot);
	const { id, generator, finishedAt, startedAt, summary } = snapshot;
	const head = {
		schema: complianceSchemaVersion,
		snapshot: id,
		generator,
		started_at: startedAt,
		timestamp: finishedAt,
		complete: summary.complete,
	};
	yield `${inertJson(head).slice(0, -1)},\n"estate": `;
	const [whole, ...clusters] = sectionsOf(material.estate);
	yield* section(material, whole);
	yield ',\n"clusters": [';
	for (const [index, cluster] of clusters.entries()) {
		yield index === 0 ? "\n" : ",\n";
		yield* section(material, cluster);
	}
	yield "]}\n";
};

/** The facts of the estate that a snapshot keeps; throws `ConfigError` when it keeps none. */
export function estateIn({ estate, generator }: Snapshot): Estate {
	if (estate) return estate;
	throw new ConfigError(
		`This snapshot (by ${generator}) holds no facts about connections, encryption and access, which the compliance report is made of. Scan again with this version: parapet scan; or judge a saved inventory again: parapet scan --inventory FILE`,
	);
}

/** What all parts of the report are made from. */
interface Material {
	readonly snapshot: Snapshot;
	readonly estate: Estate;
	readonly names: ReadonlyMap<string, string>;
	readonly violation: (finding: Finding) => object;
	readonly inTransit: ReturnType<typeof tlsVerdicts>;
}

function materialOf(snapshot: Snapshot): Material {
	const estate = estateIn(snapshot);
	const suppressions = new Map(snapshot.suppressions.map((each) => [each.id, each]));
	const rules = new Map(snapshot.rules.map((rule) => [rule.id, rule]));
	return {
		snapshot,
		estate,
		names: new Map(estate.clusters.map(({ key, name }) => [key, name])),
		violation: (finding) => violationRecord(finding, snapshot, rules, suppressions),
		inTransit: tlsVerdicts(snapshot),
	};
}

function* section({ snapshot, estate, names, violation, inTransit }: Material, { cluster, has, concerns }: Section): Generator<string> {
	const findings = (verdict: Finding["verdict"]) =>
		filtered(snapshot.findings, (finding) => finding.verdict === verdict && concerns(finding), violation);
	const records = (items: readonly EstateRecord[]) => filtered(items, has, (each) => recordOf(each, names));
	const head = {
		scope: cluster ? "cluster" : "estate",
		timestamp: snapshot.finishedAt,
		cluster_name: cluster?.name ?? null,
		...(cluster ? { cluster: { ...recordOf(cluster), account: inAws(cluster.account), region: inAws(cluster.region) } } : {}),
	};
	yield `${inertJson(head).slice(0, -1)},\n`;
	yield* list(
		"database_connections",
		filtered(estate.connections, has, (each) => connectionRecord(each, names)),
	);
	yield ",\n";
	yield* list("policy_violations", findings("fail"));
	yield ",\n";
	yield* list("unknown", findings("indeterminate"));
	yield ',\n"encryption_status": {';
	yield* lists({
		at_rest: records(estate.atRest),
		in_transit: filtered(estate.inTransit, has, (each) => recordOf(inTransit(each), names)),
		keys: records(estate.keys),
		certificates: records(estate.certificates),
	});
	yield '},\n"access_controls": {';
	yield* lists({
		identities: records(estate.identities),
		grants: records(estate.grants),
		privileged_roles: records(estate.privilegedRoles),
		service_accounts: records(estate.serviceAccounts),
	});
	yield `},\n"summary": ${inertJson(summaryOf(snapshot, estate, has, concerns))},\n`;
	yield* list("gaps", gapsOf(snapshot, estate, cluster));
	yield "}";
}

function* lists(named: Readonly<Record<string, Iterable<object>>>): Generator<string> {
	for (const [index, [name, items]] of Object.entries(named).entries()) {
		if (index > 0) yield ",\n";
		yield* list(name, items);
	}
}

/** One item a line and a chunk, so that the text never stands in memory as a whole. */
function* list(name: string, items: Iterable<object>): Generator<string> {
	yield `${inertJson(name)}: [`;
	let separator = "\n";
	for (const item of items) {
		yield separator + inertJson(item);
		separator = ",\n";
	}
	yield "]";
}

function* filtered<T>(items: readonly T[], keep: (item: T) => boolean, shown: (item: T) => object): Generator<object> {
	for (const item of items) if (keep(item)) yield shown(item);
}
