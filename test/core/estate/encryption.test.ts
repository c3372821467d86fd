import { describe, expect, test } from "vitest";
import { estateOf } from "../../../shared/core/estate/estate.ts";
import { seen, unread } from "../../../shared/core/observed.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import { compliant } from "../../support/compliant/index.ts";
import {
	arn,
	clusterKey,
	connectionFrom,
	estateInventory,
	lonelyDatabase,
	ordersDatabase,
	ordersServer,
	place,
	plaintext,
	prod,
	prodInEks,
} from "../../support/estate.ts";
import { now } from "../../support/rule-table.ts";

const estate = (...own: Resource[]) => estateOf(estateInventory(own), now);
const denied = unread({ service: "kms", operation: "DescribeKey", cause: "denied", message: "no right" });
const withParameters = (values: Record<string, string | undefined>, differences = {}) => ({
	...ordersDatabase,
	parameters: seen(
		Object.fromEntries(
			Object.entries(values).map(([name, value]) => [
				name,
				{ ...(value === undefined ? {} : { value }), source: "user", applyType: "dynamic" as const, level: "instance" as const },
			]),
		),
	),
	...differences,
});
const transit = (...own: Resource[]) => estate(...own).inTransit[0];

describe("encryption at rest", () => {
	test.each([
		[true, true],
		[false, false],
		[undefined, null],
	])("of an instance with StorageEncrypted %s is %s", (storageEncrypted, encrypted) => {
		const [record] = estate({ ...ordersDatabase, storageEncrypted }).atRest;
		expect(record?.encrypted).toBe(encrypted);
		expect(record?.reasons).toEqual(encrypted === null ? { encrypted: "AWS did not report StorageEncrypted." } : undefined);
	});
	test("names the key, or why it is not known, or nothing where there is none", () => {
		expect(estate(ordersDatabase).atRest[0]?.key).toBe(arn("kms", "key/orders"));
		expect(estate({ ...ordersDatabase, kmsKey: denied }).atRest[0]).toMatchObject({
			key: null,
			reasons: { key: expect.stringContaining("denied") },
		});
		expect(estate(lonelyDatabase).atRest[0]).not.toHaveProperty("key");
	});
	test("of a member of a DB cluster is that of its cluster", () => {
		const cluster = { ...compliant("rds.DbCluster"), ...place, name: "orders", arn: arn("rds", "cluster:orders") };
		const member = { ...ordersDatabase, clusterId: "orders" };
		expect(estate(cluster, member).atRest.map(({ type }) => type)).toEqual(["rds-cluster"]);
		expect(estate(member).atRest.map(({ type }) => type)).toEqual(["rds-instance"]);
		expect(estate(cluster, { ...member, region: "us-east-1" }).atRest).toHaveLength(2);
	});
	test("of snapshots is one record a database, and false when one is not encrypted", () => {
		const snapshot = (name: string, encrypted: boolean | undefined) => ({
			...compliant("rds.Snapshot"),
			...place,
			of: "instance" as const,
			name,
			arn: arn("rds", `snapshot:${name}`),
			sourceId: "orders",
			encrypted,
		});
		const records = (...states: (boolean | undefined)[]) =>
			estate(ordersDatabase, ...states.map((state, index) => snapshot(`s${index}`, state))).atRest.filter(
				({ type }) => type === "rds-snapshots",
			);
		expect(records(true, true)).toEqual([
			expect.objectContaining({ resource: ordersDatabase.arn, encrypted: true, snapshots: { total: 2, unencrypted: 0, unknown: 0 } }),
		]);
		expect(records(true, false, undefined)).toEqual([
			expect.objectContaining({ encrypted: false, snapshots: { total: 3, unencrypted: 1, unknown: 1 } }),
		]);
		expect(records(true, undefined)).toEqual([expect.objectContaining({ encrypted: null, reasons: { encrypted: expect.any(String) } })]);
	});
	test.each([
		["1.27", [], false],
		["1.28", [], true],
		["1.27", ["secrets"], true],
		[undefined, [], null],
	])("of secrets in EKS %s with a key for %j is %s", (version, encryptedResources, encrypted) =>
		expect(estate({ ...prodInEks, version, encryptedResources }).atRest[0]?.encrypted).toBe(encrypted),
	);
	test("of databases in pods is not known", () =>
		expect(estate(prod, { ...compliant("kubernetes.OperatorDatabase"), ...place }).atRest[0]).toMatchObject({
			encrypted: null,
			reasons: { encrypted: expect.stringContaining("volumes") },
		}));
});

