/** Version of the compliance report's format; fields may be added within it. */
export const complianceSchemaVersion = "parapet.compliance/1";

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };
const flag: Schema = { type: "boolean" };
const count: Schema = { type: "integer", minimum: 0 };
const time: Schema = { type: "string", format: "date-time" };
const texts: Schema = { type: "array", items: text };
const oneOf = (...values: readonly string[]): Schema => ({ enum: values });
const about = (schema: Schema, description: string): Schema => ({ ...schema, description });
const listOf = (items: Schema, description: string): Schema => ({ type: "array", description, items });
/** Null means: not known, or, where `reasons` does not name the field, does not apply. */
const orNull = (schema: Schema): Schema =>
	"enum" in schema ? { ...schema, enum: [...(schema.enum as string[]), null] } : { ...schema, type: [schema.type, "null"] };

const record = (
	description: string,
	required: Readonly<Record<string, Schema>>,
	optional: Readonly<Record<string, Schema>> = {},
): Schema => ({
	type: "object",
	description,
	properties: { ...required, ...optional },
	required: Object.keys(required),
});

const reasons = { type: "object", additionalProperties: text, description: "Why fields of this record are null, by their names." };
const shared = { reasons: { $ref: "#/$defs/reasons" }, cluster_names: about(texts, "The clusters that it concerns.") };
const severity = oneOf("critical", "high", "medium", "low", "informational");

const connection = record(
	"Sessions of one service, user, database and way in, on one server, at the time of the scan.",
	{
		service_name: about(text, "Workload, function, instance, or else what the client calls itself, or its address."),
		namespace: about(orNull(text), "Of the workload; null outside clusters, and where the client is not known (see reasons)."),
		cluster_name: orNull(text),
		database: orNull(text),
		tls_enabled: orNull(flag),
		auth_method: about(orNull(text), "iam, cert, scram-sha-256, md5, password, trust, a MySQL plugin, …"),
		last_access: about(time, "When it was last seen: the time of the scan."),
		client: oneOf("pod", "node", "lambda", "ec2", "proxy", "eni", "local", "unknown"),
		addresses: about(texts, "At most 20."),
		server_name: text,
		engine: text,
		applications: about(texts, "What clients call themselves; at most 20."),
		sessions: count,
		privileged: {
			type: ["array", "null"],
			items: text,
			description: "What makes the database role privileged; empty for an ordinary role.",
		},
		oldest_session: about(orNull(time), "Start of the oldest session."),
		first_seen: about(time, "By this scan or one before it."),
		shared_with: about(texts, "Other services that use the same database user."),
		purpose: oneOf("application", "scanner", "platform", "replication"),
		production: orNull(flag),
		server: about(text, "Id of the server."),
		id: about(text, "The same in every scan."),
	},
	{
		client_reason: about(text, "What limits the knowledge of the client."),
		workload: text,
		service_account: text,
		iam_role: text,
		hosted_by: about(text, "Arn of the RDS instance or cluster, or id of the workload, behind the server."),
		user: text,
		tls_version: text,
		tls_cipher: text,
		client_tls_mode: about(text, "The mode of the client's own configuration: verify-full, require, …"),
		auth_basis: about(oneOf("hba", "role", "plugin", "session"), "What the method is concluded from."),
		allowed: about({ type: "array", items: oneOf("read", "write", "define") }, "Kinds of statement that the role's grants allow."),
		open_since: about(time, "It was open then already, where the start of a session is not known."),
		reasons: { $ref: "#/$defs/reasons" },
	},
);

const violation = record("A finding of a rule or policy.", {
	type: about(text, "Id of the rule, or policy/<package> of a policy in Rego."),
	resource: about(text, "Arn or other id; of a scope that could not be read it ends in *."),
	description: text,
	severity,
	timestamp: about(time, "When it was judged."),
	first_seen: about(time, "Since when this verdict stands, as far as earlier snapshots tell."),
	title: about(text, "The secure state."),
	resource_name: text,
	resource_kind: text,
	account: about(orNull(text), "Null for what is in no AWS account."),
	region: orNull(text),
	recommendation: orNull(text),
	frameworks: { type: "object", additionalProperties: texts, description: "Framework id to the requirements that it concerns." },
	suppression: {
		type: ["object", "null"],
		description: "The accepted risk that covers it. It violates the policy nevertheless.",
		properties: { id: text, reason: orNull(text), owner: orNull(text), expires: orNull(text) },
		required: ["id", "reason", "owner", "expires"],
	},
	id: about(text, "The same in every scan."),
});

