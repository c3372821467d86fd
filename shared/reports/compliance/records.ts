import type { Estate, EstateConnection, EstateRecord } from "../../core/estate/types.ts";
import type { Finding } from "../../core/finding.ts";
import { observedAt } from "../../core/history/readings.ts";
import { severities } from "../../core/severity.ts";
import type { RuleRecord, Snapshot } from "../../core/snapshot.ts";
import type { SuppressionUse } from "../../core/suppression.ts";

type Json = Readonly<Record<string, unknown>>;

/** The record under the names of the report: `daysLeft` is `days_left`, in `reasons` too, and clusters are named. */
export function recordOf(record: object, names?: ReadonlyMap<string, string>): Json {
	return Object.fromEntries(
		Object.entries(record).map(([name, value]) => {
			if (name === "reasons") return [name, renamed(value)];
			if (name === "clusters" && names) return ["cluster_names", namesOf(value, names)];
			return [snake(name), isPlain(value) ? renamed(value) : value];
		}),
	);
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const isPlain = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);
const renamed = (value: object): Json => Object.fromEntries(Object.entries(value).map(([name, each]) => [snake(name), each]));
const namesOf = (keys: readonly string[], names: ReadonlyMap<string, string>): string[] => keys.map((key) => names.get(key) ?? key);

/** Who may not have a namespace: everything that runs outside clusters. */
const outside = new Set(["lambda", "ec2", "proxy", "eni", "local"]);

/** A connection, with the names that the report promises first. */
export function connectionRecord(connection: EstateConnection, names: ReadonlyMap<string, string>): Json {
	const { service, namespace, database, tlsEnabled, authMethod, lastSeen, clusters, reasons, arn, server, ...rest } = connection;
	const unknown = {
		...(reasons ? renamed(reasons) : {}),
		...(namespace === undefined && !outside.has(connection.client)
			? { namespace: connection.clientReason ?? "The client is not known." }
			: {}),
	};
	return {
		service_name: service,
		namespace: namespace ?? null,
		cluster_name: clusters ? namesOf(clusters, names).join(", ") : null,
		database: database ?? null,
		tls_enabled: tlsEnabled,
		auth_method: authMethod,
		last_access: lastSeen,
		...recordOf(rest),
		server,
		id: arn,
		...(Object.keys(unknown).length > 0 ? { reasons: unknown } : {}),
	};
}

/** A failing or indeterminate finding. */
export function violationRecord(
	finding: Finding,
	snapshot: Snapshot,
	rules: ReadonlyMap<string, RuleRecord>,
	suppressions: ReadonlyMap<string, SuppressionUse>,
): Json {
	const { ruleId, title, severity, detail, resource, uid, firstSeen, frameworks, suppressedBy } = finding;
	const suppression = suppressedBy === undefined ? undefined : suppressions.get(suppressedBy);
	return {
		type: ruleId,
		resource: resource.arn,
		description: detail,
		severity,
		timestamp: observedAt(snapshot, resource.kind),
		first_seen: firstSeen,
		title,
		resource_name: resource.name,
		resource_kind: resource.kind,
		account: inAws(resource.account),
		region: inAws(resource.region),
		recommendation: rules.get(ruleId)?.recommendation ?? null,
		frameworks,
		suppression:
			suppressedBy === undefined
				? null
				: {
						id: suppressedBy,
						reason: suppression?.reason ?? null,
						owner: suppression?.owner ?? null,
						expires: suppression?.expires ?? null,
					},
		id: uid,
	};
}

/** Parapet's own mark for what is outside AWS is none of the reader's. */
export const inAws = (place: string): string | null => (place === "-" ? null : place);

/** The numbers of a section. */
export function summaryOf(
	{ findings }: Snapshot,
	{ connections }: Estate,
	has: (record: EstateRecord) => boolean,
	concerns: (finding: Finding) => boolean,
): Json {
	const own = connections.filter(has);
	const sessions = (wanted: boolean | null) => own.filter(({ tlsEnabled }) => tlsEnabled === wanted).length;
	const open = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<string, number>;
	let suppressed = 0;
	let unknown = 0;
	let passing = 0;
	for (const finding of findings) {
		if (!concerns(finding)) continue;
		if (finding.verdict === "pass") passing++;
		else if (finding.verdict === "indeterminate") unknown++;
		else if (finding.suppressedBy !== undefined) suppressed++;
		else open[finding.severity] = (open[finding.severity] ?? 0) + 1;
	}
	return {
		database_connections: { total: own.length, tls: sessions(true), plaintext: sessions(false), unknown: sessions(null) },
		policy_violations: { ...open, suppressed },
		unknown,
		passing,
	};
}
