import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../shared/core/errors.ts";
import type { EncryptionInTransit, EstateConnection } from "../../shared/core/estate/types.ts";
import type { Inventory } from "../../shared/core/inventory.ts";
import { reported, unread } from "../../shared/core/observed.ts";
import type { Resource } from "../../shared/core/resources/index.ts";
import { type AnyRule, defineRule } from "../../shared/core/rule.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { fail, pass } from "../../shared/core/verdict.ts";
import { connectionRecord } from "../../shared/reports/compliance/records.ts";
import { complianceSchema } from "../../shared/reports/compliance/schema.ts";
import { tlsVerdicts } from "../../shared/reports/compliance/tls-verdicts.ts";
import { compliance } from "../../shared/reports/compliance.ts";
import { arn, connectionFrom, estateInventory, ordersDatabase, plaintext, prod, resources, unreadCluster } from "../support/estate.ts";
import { backupRule, encryptedRule, inventoryOf, rdsDenied, snapshotOf } from "../support/findings.ts";
import { awkward, hostile, whole } from "./awkward.ts";
import { violationsOf } from "./validate.ts";

const tlsRule = defineRule({
	id: "test-connection-tls",
	title: "Connections use TLS",
	severity: "critical",
	resource: "database.Connection",
	risk: "Others can read what is sent, passwords too.",
	recommendation: "Connect with sslmode=verify-full.",
	related: {},
	evaluate: (connection) =>
		"value" in connection.tls && connection.tls.value.enabled
			? pass(`${connection.name} uses TLS.`)
			: fail(`${connection.name} is in clear.`),
});
const clusterRule = defineRule({
	id: "test-cluster-version",
	title: "The version is known",
	severity: "low",
	resource: "eks.Cluster",
	risk: "Nobody knows what runs.",
	recommendation: "Find out what runs.",
	related: {},
	evaluate: (cluster) => fail(`${cluster.name} runs ${reported(cluster.version, "version")}.`),
});
const rules = [encryptedRule, backupRule, tlsRule, clusterRule] as unknown as AnyRule[];
const judged = (
	own: readonly Resource[] = resources,
	errors: Inventory["errors"] = [],
	options: Parameters<typeof snapshotOf>[1] = {},
): Snapshot => snapshotOf(estateInventory(own, errors), { rules, ...options });

type Section = Record<string, unknown> & {
	cluster_name: string | null;
	database_connections: Record<string, unknown>[];
	policy_violations: Record<string, unknown>[];
	unknown: Record<string, unknown>[];
	encryption_status: Record<"at_rest" | "in_transit" | "keys" | "certificates", Record<string, unknown>[]>;
	access_controls: Record<"identities" | "grants" | "privileged_roles" | "service_accounts", Record<string, unknown>[]>;
	gaps: { list: string; reason: string }[];
};
const reportOf = (snapshot: Snapshot): Record<string, unknown> & { estate: Section; clusters: Section[] } =>
	JSON.parse(whole(compliance(snapshot, { colour: false, width: 80 })));
const clusterOf = (snapshot: Snapshot, name: string): Section => {
	const section = reportOf(snapshot).clusters.find((each) => each.cluster_name === name);
	if (!section) throw new Error(`no ${name}`);
	return section;
};

/** The schema with every object that names its members closed: nothing may be there that is not documented. */
const closed = (schema: unknown): unknown => {
	if (Array.isArray(schema)) return schema.map(closed);
	if (typeof schema !== "object" || schema === null) return schema;
	const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
	return "properties" in schema && !Array.isArray(schema.properties) ? { ...copy, additionalProperties: false } : copy;
};
const documented = closed(complianceSchema) as object;