const atRest = record(
	"Data at rest.",
	{
		type: oneOf("rds-instance", "rds-cluster", "rds-snapshots", "secret", "eks-secrets", "kubernetes-database"),
		resource: text,
		name: text,
		encrypted: orNull(flag),
	},
	{
		key: about(orNull(text), "Arn of the KMS key; absent where none encrypts, or AWS owns it."),
		snapshots: record("For the snapshots of one database.", { total: count, unencrypted: count, unknown: count }),
		...shared,
	},
);

const inTransit = record(
	"Whether a database takes connections without TLS.",
	{
		type: oneOf("rds-instance", "rds-cluster", "rds-proxy", "postgres-server", "mysql-server", "operator-database"),
		resource: text,
		name: text,
		tls_required: orNull(flag),
	},
	{
		engine: text,
		minimum_tls_version: about(orNull(text), "The oldest version that the server takes, as it spells it."),
		iam_authentication: orNull(flag),
		sessions: record("Sessions that this scan saw from other hosts.", { tls: count, plaintext: count, unknown: count }),
		...shared,
	},
);

const key = record(
	"A KMS key of the account, or one that encrypts something in it.",
	{
		arn: text,
		name: text,
		manager: oneOf("aws", "customer"),
		owner: about(text, "Account that owns it."),
		state: about(text, "As KMS spells it, or Deleted, or Foreign: another account's, which does not show it."),
		encrypts: about(count, "How many databases, groups of snapshots and secrets of this report it encrypts."),
	},
	{
		rotation: about(orNull(oneOf("enabled", "disabled")), "Absent for keys that KMS does not rotate."),
		rotation_days: count,
		deletion_date: time,
		...shared,
	},
);

const certificate = record(
	"A TLS certificate of an RDS instance, or the authority that signed some.",
	{
		type: oneOf("server", "authority"),
		resource: text,
		name: text,
		region: text,
		valid_till: orNull(time),
		expired: orNull(flag),
		days_left: about({ type: ["integer", "null"] }, "From the scan; negative when it has expired."),
	},
	{ authority: text, servers: count, ...shared },
);

const identity = record(
	"Somebody whom IAM, EKS or aws-auth lets in to a database or a cluster.",
	{
		type: oneOf("iam-user", "iam-group", "iam-role", "eks-access-entry", "aws-auth"),
		id: text,
		name: text,
		administrator: about(orNull(flag), "Of everything, rather than of named databases or namespaces."),
	},
	{ last_used: about(time, "When the role was last used, for anything."), groups: texts, ...shared },
);

const grant = record(
	"What somebody may do.",
	{
		type: oneOf("rds-db-connect", "eks-access-policy", "kubernetes-secrets", "database", "kms"),
		identity: about(text, "PUBLIC is everybody."),
		on: text,
		permissions: texts,
	},
	{
		through: about(text, "The policy, role or binding that gives it."),
		conditional: about(flag, "Conditions limit it further."),
		...shared,
	},
);

const privilegedRole = record(
	"A role or account inside a database that stands above grants.",
	{
		server: text,
		server_name: text,
		role: text,
		privileges: texts,
		login: about(flag, "It can log in itself."),
		members: { type: ["array", "null"], items: text, description: "Who can use it, members of members too; at most 50." },
		member_count: orNull(count),
	},
	shared,
);

const serviceAccount = record(
	"A service account that has an IAM role, or whose pods use a database or may do so.",
	{
		arn: text,
		namespace: text,
		name: text,
		uses_database: orNull(flag),
		workloads: orNull(count),
		roles: about(orNull(count), "Roles of the cluster that are bound to it."),
	},
	{
		iam_role: about(orNull(text), "Absent when there is none."),
		iam_role_by: oneOf("annotation", "pod-identity"),
		iam_role_exists: orNull(flag),
		...shared,
	},
);

