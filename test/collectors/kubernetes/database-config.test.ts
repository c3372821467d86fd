import { describe, expect, it } from "vitest";
import { collectFrom, configMap, controller, type Manifest, object } from "../../support/kubernetes/fake-api.ts";

const canary = "CanaryS3cret";
const mounting = (image: string, name = "m") =>
	controller("StatefulSet", "db", { containers: [{ name: "db", image }], volumes: [{ name: "c", configMap: { name } }] });

async function read(data: object, others: readonly Manifest[] = [], options = {}) {
	const { all, resources } = await collectFrom([configMap("m", data), ...others], options);
	expect(JSON.stringify(resources)).not.toContain(canary);
	return all("kubernetes.DatabaseConfig")[0];
}

describe("configuration files in ConfigMaps", () => {
	it("of PostgreSQL", async () => {
		expect(
			await read(
				{
					"postgresql.conf": `ssl = on\nlog_statement = none\nprimary_conninfo = 'host=a password=${canary}'\nssl_passphrase_command = 'echo ${canary}'\nbroken`,
					"zz-extra.conf": "log_statement = ddl",
					"pg_hba.conf": `hostssl all all all scram-sha-256\nhost all all all ldap ldapbindpasswd=${canary}`,
					"pg_ident.conf": "x",
					"readme.txt": canary,
				},
				[mounting("postgres:18")],
			),
		).toMatchObject({
			arn: "kubernetes://prod/orders/ConfigMap/m",
			namespace: "orders",
			engine: "postgres",
			files: ["postgresql.conf", "pg_hba.conf", "zz-extra.conf"],
			settings: { ssl: "on", log_statement: "ddl" },
			hba: [
				{ line: 1, type: "hostssl", method: "scram-sha-256" },
				{ line: 2, type: "host", method: "ldap", options: ["ldapbindpasswd"] },
			],
			mistakes: [{ file: "postgresql.conf", line: 5, reason: "syntax error" }],
			usedBy: { value: ["db"] },
		});
	});

	it("of MySQL, without what is the clients'", async () => {
		const found = await read({
			"my.cnf": `[client]\npassword=${canary}\n[mysqld]\nrequire-secure-transport=ON\nwsrep_sst_auth=a:${canary}`,
		});
		expect(found).toMatchObject({
			engine: "mysql",
			files: ["my.cnf"],
			settings: { require_secure_transport: "ON" },
			usedBy: { value: [] },
		});
		expect(Object.keys(found?.settings ?? {})).toEqual(["require_secure_transport"]);
		expect(found).not.toHaveProperty("hba");
	});

	it("of pg_hba.conf alone", async () => {
		const found = await read({ "pg_hba.conf": "local all all peer" });
		expect(found).toMatchObject({ engine: "postgres", hba: [{ method: "peer" }] });
		expect(found).not.toHaveProperty("settings");
	});

	it("count under other names where a database mounts them", async () => {
		const file = { "custom.conf": "ssl = on" };
		expect(await read(file)).toBeUndefined();
		expect(await read(file, [mounting("nginx")])).toBeUndefined();
		expect(await read(file, [mounting("postgres", "other")])).toBeUndefined();
		expect(await read(file, [mounting("postgres")])).toMatchObject({ settings: { ssl: "on" } });
	});

	it.each([
		["postgresql.conf", "postgres"],
		["postgres.conf", "postgres"],
		["orders-postgresql.conf", "postgres"],
		["postgresql.auto.conf", "postgres"],
		["pg_hba.conf", "postgres"],
		["my.cnf", "mysql"],
		["99-custom.cnf", "mysql"],
		["pgbouncer.ini", undefined],
		["pgbouncer_hba.conf", undefined],
		["openssl.cnf", undefined],
		["nginx.conf", undefined],
		["postgresql.yaml", undefined],
	])("%s is of %s", async (key, engine) => {
		expect((await read({ [key]: "" }))?.engine).toBe(engine);
	});

	it("let the file that the server writes itself have the last word", async () => {
		const found = await read({ "postgresql.auto.conf": "ssl = off", "postgresql.conf": "ssl = on", "postgresql.base.conf": "ssl = yes" });
		expect(found).toMatchObject({ files: ["postgresql.conf", "postgresql.base.conf", "postgresql.auto.conf"], settings: { ssl: "off" } });
	});

	it("keep hostile names of settings as what they are", async () => {
		const found = await read({ "postgresql.conf": "__proto__ = x\nconstructor = y\ntoString = z" });
		expect(Object.entries(found?.settings ?? {}).filter(([name]) => name !== "__proto__")).toEqual([
			["constructor", "y"],
			["tostring", "z"],
		]);
	});

	it("leave who uses them unread when workloads were not read", async () => {
		expect(await read({ "my.cnf": "" }, [], { failing: { "statefulsets.apps": "denied" } })).toMatchObject({
			usedBy: { unread: { cause: "denied" } },
		});
	});

	it("are no Secrets", async () => {
		const { asked } = await collectFrom([object("v1", "Secret", "s", { data: {} })]);
		expect(asked.filter(({ plural }) => plural === "secrets")).toEqual([]);
	});
});
