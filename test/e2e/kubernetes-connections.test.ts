import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../shared/core/finding.ts";
import { type KubernetesServer, startKubernetes } from "../support/kubernetes/server.ts";
import { AddressedSocket } from "../support/sql/client-address.ts";
import { type ScanOutcome, scanDatabase } from "../support/sql/command.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";

const labels = (app: string) => ({ app, environment: "production" });

/** A Deployment with its ReplicaSet and a running pod, as controllers would have made them. */
const service = (name: string, ip: string, env: readonly { name: string; value: string }[], serviceAccountName = name) => {
	const template = { serviceAccountName, containers: [{ name: "main", image: `registry.example.com/${name}:1.2.3`, env }] };
	const owner = (kind: string, owner: string) => [{ apiVersion: "apps/v1", kind, name: owner, uid: `${kind}-${owner}`, controller: true }];
	const spec = { selector: { matchLabels: labels(name) }, template: { metadata: { labels: labels(name) }, spec: template } };
	return [
		{ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: serviceAccountName, namespace: "shop" } },
		{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace: "shop", labels: labels(name) }, spec },
		{
			apiVersion: "apps/v1",
			kind: "ReplicaSet",
			metadata: { name: `${name}-7f`, namespace: "shop", labels: labels(name), ownerReferences: owner("Deployment", name) },
			spec,
		},
		{
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: `${name}-7f-x1`, namespace: "shop", labels: labels(name), ownerReferences: owner("ReplicaSet", `${name}-7f`) },
			spec: { ...template, nodeName: "node-a" },
			status: { phase: "Running", podIP: ip, podIPs: [{ ip }] },
		},
	];
};

describe("a cluster and a database in one scan", () => {
	let kubernetes: KubernetesServer;
	let database: PostgresServerProcess;
	let outcome: ScanOutcome;

	beforeAll(async () => {
		[kubernetes, database] = await Promise.all([
			startKubernetes(),
			startPostgres(18, {
				hba: "local all all scram-sha-256\nhostssl all checkout 127.0.0.0/8 scram-sha-256\nhost all all 127.0.0.0/8 md5",
			}),
		]);
		await kubernetes.apply([
			{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels: { environment: "production" } } },
			...service("checkout", "127.0.0.21", [
				{ name: "PGHOST", value: "db.example.com" },
				{ name: "PGSSLMODE", value: "verify-full" },
			]),
			...service(
				"reports",
				"127.0.0.22",
				[{ name: "DATABASE_URL", value: "postgres://reports:c4n4ry@db.example.com/postgres?sslmode=disable" }],
				"default",
			),
		]);
		await database.execute("CREATE ROLE checkout LOGIN PASSWORD 'x'; CREATE ROLE reports LOGIN PASSWORD 'x'");
		const open = (user: string, address: string, tls: boolean) =>
			database.session({
				host: "127.0.0.1",
				user,
				password: "x",
				application_name: `${user} <b>`,
				stream: () => new AddressedSocket(address),
				...(tls ? { ssl: { rejectUnauthorized: false } } : {}),
			});
		await open("checkout", "127.0.0.21", true);
		await open("reports", "127.0.0.22", false);
		await open("reports", "127.0.0.99", false);
		outcome = await scanDatabase(
			[
				"--kubeconfig",
				await kubernetes.kubeconfig(),
				"--database",
				`postgres://postgres@localhost:${database.port}/postgres`,
				"--database-ca",
				database.authority,
			],
			{ PGPASSWORD: database.superuser.password },
		);
	});
	afterAll(() => Promise.all([kubernetes?.stop(), database?.stop()]));

	const on = (rule: string): Finding[] => (outcome.snapshot?.findings ?? []).filter(({ ruleId }) => ruleId === rule);
	const verdicts = (rule: string) => Object.fromEntries(on(rule).map(({ resource, verdict }) => [resource.name, verdict]));

	it("names the service behind each session, and says where none is known", () => {
		const { connections } = outcome.snapshot?.estate ?? { connections: [] };
		expect(
			connections
				.filter(({ user }) => user !== "postgres")
				.map(({ service: name, namespace, workload, serviceAccount, tlsEnabled, authMethod, client }) => [
					name,
					namespace,
					workload,
					serviceAccount,
					tlsEnabled,
					authMethod,
					client,
				])
				.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
		).toEqual([
			["checkout", "shop", "Deployment/checkout", "checkout", true, "scram-sha-256", "pod"],
			["reports", "shop", "Deployment/reports", "default", false, "scram-sha-256", "pod"],
			["reports <b>", undefined, undefined, undefined, false, "scram-sha-256", "local"],
		]);
	});

	it("fails the plaintext session by its service, and the service by its own configuration", () => {
		expect(verdicts("connection-tls-required")).toMatchObject({
			"checkout to postgres as checkout": "pass",
			"reports to postgres as reports": "fail",
		});
		expect(
			on("kubernetes-workload-database-tls")
				.map(({ resource, verdict }) => [resource.name, verdict])
				.sort(),
		).toEqual([
			["checkout", "pass"],
			["reports", "fail"],
		]);
		expect(on("kubernetes-workload-no-plaintext-credentials").find(({ resource }) => resource.name === "reports")?.verdict).toBe("fail");
		expect(outcome.code).toBe(3);
	});

	it("keeps the password of the cluster's configuration out of everything that is written", () => {
		expect(outcome.everything).not.toContain("c4n4ry");
	});

	it("puts it all into the compliance report of that cluster", async () => {
		const report = JSON.parse(outcome.file("compliance.json")) as {
			clusters: { cluster_name: string; database_connections: { service_name: string; tls_enabled: boolean }[] }[];
		};
		const [cluster] = report.clusters;
		expect(cluster?.database_connections.map(({ service_name, tls_enabled }) => [service_name, tls_enabled]).sort()).toEqual([
			["checkout", true],
			["reports", false],
		]);
	});
});
