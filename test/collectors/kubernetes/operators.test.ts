import { describe, expect, it } from "vitest";
import { collectFrom, object } from "../../support/kubernetes/fake-api.ts";

const cnpg = "postgresql.cnpg.io/v1";
const pgo = "postgres-operator.crunchydata.com/v1beta1";
const percona = "pgv2.percona.com/v2";

/** What is made of one custom resource, without where it is. */
async function read(apiVersion: string, kind: string, spec: unknown) {
	const { all } = await collectFrom([object(apiVersion, kind, "main", { spec })]);
	const [found] = all("kubernetes.OperatorDatabase");
	if (!found) return undefined;
	const { kind: _, partition, account, region, cluster, tags, name, namespace, ...facts } = found;
	return facts;
}

const some = async (apiVersion: string, kind: string, spec: unknown) => (await read(apiVersion, kind, spec)) ?? {};

describe("databases of operators", () => {
	it("of CloudNativePG", async () => {
		expect(
			await read(cnpg, "Cluster", {
				instances: 3,
				imageName: "ghcr.io/cloudnative-pg/postgresql:17.2-7@sha256:abc",
				enableSuperuserAccess: true,
				postgresql: {
					parameters: { Log_Connections: "on", max_connections: "100", primary_conninfo: "password=x" },
					pg_hba: ["hostssl app app 10.0.0.0/8 md5", "nonsense", "hostnossl all all all reject"],
				},
				backup: { barmanObjectStore: { destinationPath: "s3://x" } },
				managed: { services: { additional: [{ selectorType: "rw", serviceTemplate: { spec: { type: "LoadBalancer" } } }] } },
			}),
		).toEqual({
			arn: "kubernetes://prod/orders/Cluster.postgresql.cnpg.io/main",
			operator: "cloudnative-pg",
			apiVersion: cnpg,
			resourceKind: "Cluster",
			engine: "postgres",
			version: "17.2-7",
			instances: 3,
			tlsRequired: true,
			tlsEnabled: true,
			superuserAccess: true,
			backups: true,
			parameters: { log_connections: "on", max_connections: "100" },
			hba: [
				{ line: 1, type: "hostssl", databases: ["app"], users: ["app"], address: "10.0.0.0/8", method: "md5", options: [] },
				{ line: 3, type: "hostnossl", databases: ["all"], users: ["all"], address: "all", method: "reject", options: [] },
			],
			exposed: true,
		});
	});

	it.each<[object, object]>([
		[{}, { tlsRequired: false, backups: false, exposed: false, parameters: {}, hba: [] }],
		[{ imageCatalogRef: { kind: "ImageCatalog", name: "x", major: 17 } }, { version: "17" }],
		[{ backup: { volumeSnapshot: { className: "x" } } }, { backups: true }],
		[{ backup: { retentionPolicy: "30d" } }, { backups: false }],
		[{ plugins: [{ name: "barman-cloud.cloudnative-pg.io", isWALArchiver: true }] }, { backups: true }],
		[{ plugins: [{ name: "barman-cloud.cloudnative-pg.io", enabled: false }] }, { backups: false }],
		[{ managed: { services: { additional: [{ serviceTemplate: { spec: { type: "ClusterIP" } } }] } } }, { exposed: false }],
		[{ postgresql: { pg_hba: ["host all all 10.0.0.0/8 md5", "hostnossl all all all reject"] } }, { tlsRequired: false }],
		[{ postgresql: { pg_hba: ["host all all 127.0.0.1/32 md5", "host all all all reject"] } }, { tlsRequired: true }],
		[{ postgresql: { pg_hba: ["hostnossl all all 0.0.0.0/0 reject"] } }, { tlsRequired: false }],
		[{ postgresql: { pg_hba: ["hostnossl all all 0.0.0.0/0 reject", "hostnossl all all ::/0 reject"] } }, { tlsRequired: true }],
		[{ postgresql: { pg_hba: ["hostnossl app all all reject"] } }, { tlsRequired: false }],
	])("of CloudNativePG: %j", async (spec, expected) => {
		expect(await some(cnpg, "Cluster", spec)).toMatchObject(expected);
	});

	it("of CloudNativePG leaves open what other plugins do", async () => {
		expect(await some(cnpg, "Cluster", { plugins: [{ name: "x.example.com" }] })).not.toHaveProperty("backups");
		expect(await some(cnpg, "Cluster", {})).not.toHaveProperty("superuserAccess");
	});

	it("of Zalando", async () => {
		const zalando = (spec: object) => some("acid.zalan.do/v1", "postgresql", spec);
		expect(
			await zalando({
				numberOfInstances: 2,
				postgresql: { version: "16", parameters: { log_statement: "all" } },
				patroni: { pg_hba: ["hostssl all all 0.0.0.0/0 scram-sha-256"] },
				enableMasterLoadBalancer: false,
				enableReplicaLoadBalancer: true,
				enableLogicalBackup: true,
			}),
		).toMatchObject({
			operator: "zalando",
			resourceKind: "postgresql",
			version: "16",
			instances: 2,
			tlsRequired: true,
			tlsEnabled: true,
			backups: true,
			exposed: true,
			parameters: { log_statement: "all" },
		});
		expect(await zalando({ patroni: { pg_hba: ["hostssl all all all md5", "host all all all md5"] } })).toMatchObject({
			tlsRequired: false,
		});
		expect(await zalando({ env: [{ name: "ALLOW_NOSSL", value: "true" }] })).toMatchObject({ tlsRequired: false });
		expect(await zalando({ enableMasterLoadBalancer: false, enableReplicaLoadBalancer: false })).toMatchObject({ exposed: false });
		for (const absent of ["tlsRequired", "backups", "exposed", "superuserAccess"]) expect(await zalando({})).not.toHaveProperty(absent);
	});

	it.each([
		["of Crunchy", pgo, "PostgresCluster", "crunchy"],
		["of Percona for PostgreSQL", percona, "PerconaPGCluster", "percona-pg"],
	])("%s", async (_, apiVersion, kind, operator) => {
		const of = (spec: object) => some(apiVersion, kind, spec);
		expect(
			await of({
				postgresVersion: 17,
				instances: [{ name: "a", replicas: 2 }, { name: "b" }],
				backups: { pgbackrest: { repos: [{ name: "repo1" }] } },
				patroni: {
					dynamicConfiguration: {
						postgresql: { parameters: { log_connections: true, work_mem: "4MB" }, pg_hba: ["hostssl all all all md5"] },
					},
				},
				config: { parameters: { work_mem: "8MB" } },
			}),
		).toMatchObject({
			operator,
			version: "17",
			instances: 3,
			tlsRequired: true,
			tlsEnabled: true,
			backups: true,
			exposed: false,
			parameters: { log_connections: "true", work_mem: "8MB" },
			hba: [{ line: 1, type: "hostssl", method: "md5" }],
		});
		expect(await of({})).toMatchObject({ tlsRequired: true, backups: false, hba: [] });
		expect(await of({ patroni: { dynamicConfiguration: { postgresql: { pg_hba: ["host all all all md5"] } } } })).toMatchObject({
			tlsRequired: false,
		});
		expect(
			await of({
				authentication: {
					rules: [
						{ connection: "hostssl", method: "password", databases: ["a b"], users: ['x"y'], options: { clientcert: "verify-full" } },
						{ hba: "host all all all reject" },
						{ connection: "host", method: "cert" },
					],
				},
			}),
		).toMatchObject({
			tlsRequired: true,
			hba: [
				{ type: "hostssl", databases: ["a b"], users: ['x"y'], address: "all", method: "scram-sha-256", options: ["clientcert"] },
				{ type: "host", method: "reject" },
				{ type: "host", databases: ["all"], method: "cert" },
			],
		});
	});

	it.each<[string, string, object, boolean]>([
		[pgo, "PostgresCluster", { service: { type: "LoadBalancer" } }, true],
		[pgo, "PostgresCluster", { replicaService: { type: "NodePort" } }, true],
		[pgo, "PostgresCluster", { proxy: { pgBouncer: { service: { type: "LoadBalancer" } } } }, true],
		[pgo, "PostgresCluster", { service: { type: "ClusterIP" } }, false],
		[percona, "PerconaPGCluster", { expose: { type: "LoadBalancer" } }, true],
		[percona, "PerconaPGCluster", { exposeReplicas: { type: "NodePort" } }, true],
		[percona, "PerconaPGCluster", { proxy: { pgBouncer: { expose: { type: "LoadBalancer" } } } }, true],
	])("%s %s %j", async (apiVersion, kind, spec, exposed) => {
		expect(await some(apiVersion, kind, spec)).toMatchObject({ exposed });
	});

	it("of Percona for PostgreSQL without backups", async () => {
		expect(await some(percona, "PerconaPGCluster", { backups: { enabled: false, pgbackrest: { repos: [{}] } } })).toMatchObject({
			backups: false,
		});
	});

	it("of Percona XtraDB Cluster", async () => {
		const pxc = (spec: object) => some("pxc.percona.com/v1", "PerconaXtraDBCluster", spec);
		expect(
			await pxc({
				pxc: { size: 3, image: "percona/percona-xtradb-cluster:8.0.36-28.1", configuration: "[mysqld]\nrequire_secure_transport=ON\n" },
				haproxy: { enabled: true, exposePrimary: { type: "LoadBalancer" } },
				backup: { schedule: [{ name: "daily" }] },
			}),
		).toMatchObject({
			operator: "percona-xtradb",
			engine: "mysql",
			version: "8.0.36-28.1",
			instances: 3,
			tlsRequired: true,
			tlsEnabled: true,
			backups: true,
			exposed: true,
			parameters: { require_secure_transport: "ON" },
		});
		expect(await pxc({ pxc: { configuration: "local_infile=0" } })).toMatchObject({
			tlsRequired: false,
			parameters: { local_infile: "0" },
			backups: false,
			exposed: false,
		});
		expect(await pxc({})).not.toHaveProperty("tlsRequired");
		expect(await pxc({ unsafeFlags: { tls: true }, tls: { enabled: false } })).toMatchObject({ tlsEnabled: false, tlsRequired: false });
		expect(await pxc({ tls: { enabled: false } })).toMatchObject({ tlsEnabled: true });
		expect(await pxc({ allowUnsafeConfigurations: true })).not.toHaveProperty("tlsEnabled");
		expect(await pxc({ haproxy: { enabled: false, exposePrimary: { type: "LoadBalancer" } } })).toMatchObject({ exposed: false });
		expect(await pxc({ proxysql: { enabled: true, expose: { type: "NodePort" } } })).toMatchObject({ exposed: true });
		expect(await pxc({ pxc: { expose: { enabled: true, type: "LoadBalancer" } } })).toMatchObject({ exposed: true });
		expect(await pxc({ pxc: { expose: { type: "LoadBalancer" } } })).toMatchObject({ exposed: false });
		expect(await pxc({ backup: { pitr: { enabled: true } } })).toMatchObject({ backups: true });
	});

	it("of mariadb-operator", async () => {
		const mariadb = (spec: object) => some("k8s.mariadb.com/v1alpha1", "MariaDB", spec);
		expect(
			await mariadb({
				replicas: 3,
				image: "docker-registry1.mariadb.com/library/mariadb:11.8.2",
				tls: { enabled: true, required: true },
				myCnf: "[mariadb]\nbind-address=*\n",
				primaryService: { type: "NodePort" },
			}),
		).toMatchObject({
			operator: "mariadb-operator",
			engine: "mariadb",
			version: "11.8.2",
			instances: 3,
			tlsRequired: true,
			tlsEnabled: true,
			parameters: { bind_address: "*" },
			exposed: true,
		});
		expect(await mariadb({ tls: { enabled: true } })).toMatchObject({ tlsRequired: false, exposed: false });
		expect(await mariadb({ tls: { enabled: true }, myCnf: "require_secure_transport=1" })).toMatchObject({ tlsRequired: true });
		expect(await mariadb({ tls: { enabled: true }, myCnfConfigMapKeyRef: { name: "x" } })).not.toHaveProperty("tlsRequired");
		expect(await mariadb({ tls: { enabled: false, required: true } })).toMatchObject({ tlsRequired: false, tlsEnabled: false });
		for (const absent of ["tlsRequired", "tlsEnabled", "backups"]) expect(await mariadb({})).not.toHaveProperty(absent);
	});

	it("of the MySQL operator", async () => {
		const mysql = (spec: object) => some("mysql.oracle.com/v2", "InnoDBCluster", spec);
		expect(
			await mysql({
				instances: 3,
				version: "8.4.0",
				mycnf: "[mysqld]\nrequire-secure-transport\n",
				backupSchedules: [{ name: "x", enabled: true }],
				service: { type: "LoadBalancer" },
			}),
		).toMatchObject({
			operator: "mysql-operator",
			engine: "mysql",
			version: "8.4.0",
			instances: 3,
			tlsRequired: true,
			tlsEnabled: true,
			backups: true,
			exposed: true,
		});
		expect(await mysql({ backupSchedules: [{ enabled: false }] })).toMatchObject({
			instances: 1,
			tlsRequired: false,
			backups: false,
			exposed: false,
		});
	});

	it("of AWS Controllers for Kubernetes", async () => {
		const ack = "rds.services.k8s.aws/v1alpha1";
		expect(
			await some(ack, "DBInstance", { engine: "postgres", engineVersion: "17.4", backupRetentionPeriod: 7, publiclyAccessible: true }),
		).toMatchObject({
			arn: "kubernetes://prod/orders/DBInstance.rds.services.k8s.aws/main",
			operator: "ack-rds",
			engine: "postgres",
			version: "17.4",
			backups: true,
			exposed: true,
		});
		expect(await some(ack, "DBCluster", { engine: "aurora-mysql", backupRetentionPeriod: 0 })).toMatchObject({
			engine: "mysql",
			backups: false,
		});
		expect(await some(ack, "DBCluster", { engine: "aurora-postgresql" })).toMatchObject({ engine: "postgres" });
		expect(await some(ack, "DBInstance", { engine: "mariadb" })).not.toHaveProperty("backups");
		expect(await read(ack, "DBInstance", { engine: "oracle-ee" })).toBeUndefined();
	});

	it("of no shape at all", async () => {
		for (const [apiVersion, kind] of [
			[cnpg, "Cluster"],
			["acid.zalan.do/v1", "postgresql"],
			[pgo, "PostgresCluster"],
			[percona, "PerconaPGCluster"],
			["pxc.percona.com/v1", "PerconaXtraDBCluster"],
			["k8s.mariadb.com/v1alpha1", "MariaDB"],
			["mysql.oracle.com/v2", "InnoDBCluster"],
		] as const)
			for (const spec of [
				undefined,
				null,
				[],
				"x",
				{ instances: "x", postgresql: 1, backup: [], patroni: { pg_hba: [1, null] }, pxc: "a", tls: true },
			])
				expect(await read(apiVersion, kind, spec)).toBeDefined();
	});
});