describe("encryption in transit", () => {
	test.each([
		["1", true],
		["0", false],
	])("by rds.force_ssl %s is required: %s", (value, required) =>
		expect(transit(withParameters({ "rds.force_ssl": value }))?.tlsRequired).toBe(required),
	);
	test.each([
		["ON", true],
		["OFF", false],
	])("by require_secure_transport %s is required: %s", (value, required) =>
		expect(transit(withParameters({ require_secure_transport: value }, { engine: "aurora-mysql" }))?.tlsRequired).toBe(required),
	);
	test("is not known when the group names no value, or waits, or was not read", () => {
		for (const [database, reason] of [
			[withParameters({ "rds.force_ssl": undefined }), "names no value for rds.force_ssl"],
			[
				withParameters({ "rds.force_ssl": "1" }, { parameterGroups: [{ name: "g", status: "pending-reboot", level: "instance" }] }),
				"not in sync",
			],
			[{ ...ordersDatabase, parameters: denied }, "DescribeKey"],
			[withParameters({}, { engine: "oracle-ee" }), "No parameter of oracle-ee"],
		] as const) {
			const record = transit(database as Resource);
			expect(record?.tlsRequired).toBeNull();
			expect(record?.reasons?.tlsRequired).toContain(reason);
		}
	});
	test("of a server read from within is by its settings, and by pg_hba.conf elsewhere than on RDS", () => {
		const setting = (value: string) => ({ value, source: "file", context: "sighup", pendingRestart: false });
		const server = (settings: Record<string, string>, platform: "rds" | "other") => ({
			...ordersServer,
			platform: seen(platform),
			settings: seen(Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, setting(value)]))),
		});
		expect(transit(server({ ssl: "on", "rds.force_ssl": "on" }, "rds"))?.tlsRequired).toBe(true);
		expect(transit(server({ ssl: "on", "rds.force_ssl": "off" }, "rds"))?.tlsRequired).toBe(false);
		expect(transit(server({ ssl: "off" }, "other"))?.tlsRequired).toBe(false);
		expect(transit(server({ ssl: "on", "rds.force_ssl": "on" }, "other"))?.reasons?.tlsRequired).toContain("pg_hba.conf");
	});
	test("of MySQL is by require_secure_transport", () => {
		const server = compliant("mysql.Server");
		expect(transit(server)?.tlsRequired).toBe(true);
		expect(transit({ ...server, variables: seen({}) })).toMatchObject({
			tlsRequired: null,
			reasons: { tlsRequired: expect.stringContaining("require_secure_transport") },
		});
	});
	test("of a proxy is by RequireTLS", () => {
		const proxy = compliant("rds.DbProxy");
		expect(transit({ ...proxy, requireTls: false })?.tlsRequired).toBe(false);
		expect(transit({ ...proxy, requireTls: undefined })?.tlsRequired).toBeNull();
	});
	test.each([
		["rds.force_ssl", "postgres", "ssl_min_protocol_version"],
		["require_secure_transport", "mysql", "tls_version"],
		["require_secure_transport", "mariadb", "tls_version"],
		["require_secure_transport", "aurora", "tls_version"],
	])("is by %s of %s, with the oldest version by %s", (required, engine, version) => {
		const record = transit(withParameters({ [required]: "true", [version]: "TLSv1.3" }, { engine }));
		expect(record).toMatchObject({ engine, tlsRequired: true, minimumTlsVersion: "TLSv1.3" });
		expect(transit(withParameters({ [required]: "1", [version]: undefined }, { engine }))).toMatchObject({
			tlsRequired: true,
			minimumTlsVersion: null,
			reasons: { minimumTlsVersion: expect.stringContaining(version) },
		});
	});
	test("waits for every group", () => {
		const groups = (...states: string[]) => states.map((status) => ({ name: status, status, level: "instance" as const }));
		const of = (...states: string[]) =>
			transit(withParameters({ "rds.force_ssl": "1" }, { parameterGroups: groups(...states) }))?.tlsRequired;
		expect([of("in-sync", "in-sync"), of("in-sync", "applying")]).toEqual([true, null]);
	});
	test("has no TLS version where settings were not read, and says so", () => {
		for (const record of [
			transit({ ...ordersServer, settings: denied }),
			transit({ ...compliant("mysql.Server"), variables: denied }),
			transit({ ...ordersDatabase, parameters: denied }),
		])
			expect(record).toMatchObject({
				tlsRequired: null,
				minimumTlsVersion: null,
				reasons: { tlsRequired: expect.any(String), minimumTlsVersion: expect.any(String) },
			});
		expect(transit({ ...compliant("mysql.Server"), variables: seen({ tls_version: "TLSv1.3" }) })?.minimumTlsVersion).toBe("TLSv1.3");
		expect(transit({ ...compliant("mysql.Server"), variables: seen({ tls_version: "TLSv1.3, TLSv1.1,TLSv1" }) })?.minimumTlsVersion).toBe(
			"TLSv1",
		);
		expect(transit(ordersServer)?.minimumTlsVersion).toBe("TLSv1.2");
	});
	test("of an operator's database is what its resource says", () => {
		const database = { ...compliant("kubernetes.OperatorDatabase"), ...place };
		expect(transit(database)).toMatchObject({ name: "orders/orders-pg", tlsRequired: true });
		expect(transit({ ...database, tlsRequired: false })?.tlsRequired).toBe(false);
		expect(transit({ ...database, tlsRequired: undefined })).toMatchObject({
			tlsRequired: null,
			reasons: { tlsRequired: expect.any(String) },
		});
	});
	test("names the engine of a proxy in lower case, when AWS does", () => {
		expect(transit({ ...compliant("rds.DbProxy"), engineFamily: "POSTGRESQL" })?.engine).toBe("postgresql");
		expect(transit({ ...compliant("rds.DbProxy"), engineFamily: undefined })).not.toHaveProperty("engine");
	});
	test("counts sessions on the server and on what hosts it, but not those of its own host", () => {
		const { inTransit } = estate(
			ordersDatabase,
			ordersServer,
			connectionFrom("a"),
			plaintext("b", { sessions: 3 }),
			connectionFrom("c", { tls: denied }),
			plaintext("d", {}, { kind: "local" }),
		);
		expect(inTransit.map(({ sessions }) => sessions)).toEqual(Array(2).fill({ tls: 2, plaintext: 3, unknown: 2 }));
	});
});

