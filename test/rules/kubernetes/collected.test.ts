import { beforeAll, describe, expect, it } from "vitest";
import { evaluate } from "../../../shared/core/evaluate.ts";
import type { Finding } from "../../../shared/core/finding.ts";
import { indexFrameworks } from "../../../shared/core/framework.ts";
import { type RuleId, rules } from "../../../shared/rules/index.ts";
import { collectFrom, configMap, container, controller, type Manifest, namespaceNamed, object } from "../../support/kubernetes/fake-api.ts";
import { now } from "../../support/rule-table.ts";

const canary = "hunter2-canary";

/** What people apply: databases in pods, their clients and what is around them, with the usual faults. */
const careless: readonly Manifest[] = [
	namespaceNamed("orders"),
	object("v1", "ServiceAccount", "default"),
	object("v1", "ServiceAccount", "api"),
	controller(
		"StatefulSet",
		"db",
		{
			containers: [
				container({
					name: "postgres",
					image: "postgres:16",
					ports: [{ containerPort: 5432, name: "pg" }],
					env: [
						{ name: "POSTGRES_HOST_AUTH_METHOD", value: "trust" },
						{ name: "POSTGRES_PASSWORD", value: canary },
					],
					args: ["-c", "fsync=off"],
				}),
			],
			volumes: [
				{ name: "conf", configMap: { name: "pgconf" } },
				{ name: "data", hostPath: { path: "/data" } },
			],
		},
		{ labels: { "app.kubernetes.io/component": "database" } },
	),
	controller("Deployment", "shop", {
		containers: [
			container({
				name: "mysql",
				image: "mysql:8.4",
				env: [{ name: "MYSQL_ROOT_PASSWORD", valueFrom: { secretKeyRef: { name: "shop-db", key: "password" } } }],
			}),
		],
		hostNetwork: true,
	}),
	controller("Deployment", "api", {
		serviceAccountName: "api",
		containers: [
			container({
				env: [
					{
						name: "DATABASE_URL",
						value: `postgres://postgres:${canary}@orders.abc.eu-west-1.rds.amazonaws.com:5432/orders?sslmode=require`,
					},
				],
			}),
		],
	}),
	controller("Deployment", "worker", {
		containers: [
			container({
				env: [
					{ name: "PGHOST", value: "10.0.3.9" },
					{ name: "PGUSER", value: "worker" },
				],
			}),
		],
	}),
	configMap("pgconf", {
		"postgresql.conf":
			"listen_addresses = '*'\nLog_Connections on # who\nssl_min_protocol_version = 'TLSv1.1'\npassword_encryption = md5\n",
		"pg_hba.conf": "local all all trust\nhost all all 0.0.0.0/0 password\nhost all all ::/0 md5\n",
	}),
	configMap("mycnf", { "my.cnf": "[client]\nlocal-infile=0\n[mysqld]\nskip-grant-tables\nlocal-infile=1\n" }),
	object("v1", "Service", "db", {
		spec: {
			type: "LoadBalancer",
			selector: { app: "db" },
			ports: [{ name: "pg", port: 5432, nodePort: 30432 }],
			externalIPs: ["203.0.113.9"],
		},
	}),
	object("v1", "Service", "alias", { spec: { type: "ExternalName", externalName: "orders.abc.eu-west-1.rds.amazonaws.com" } }),
	object("networking.k8s.io/v1", "NetworkPolicy", "db", {
		spec: {
			podSelector: { matchLabels: { app: "db" } },
			policyTypes: ["Ingress"],
			ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: "pg" }] }],
		},
	}),
	object("postgresql.cnpg.io/v1", "Cluster", "pg", {
		spec: {
			instances: 1,
			imageName: "ghcr.io/cloudnative-pg/postgresql:17.2",
			postgresql: { parameters: { log_connections: "on", fsync: "off" }, pg_hba: ["host all all all md5"] },
			enableSuperuserAccess: true,
		},
	}),
];