describe("the schema of the compliance report", () => {
	test("is published as it is", async () => {
		const published = "../../docs/schemas/compliance-1.json";
		await expect(`${JSON.stringify(complianceSchema, undefined, "\t")}\n`).toMatchFileSnapshot(published);
		expect(JSON.parse(readFileSync(new URL(published, import.meta.url), "utf8")).$schema).toContain("2020-12");
	});
	test.each([
		["a whole estate", judged()],
		["hostile names", awkward],
		["nothing", snapshotOf(inventoryOf([]))],
		["calls that failed", judged(resources, [rdsDenied])],
		["suppressions", judged(resources, [], { suppressions: [{ id: "known", owner: "data", reason: "Moves.", expires: "2026-12-31" }] })],
	])("describes the report of %s, with every field of it", (_, snapshot) =>
		expect(violationsOf(documented, reportOf(snapshot))).toEqual([]),
	);
	test("refuses what is no report", () => {
		const { estate, ...rest } = reportOf(judged());
		expect(violationsOf(complianceSchema, rest)).toEqual([" must have required property 'estate'"]);
		expect(
			violationsOf(complianceSchema, {
				...rest,
				estate: { ...estate, database_connections: [{ ...estate.database_connections[0], tls_enabled: "no" }] },
			}),
		).not.toEqual([]);
	});
	test("describes the connection of the documentation", () => {
		const page = readFileSync(new URL("../../docs/compliance-report.md", import.meta.url), "utf8");
		const example = JSON.parse(page.match(/```json\n(.*?)```/s)?.[1] ?? "null");
		const { $defs } = documented as { $defs: object };
		expect(violationsOf({ $ref: "#/$defs/connection", $defs }, example)).toEqual([]);
	});
	test("lets fields be added within its version", () => {
		const report = reportOf(judged());
		expect(violationsOf(complianceSchema, { ...report, later: 1 })).toEqual([]);
		expect(violationsOf(documented, { ...report, later: 1 })).not.toEqual([]);
	});
});