describe("keys and certificates", () => {
	const key = { ...compliant("kms.Key"), ...place, arn: arn("kms", "key/orders") };

	test.each([
		[{ value: { enabled: true, periodDays: 90 } }, "enabled"],
		[{ value: { enabled: false } }, "disabled"],
		[denied, null],
		[undefined, undefined],
	])("rotation %j is %s", (rotation, expected) => {
		const [record] = estate({ ...key, rotation }).keys;
		expect(record?.rotation).toBe(expected);
		expect("rotation" in (record ?? {})).toBe(expected !== undefined);
	});
	test("say how much they encrypt, and for which clusters", () =>
		expect(estate(prod, key, ordersDatabase, lonelyDatabase, connectionFrom("a")).keys).toEqual([
			expect.objectContaining({ arn: key.arn, encrypts: 1, clusters: [clusterKey("prod")] }),
		]));
	test("of other accounts are there with what they are known by", () => {
		const foreign = {
			arn: "arn:aws:kms:eu-west-1:999999999999:key/x",
			manager: "CUSTOMER" as const,
			state: "Foreign",
			owner: "999999999999",
		};
		expect(estate({ ...ordersDatabase, kmsKey: seen(foreign) }).keys).toEqual([
			expect.objectContaining({ owner: "999999999999", state: "Foreign", manager: "customer", rotation: null, encrypts: 1 }),
		]);
	});
	test("of AWS are rotated by AWS", () => {
		const own = { arn: arn("kms", "key/aws"), manager: "AWS" as const, state: "Enabled", owner: place.account };
		expect(estate({ ...ordersDatabase, kmsKey: seen(own) }).keys).toEqual([
			expect.objectContaining({ manager: "aws", rotation: "enabled", rotationDays: 365 }),
		]);
	});
	test.each([
		["2026-06-15T12:00:00.000Z", true, 0],
		["2026-06-15T12:00:00.001Z", false, 0],
		["2026-06-14T12:00:00.000Z", true, -1],
		["2026-07-15T12:00:00.000Z", false, 30],
		[undefined, null, null],
	])("a certificate until %s is expired: %s, days left: %s", (validTill, expired, daysLeft) => {
		const certificate = estate({
			...ordersDatabase,
			certificate: { authority: "rds-ca-rsa2048-g1", ...(validTill ? { validTill } : {}) },
		}).certificates.find(({ type }) => type === "server");
		expect(certificate).toMatchObject({ expired, daysLeft, validTill: validTill ?? null });
		expect(Object.keys(certificate?.reasons ?? {})).toEqual(expired === null ? ["validTill", "expired", "daysLeft"] : []);
	});
	test("has its authority's own dates, from any server that tells them, or the reason", () => {
		const authority = (...own: Resource[]) => estate(...own).certificates.find(({ type }) => type === "authority");
		const dark = { ...ordersDatabase, authority: denied };
		expect(authority(dark, lonelyDatabase)).toMatchObject({ validTill: "2061-05-22T00:00:00.000Z", servers: 2 });
		expect(authority(dark, lonelyDatabase)).not.toHaveProperty("reasons");
		expect(authority(dark)).toMatchObject({
			validTill: null,
			expired: null,
			reasons: { validTill: expect.stringContaining("denied"), expired: expect.any(String) },
		});
		expect(authority({ ...ordersDatabase, certificate: undefined })).toBeUndefined();
	});
	test("of a server without certificate details is not known", () =>
		expect(estate({ ...ordersDatabase, certificate: undefined }).certificates).toEqual([
			expect.objectContaining({ type: "server", validTill: null, reasons: expect.objectContaining({ validTill: expect.any(String) }) }),
		]));
	test("of a key are named by its alias, else by its id", () => {
		expect(estate({ ...key, aliases: ["alias/a", "alias/b"] }).keys[0]?.name).toBe("alias/a");
		expect(estate({ ...key, aliases: [], keyId: "1234" }).keys[0]?.name).toBe("1234");
	});
	test("an authority comes once a region, with its servers", () => {
		const abroad = { ...lonelyDatabase, region: "us-east-1", arn: "arn:aws:rds:us-east-1:123456789012:db:lonely" };
		const authorities = estate(ordersDatabase, lonelyDatabase, abroad).certificates.filter(({ type }) => type === "authority");
		expect(authorities.map(({ region, servers }) => [region, servers])).toEqual([
			["eu-west-1", 2],
			["us-east-1", 1],
		]);
	});
});
