import { severities } from "../severity.ts";
import { alertKinds, alertSchemaVersion } from "./alert.ts";

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };
const short = (maxLength: number): Schema => ({ type: "string", maxLength });
const time: Schema = { type: "string", format: "date-time" };
const hex: Schema = { type: "string", pattern: "^[0-9a-f]{32}$" };
const oneOf = (values: readonly string[]): Schema => ({ enum: values });
const count: Schema = { type: "integer", minimum: 0 };
const about = (schema: Schema, description: string): Schema => ({ ...schema, description });
const countsOf = (names: readonly string[]): Readonly<Record<string, Schema>> => Object.fromEntries(names.map((each) => [each, count]));
const list = (items: Schema, maxItems: number): Schema => ({ type: "array", items, maxItems });

const record = (required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema => ({
	type: "object",
	properties: { ...required, ...optional },
	required: Object.keys(required),
});

const kind = oneOf(alertKinds);
const severity = oneOf(severities);
const shared = {
	schema: { const: alertSchemaVersion },
	id: about(hex, "The same for the same change however often it is sent: drop what was seen."),
	fingerprint: about(hex, "The same for every change of one incident."),
	severity,
	observedAt: about(time, "When the scan that saw it ended."),
	snapshot: about(record({ from: text, to: text }), "Ids of the snapshots that were compared."),
};
/** What stands in for members that are too long for a target. */
const shortened = {
	omitted: about(list(text, 10), "Members that were too long to be sent; those that must be there are empty."),
	whole: about(record({ url: text, sha256: text, bytes: count }), "Where the whole message is."),
};
const report = { report: about(text, "Where the whole report is.") };

const alert = record(
	{
		...shared,
		type: { const: "alert" },
		kind: about(
			kind,
			"unreadable is about a scope; system about Parapet itself; gone: the resource is no longer there, or the rule no longer applies to it.",
		),
		status: oneOf(["open", "closed"]),
		title: short(200),
		detail: short(1500),
		partition: text,
		account: about(text, "- outside AWS."),
		region: text,
		frameworks: about(list(short(100), 100), "<framework>:<requirement>."),
	},
	{
		previousSeverity: about(severity, "When it was another."),
		previousDetail: short(500),
		cluster: short(200),
		environment: about(short(100), "By the tags of the resource."),
		rule: record({ id: short(200), title: short(200), risk: short(500), recommendation: short(500), links: list(short(300), 5) }),
		resource: record({
			arn: short(1000),
			kind: text,
			name: short(300),
			tags: { type: "object", additionalProperties: text },
		}),
		evidence: about({ type: "object" }, "The deciding facts."),
		unread: about(list(record({ service: text, operation: text, cause: text, message: short(300) }), 10), "Calls that failed."),
		examples: about(list(record({ rule: short(200), resource: short(300), detail: short(300) }), 10), "Judgements that could not be made."),
		firstSeen: time,
		...report,
		...shortened,
		test: about({ const: true }, "Made by parapet alert test."),
		check: about(text, "Id of the check of a deployment that it came of."),
	},
);

const digest = record(
	{
		...shared,
		type: { const: "digest" },
		total: about(count, "The sum of kinds, and of severities."),
		// What came later within this version need not be there.
		kinds: record(countsOf(alertKinds.filter((each) => each !== "system")), countsOf(["system"])),
		severities: record(countsOf(severities)),
		worst: list({ $ref: "#/$defs/alert" }, 10),
		alerts: {
			type: "array",
			items: record({ id: hex, fingerprint: hex, kind, severity, account: text, region: text }, { rule: text, resource: text }),
		},
	},
	{ ...report, ...shortened },
);

/** The published schema of alerts and digests: docs/schemas/alert-1.json, and `parapet alert schema`. */
export const alertSchema: Schema = {
	$schema: "https://json-schema.org/draft/2020-12/schema",
	title: "Alert of Parapet",
	description: "What is sent as JSON: one change of one incident, or many of them in a digest. Members may be added within this version.",
	oneOf: [{ $ref: "#/$defs/alert" }, { $ref: "#/$defs/digest" }],
	$defs: { alert, digest },
};