const faults: readonly (readonly [resource: string, RuleId, says: string | RegExp])[] = [
	["api", "kubernetes-workload-database-tls", '"require"'],
	["api", "kubernetes-workload-database-user-not-superuser", "as postgres"],
	["api", "kubernetes-workload-no-plaintext-credentials", "DATABASE_URL"],
	["worker", "kubernetes-workload-database-tls", "does not ask for TLS"],
	["worker", "kubernetes-workload-database-host-by-name", "main to 10.0.3.9"],
	["db", "kubernetes-workload-no-plaintext-credentials", "POSTGRES_PASSWORD"],
	["db", "kubernetes-database-no-trust", "POSTGRES_HOST_AUTH_METHOD"],
	["db", "kubernetes-database-durable", "fsync"],
	["db", "kubernetes-database-no-host-path", "/data"],
	["db", "kubernetes-database-network-sources-restricted", "all namespaces (policy db)"],
	["db", "kubernetes-database-token-not-mounted", "mounts a token"],
	["db", "kubernetes-service-database-not-internet-facing", "admits every address"],
	["db", "kubernetes-service-database-no-external-ips", "203.0.113.9"],
	["db", "kubernetes-service-database-no-node-port", "30432"],
	["alias", "kubernetes-service-external-name-not-database", "rds.amazonaws.com"],
	["shop", "kubernetes-database-no-host-network", "the network of the node"],
	["shop", "kubernetes-database-network-isolated", "the network of its node"],
	["shop", "kubernetes-database-tls", "takes by default"],
	["shop", "kubernetes-database-root-local", "from everywhere"],
	["shop", "kubernetes-database-stateful-set", "is a Deployment"],
	["pgconf", "kubernetes-config-tls-enabled", 'the default is "off"'],
	["pgconf", "kubernetes-config-tls-minimum-version", "TLSv1.1"],
	["pgconf", "kubernetes-config-password-encryption-scram", "md5"],
	["pgconf", "kubernetes-config-hba-no-trust", "line 1 (local all all trust)"],
	["pgconf", "kubernetes-config-hba-no-cleartext-password", "line 2 (host all all 0.0.0.0/0 password)"],
	["pgconf", "kubernetes-config-hba-no-md5", "line 3 (host all all ::/0 md5)"],
	["pgconf", "kubernetes-config-hba-tls-required", /line 2 .*"line 3/],
	["pgconf", "kubernetes-config-hba-scoped", /line 2 .*"line 3/],
	["mycnf", "kubernetes-config-grant-tables-in-force", "skip_grant_tables"],
	["mycnf", "kubernetes-config-local-infile-off", 'local_infile = "1"'],
	["pg", "kubernetes-operator-tls-required", "line 1 (host all all all md5)"],
	["pg", "kubernetes-operator-hba-no-weak-passwords", "md5"],
	["pg", "kubernetes-operator-durable", "fsync"],
	["pg", "kubernetes-operator-superuser-access-off", "gives the superuser a password"],
	["pg", "kubernetes-operator-backups-configured", "no backups"],
	["pg", "kubernetes-operator-replicated", "1 instance"],
	["pg", "kubernetes-operator-log-sessions", "log_disconnections"],
];

describe("manifests with the usual faults", () => {
	let findings: Finding[] = [];
	beforeAll(async () => {
		const { resources } = await collectFrom(careless);
		findings = evaluate({ scopes: [], resources, errors: [] }, { rules, frameworks: indexFrameworks([]), now });
	});

	it.each(faults)("%s fails %s", (resource, ruleId, says) => {
		const found = findings.filter((finding) => finding.ruleId === ruleId && finding.resource.name === resource);
		expect(found.map(({ verdict }) => verdict)).toEqual(["fail"]);
		expect(found[0]?.detail).toMatch(says);
	});

	it("pass where there is no fault", () => {
		const verdict = (ruleId: RuleId, name: string) =>
			findings.find((finding) => finding.ruleId === ruleId && finding.resource.name === name)?.verdict;
		expect(verdict("kubernetes-config-log-connections", "pgconf")).toBe("pass");
		expect(verdict("kubernetes-database-network-isolated", "db")).toBe("pass");
		expect(verdict("kubernetes-database-stateful-set", "db")).toBe("pass");
		expect(verdict("kubernetes-operator-tls-minimum-version", "pg")).toBe("pass");
	});

	it("leave what a ConfigMap may say open", () => {
		const found = findings.find(({ ruleId, resource }) => ruleId === "kubernetes-database-tls" && resource.name === "db");
		expect(found).toMatchObject({ verdict: "indeterminate", detail: expect.stringContaining("ConfigMap pgconf") });
	});

	it("end in findings that name no password", () => {
		expect(findings.length).toBeGreaterThan(100);
		expect(JSON.stringify(findings)).not.toContain(canary);
	});
});