const clusterFacts = record(
	"The cluster of this part.",
	{
		key: text,
		name: text,
		partition: text,
		account: about(orNull(text), "Null outside AWS."),
		region: orNull(text),
		kubernetes: about(flag, "Was it read through its own API?"),
		version: orNull(text),
	},
	{ eks: about(text, "Arn of the EKS cluster."), reasons: { $ref: "#/$defs/reasons" } },
);

const section = record(
	"The estate, or a cluster with the databases, keys and identities that its services have to do with.",
	{
		scope: oneOf("estate", "cluster"),
		timestamp: about(time, "When the scan ended."),
		cluster_name: about(orNull(text), "Null for the estate."),
		database_connections: listOf({ $ref: "#/$defs/connection" }, "Who connects to what."),
		policy_violations: listOf({ $ref: "#/$defs/violation" }, "What fails, worst first; suppressed ones last."),
		unknown: listOf({ $ref: "#/$defs/violation" }, "What could not be judged: it is not known to be compliant."),
		encryption_status: record("What is encrypted.", {
			at_rest: listOf({ $ref: "#/$defs/at_rest" }, "Databases, their snapshots, secrets, secrets of clusters."),
			in_transit: listOf({ $ref: "#/$defs/in_transit" }, "Databases and proxies."),
			keys: listOf({ $ref: "#/$defs/key" }, "KMS keys."),
			certificates: listOf({ $ref: "#/$defs/certificate" }, "Of RDS."),
		}),
		access_controls: record("Who has access.", {
			identities: listOf({ $ref: "#/$defs/identity" }, "Whom AWS lets in."),
			grants: listOf({ $ref: "#/$defs/grant" }, "By what, and to what."),
			privileged_roles: listOf({ $ref: "#/$defs/privileged_role" }, "Inside databases."),
			service_accounts: listOf({ $ref: "#/$defs/service_account" }, "Of clusters."),
		}),
		summary: record("Numbers of this part.", {
			database_connections: record("Groups of sessions, as listed.", { total: count, tls: count, plaintext: count, unknown: count }),
			policy_violations: record("Without suppressed ones, by severity; and the suppressed.", {
				critical: count,
				high: count,
				medium: count,
				low: count,
				informational: count,
				suppressed: count,
			}),
			unknown: count,
			passing: about(count, "Findings that pass; they are in the other formats."),
		}),
		gaps: listOf(
			record("A list that may lack records.", { list: about(text, "Its path in this part."), reason: text }),
			"An empty list without a gap means that there are none.",
		),
	},
	{ cluster: { $ref: "#/$defs/cluster" } },
);

/** The published schema: docs/schemas/compliance-1.json, and `parapet report --schema`. */
export const complianceSchema: Schema = {
	$schema: "https://json-schema.org/draft/2020-12/schema",
	title: "Parapet compliance report",
	...record("The report.", {
		schema: { const: complianceSchemaVersion },
		snapshot: about(text, "Id of the snapshot that it was made from."),
		generator: text,
		started_at: time,
		timestamp: about(time, "When the scan ended."),
		complete: about(flag, "Nothing that was asked for was left unread, or unjudged without a suppression."),
		estate: { $ref: "#/$defs/section" },
		clusters: listOf({ $ref: "#/$defs/section" }, "By name."),
	}),
	description:
		"Who connects to which database and how, what violates policies, what is encrypted and who has access: for the estate and for each cluster. A field is null when it is not known, and then `reasons` says why, or when it does not apply; optional fields are absent when they do not apply. Objects may gain fields within version 1: readers pass over those that they do not know.",
	$defs: {
		section,
		cluster: clusterFacts,
		connection,
		violation,
		at_rest: atRest,
		in_transit: inTransit,
		key,
		certificate,
		identity,
		grant,
		privileged_role: privilegedRole,
		service_account: serviceAccount,
		reasons,
	},
};
