import * as z from "zod";
import { ConfigError } from "../core/errors.ts";
import { severities } from "../core/severity.ts";
import { type Snapshot, snapshotSchemaVersion } from "../core/snapshot.ts";
import { verdictNames } from "../core/verdict.ts";
import { validate } from "./validate.ts";

const Texts = z.record(z.string(), z.string());
const FindingSchema = z.looseObject({
	uid: z.string(),
	ruleId: z.string(),
	title: z.string(),
	severity: z.enum(severities),
	verdict: z.enum(verdictNames),
	detail: z.string(),
	resource: z.looseObject({
		arn: z.string(),
		kind: z.string(),
		name: z.string(),
		partition: z.string(),
		account: z.string(),
		region: z.string(),
		tags: Texts,
	}),
	related: z.record(z.string(), z.array(z.string())),
	frameworks: z.record(z.string(), z.array(z.string())),
	evidence: z.record(z.string(), z.unknown()),
	firstSeen: z.iso.datetime(),
	suppressedBy: z.string().optional(),
});
const ScopeSchema = z.looseObject({ partition: z.string(), account: z.string(), region: z.string() });
const counts = <const K extends readonly string[]>(keys: K) => z.record(z.enum(keys), z.int());
const records = z.array(z.looseObject({ clusters: z.array(z.string()).optional(), reasons: Texts.optional() }));
const EstateSchema = z.looseObject({
	clusters: z.array(z.looseObject({ key: z.string(), name: z.string() })),
	connections: z.array(
		z.looseObject({
			arn: z.string(),
			service: z.string(),
			serverName: z.string(),
			client: z.string(),
			purpose: z.string(),
			sessions: z.int(),
			addresses: z.array(z.string()),
			applications: z.array(z.string()),
			tlsEnabled: z.boolean().nullable(),
			authMethod: z.string().nullable(),
			privileged: z.array(z.string()).nullable(),
			firstSeen: z.iso.datetime(),
			lastSeen: z.iso.datetime(),
			clusters: z.array(z.string()).optional(),
			reasons: Texts.optional(),
		}),
	),
	atRest: records,
	inTransit: records,
	keys: records,
	certificates: records,
	identities: records,
	grants: records,
	privilegedRoles: records,
	serviceAccounts: records,
	gaps: z.array(z.looseObject({ list: z.string(), reason: z.string(), clusters: z.array(z.string()).optional() })),
});
const ReadingSchema = z.looseObject({ snapshotId: z.string(), startedAt: z.iso.datetime(), finishedAt: z.iso.datetime() });
const SnapshotSchema = z.looseObject({
	schemaVersion: z.literal(snapshotSchemaVersion, {
		error: `must be "${snapshotSchemaVersion}"; this is not a snapshot that this version can read`,
	}),
	id: z.string(),
	generator: z.string(),
	startedAt: z.iso.datetime(),
	finishedAt: z.iso.datetime(),
	scope: z.looseObject({ scopes: z.array(ScopeSchema) }),
	summary: z.looseObject({
		resources: z.int(),
		rules: z.int(),
		verdicts: counts(verdictNames),
		failing: counts(severities),
		suppressed: z.int(),
		complete: z.boolean(),
		resourcesByKind: z.record(z.string(), z.int()),
	}),
	findings: z.array(FindingSchema),
	collectionErrors: z.array(
		z.looseObject({
			service: z.string(),
			operation: z.string(),
			cause: z.string(),
			message: z.string(),
			scope: ScopeSchema,
			kinds: z.array(z.string()),
		}),
	),
	suppressions: z.array(z.looseObject({ id: z.string(), status: z.enum(["active", "expired", "unused"]), findings: z.int() })),
	rules: z.array(
		z.looseObject({ id: z.string(), title: z.string(), risk: z.string(), recommendation: z.string(), links: z.array(z.string()) }),
	),
	frameworks: z.array(
		z.looseObject({
			id: z.string(),
			title: z.string(),
			version: z.string(),
			requirements: z.array(z.looseObject({ id: z.string(), title: z.string(), rules: z.array(z.string()) })),
		}),
	),
	// Snapshots of earlier versions have none.
	estate: EstateSchema.optional(),
	trigger: z.looseObject({ cause: z.string(), kinds: z.array(z.string()), events: z.array(z.string()) }).optional(),
	readings: z.looseObject({ whole: ReadingSchema, kinds: z.record(z.string(), ReadingSchema) }).optional(),
	// Only what was published has a history.
	carried: z
		.array(
			z.looseObject({ finding: FindingSchema, snapshotId: z.string(), knownAt: z.iso.datetime(), why: z.enum(["unreadable", "notAsked"]) }),
		)
		.optional(),
});

/** What was read from `source` as a snapshot; a `ConfigError` lists what is wrong with its place. */
export function checkSnapshot(data: unknown, source: string): Snapshot {
	if (typeof data === "object" && data !== null && (data as { format?: unknown }).format === "parapet-inventory") {
		throw new ConfigError(`${source} is a saved inventory, not a snapshot. Judge it with: parapet scan --inventory ${source}`);
	}
	validate(SnapshotSchema, data, source);
	// What was read, not what was parsed from it: the parser orders members anew and drops a tag called `__proto__`.
	return data as Snapshot;
}