describe("the compliance report", () => {
	test("has the estate, and each cluster by name", () => {
		const { estate, clusters, timestamp, complete } = reportOf(judged());
		expect([estate.cluster_name, ...clusters.map((cluster) => cluster.cluster_name)]).toEqual([null, "edge", "prod"]);
		expect(clusters.map((cluster) => cluster.timestamp)).toEqual([timestamp, timestamp]);
		expect(complete).toBe(true);
	});
	test("says of a connection who, to what, how and when", () => {
		const [billing] = clusterOf(judged(), "prod").database_connections.filter((each) => each.service_name === "billing");
		expect(billing).toMatchObject({
			service_name: "billing",
			namespace: "orders",
			cluster_name: "prod",
			database: "orders",
			tls_enabled: false,
			auth_method: "md5",
			last_access: "2026-06-15T12:00:00.000Z",
			user: "billing",
			production: null,
			reasons: { production: "Nothing tells" },
		});
	});
	test("gives a cluster what its services have to do with, and the estate all", () => {
		const { estate } = reportOf(judged());
		const cluster = clusterOf(judged(), "prod");
		expect(cluster.database_connections.map((each) => each.service_name)).toEqual(["billing", "orders-api", "reports", "worker"]);
		expect(estate.database_connections).toHaveLength(7);
		const names = (section: Section) =>
			section.encryption_status.at_rest.filter(({ type }) => type === "rds-instance").map(({ name }) => name);
		expect([names(cluster), names(estate)]).toEqual([["orders"], ["lonely", "orders"]]);
		expect(cluster.access_controls.identities.map(({ name }) => name)).toEqual([
			"arn:aws:iam::111122223333:role/platform-admin",
			"orders-api",
		]);
		expect(clusterOf(judged(), "edge").database_connections).toEqual([]);
	});
	test("lists what fails for the resources of a cluster, and everything for the estate", () => {
		const of = (section: Section) => section.policy_violations.map(({ type, resource_name }) => `${type} ${resource_name}`);
		expect(of(reportOf(judged()).estate)).toEqual([
			"test-connection-tls billing to orders",
			"test-connection-tls nightly to orders",
			"test-encrypted lonely",
			"test-cluster-version edge",
			"test-cluster-version prod",
		]);
		expect(of(clusterOf(judged(), "prod"))).toEqual(["test-connection-tls billing to orders", "test-cluster-version prod"]);
		expect(of(clusterOf(judged(), "edge"))).toEqual(["test-cluster-version edge"]);
	});
	test("counts node groups by the cluster in their ARN, and objects by the cluster they name", () => {
		const snapshot = judged();
		const [finding] = snapshot.findings;
		if (!finding) throw new Error("no finding");
		const of = (resource: Partial<(typeof finding)["resource"]>) => {
			const findings = [{ ...finding, resource: { ...finding.resource, account: "123456789012", ...resource } }];
			return reportOf({ ...snapshot, findings }).clusters.flatMap((cluster) =>
				cluster.policy_violations.length > 0 ? [cluster.cluster_name] : [],
			);
		};
		expect(of({ arn: arn("eks", "nodegroup/prod/workers/1") })).toEqual(["prod"]);
		expect(of({ arn: arn("eks", "nodegroup/other/workers/1") })).toEqual([]);
		expect(of({ arn: "kubernetes://edge/a/b/c", cluster: "edge" })).toEqual(["edge"]);
		expect(of({ arn: "kubernetes://edge/a/b/c", cluster: "edge", account: "999999999999" })).toEqual([]);
		expect(of({ arn: arn("kms", "key/orders") })).toEqual(["prod"]);
		expect(of({ arn: arn("rds", "db:lonely") })).toEqual([]);
	});
	test("has the fields that it promises for a violation, and what to do", () =>
		expect(reportOf(judged()).estate.policy_violations[0]).toEqual({
			type: "test-connection-tls",
			resource: expect.stringContaining("postgres://"),
			description: "billing to orders is in clear.",
			severity: "critical",
			timestamp: "2026-06-15T12:00:00.000Z",
			first_seen: "2026-06-15T12:00:00.000Z",
			title: "Connections use TLS",
			resource_name: "billing to orders",
			resource_kind: "database.Connection",
			account: "123456789012",
			region: "eu-west-1",
			recommendation: "Connect with sslmode=verify-full.",
			frameworks: {},
			suppression: null,
			id: expect.stringMatching(/^test-connection-tls\//),
		}));
	test("marks a violation whose risk is accepted, and keeps it", () => {
		const suppressions = [{ id: "known", rules: ["test-encrypted"], owner: "data", reason: "Moves.", expires: "2026-12-31" }];
		const { estate } = reportOf(judged(resources, [], { suppressions }));
		expect(estate.policy_violations.find(({ type }) => type === "test-encrypted")?.suppression).toEqual({
			id: "known",
			owner: "data",
			reason: "Moves.",
			expires: "2026-12-31",
		});
		expect(estate.summary).toMatchObject({ policy_violations: { critical: 2, high: 0, suppressed: 1 } });
	});
	test("keeps apart what could not be judged", () => {
		const { estate } = reportOf(judged([{ ...ordersDatabase, storageEncrypted: undefined }]));
		expect(estate.policy_violations).toEqual([]);
		expect(estate.unknown).toEqual([
			expect.objectContaining({ type: "test-encrypted", description: "AWS did not report StorageEncrypted." }),
		]);
	});
	test("counts what it lists", () =>
		expect(reportOf(judged()).estate.summary).toMatchObject({
			database_connections: { total: 7, tls: 5, plaintext: 2, unknown: 0 },
			policy_violations: { critical: 2, high: 1, low: 2, suppressed: 0 },
		}));
	test("never says false of what is not known", () => {
		const dark = unread({ service: "postgres", operation: "pg_stat_ssl", cause: "denied", message: "no right" });
		const [connection] = reportOf(judged([connectionFrom("dark", { tls: dark, authentication: dark })])).estate.database_connections;
		expect(connection).toMatchObject({
			tls_enabled: null,
			auth_method: null,
			reasons: { tls_enabled: expect.stringContaining("no right"), auth_method: expect.any(String) },
		});
	});
	test("says why a namespace is not known, and has none for what is outside clusters", () => {
		const of = (client: string) => connectionRecord({ client, clientReason: "Nobody has the address." } as EstateConnection, new Map());
		expect(of("unknown")).toMatchObject({ namespace: null, reasons: { namespace: "Nobody has the address." } });
		expect(of("lambda")).not.toHaveProperty("reasons");
	});
	test("refuses a snapshot without these facts, and says how to make one", () => {
		const { estate: _, ...old } = judged();
		expect(() => reportOf(old)).toThrow(ConfigError);
		expect(() => reportOf(old)).toThrow(/parapet scan --inventory FILE/);
	});
	test("shows hostile names as they are, and holds nothing that a terminal acts on", () => {
		const { estate } = reportOf(awkward);
		expect(estate.database_connections.map((each) => each.service_name)).toEqual(
			expect.arrayContaining([hostile.markup, hostile.override, hostile.long]),
		);
	});
});

describe("what is in no AWS account", () => {
	test("has null for account and region, not a mark of ours", () => {
		const outside = { partition: "-", account: "-", region: "-" };
		const snapshot = judged([
			{ ...prod, ...outside },
			{ ...plaintext("orders-api"), ...outside },
		]);
		const { estate } = reportOf(snapshot);
		expect(estate.policy_violations).toMatchObject([{ account: null, region: null }]);
		expect(clusterOf(snapshot, "prod").cluster).toMatchObject({ account: null, region: null });
	});
});

describe("gaps of the compliance report", () => {
	const gaps = (snapshot: Snapshot, list: string) =>
		reportOf(snapshot)
			.estate.gaps.filter((gap) => gap.list === list)
			.map(({ reason }) => reason);
	const all = [
		...rules,
		...[
			"kms.Key",
			"rds.DbCluster",
			"rds.Snapshot",
			"secretsmanager.Secret",
			"rds.DbProxy",
			"iam.Principal",
			"postgres.Server",
			"kubernetes.Namespace",
			"kubernetes.ServiceAccount",
		].map((resource) => ({ ...encryptedRule, id: `about-${resource}`, resource })),
	] as unknown as AnyRule[];

	test("say which sources were not part of the scan", () => {
		const snapshot = judged([], [], { rules: [encryptedRule] as unknown as AnyRule[] });
		expect(gaps(snapshot, "database_connections")).toEqual([expect.stringContaining("--database")]);
		expect(gaps(snapshot, "access_controls.service_accounts")).toEqual([expect.stringContaining("--kubeconfig")]);
		expect(gaps(snapshot, "encryption_status.keys")).toEqual([expect.stringMatching(/^Not part of this scan.*: KMS key\.$/)]);
		expect(gaps(snapshot, "encryption_status.certificates")).toEqual([]);
	});
	test("are none when everything was read and there is nothing", () =>
		expect(reportOf(judged([], [], { rules: all })).estate.gaps).toEqual([]));
	test("say what left rules out, since what these would have found is missing", () => {
		const scope = {
			severity: "critical" as const,
			frameworks: ["soc2"],
			services: ["rds"],
			rules: Array.from({ length: 22 }, (_, index) => `rule-${index}`),
		};
		const whole = judged([], [], { rules: all });
		for (const list of ["policy_violations", "unknown"])
			expect(gaps({ ...whole, scope: { ...whole.scope, ...scope } }, list)).toEqual([
				"Only rules about these services ran: rds.",
				expect.stringMatching(/^Only these rules ran: rule-0, .*, rule-19 and 2 more\.$/),
				"Only rules that serve these frameworks ran: soc2.",
				"Only rules of severity critical and worse ran.",
			]);
	});
	test("say that only some namespaces were read", () => {
		const whole = judged([prod, unreadCluster], [], { rules: all });
		const some = { ...whole, scope: { ...whole.scope, namespaces: ["orders", "billing"] } };
		const reason = "Only these namespaces of clusters were read: orders, billing.";
		expect(gaps(some, "database_connections")).toContain(reason);
		expect(clusterOf(some, "prod").gaps.filter((gap) => gap.reason === reason)).toHaveLength(5);
		expect(clusterOf(some, "edge").gaps.filter((gap) => gap.reason === reason)).toEqual([]);
	});
	test("of a cluster whose API was not read concern every list that only it tells", () => {
		const lists = clusterOf(judged([unreadCluster], [], { rules: all }), "edge").gaps.filter(({ reason }) =>
			reason.includes("--cluster edge"),
		);
		expect(lists.map(({ list }) => list).sort()).toEqual([
			"access_controls.grants",
			"access_controls.privileged_roles",
			"access_controls.service_accounts",
			"database_connections",
			"encryption_status.at_rest",
			"encryption_status.certificates",
			"encryption_status.in_transit",
			"encryption_status.keys",
		]);
	});
	test("say which calls failed", () => {
		const snapshot = judged([], [rdsDenied], { rules: all });
		expect(gaps(snapshot, "encryption_status.at_rest")).toEqual([
			expect.stringContaining("rds:DescribeDBInstances could not be read (denied)"),
		]);
		expect(gaps(snapshot, "encryption_status.keys")).toEqual([]);
		const twice = judged([], [rdsDenied, { ...rdsDenied, scope: { ...rdsDenied.scope, region: "us-east-1" } }], { rules: all });
		expect(gaps(twice, "encryption_status.at_rest")).toEqual([expect.stringMatching(/^2 scopes: /)]);
	});
	test("of one cluster are not those of another", () => {
		const error = {
			service: "kubernetes",
			operation: "list pods",
			cause: "denied" as const,
			message: "no",
			kinds: ["kubernetes.Workload" as const],
		};
		const scope = { partition: "aws", account: "123456789012", region: "eu-west-1" };
		const snapshot = judged([prod, unreadCluster], [{ ...error, scope: { ...scope, cluster: "prod" } }], { rules: all });
		const reasons = (name: string) => clusterOf(snapshot, name).gaps.map(({ reason }) => reason);
		expect(reasons("prod").some((reason) => reason.includes("list pods"))).toBe(true);
		expect(reasons("edge").some((reason) => reason.includes("list pods"))).toBe(false);
		const inAccount = (account: string) =>
			clusterOf(judged([prod], [{ ...rdsDenied, scope: { ...scope, account } }], { rules: all }), "prod").gaps.length;
		expect(inAccount("123456789012")).toBeGreaterThan(0);
		expect(inAccount("999999999999")).toBe(0);
		expect(reasons("edge").some((reason) => reason.includes("--cluster edge"))).toBe(true);
	});
});

describe("whether TLS is required", () => {
	const record: EncryptionInTransit = {
		type: "rds-instance",
		resource: "r",
		name: "r",
		tlsRequired: null,
		reasons: { tlsRequired: "default", other: "x" },
	};
	const [finding] = judged([plaintext("a")]).findings;
	const withVerdict = (verdict: "pass" | "fail" | "indeterminate", ruleId = "rds-instance-tls-required") => {
		if (!finding) throw new Error("no finding");
		return tlsVerdicts({ findings: [{ ...finding, ruleId, verdict, detail: "because", resource: { ...finding.resource, arn: "r" } }] })(
			record,
		);
	};
	test("is what the rule says that judges it", () => {
		expect(withVerdict("pass")).toMatchObject({ tlsRequired: true, reasons: { other: "x" } });
		expect(withVerdict("fail").tlsRequired).toBe(false);
		expect(withVerdict("pass").reasons).not.toHaveProperty("tlsRequired");
	});
	test("is unknown when the rule does not know", () =>
		expect(withVerdict("indeterminate")).toMatchObject({ tlsRequired: null, reasons: { tlsRequired: "because" } }));
	test("stays what it is when no rule judged it", () => expect(withVerdict("pass", "another-rule")).toEqual(record));
});
