import { describe, expect, it } from "vitest";
import { rdsDirectory } from "../../../shared/runtime/rotation/directory.ts";
import { withManagedSecrets } from "../../../shared/runtime/rotation/managed.ts";
import { fakeCaller } from "../../support/aws/fake-caller.ts";
import { databaseSecret } from "../../support/rotation/real.ts";

const end = "abcdefghijkl.eu-west-1.rds.amazonaws.com";
const host = (name: string, kind = "") => `${name}.${kind}${end}`;
const arnOf = (kind: string, name: string) => `arn:aws:rds:eu-west-1:111122223333:${kind}:${name}`;

const instance = (name: string, more: object = {}) => ({
	DBInstanceIdentifier: name,
	DBInstanceArn: arnOf("db", name),
	Engine: "postgres",
	MasterUsername: "root",
	Endpoint: { Address: host(name), Port: 5432 },
	...more,
});
const cluster = (name: string, more: object = {}) => ({
	DBClusterIdentifier: name,
	DBClusterArn: arnOf("cluster", name),
	Engine: "aurora-postgresql",
	MasterUsername: "root",
	Endpoint: host(name, "cluster-"),
	ReaderEndpoint: host(name, "cluster-ro-"),
	CustomEndpoints: [host("reports", "cluster-custom-")],
	Port: 5433,
	DBClusterMembers: [
		{ DBInstanceIdentifier: `${name}-1`, IsClusterWriter: true },
		{ DBInstanceIdentifier: `${name}-2`, IsClusterWriter: false },
	],
	...more,
});
const managed = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1-AbCdEf";
const estate = {
	instances: [
		instance("one"),
		instance("mysql", { Engine: "mysql" }),
		instance("managed", { MasterUserSecret: { SecretArn: managed } }),
		instance("replica", { ReadReplicaSourceDBInstanceIdentifier: "one" }),
		instance("making", { Endpoint: undefined, DBInstanceStatus: "creating" }),
		instance("many-1", { DBClusterIdentifier: "many", Engine: "aurora-postgresql" }),
		instance("outpost", { Endpoint: { Address: "outpost.example.org", Port: 5432 } }),
	],
	clusters: [
		cluster("many"),
		cluster("second", { DBClusterMembers: [{ IsClusterWriter: false }] }),
		cluster("copy", { ReplicationSourceIdentifier: "many" }),
	],
};

const filtered = (member: string, items: readonly Record<string, unknown>[], by: string) => (input: Record<string, unknown>) => {
	const [filter] = (input.Filters ?? []) as { Values: string[] }[];
	return { [member]: items.filter((item) => !filter || filter.Values.includes(String(item[by]))) };
};
const caller = () =>
	fakeCaller({
		"rds:DescribeDBInstances": filtered("DBInstances", estate.instances, "DBInstanceIdentifier"),
		"rds:DescribeDBClusters": filtered("DBClusters", estate.clusters, "DBClusterIdentifier"),
	});
const directory = (aliases: Readonly<Record<string, string>> = {}, hosts: readonly string[] = []) =>
	rdsDirectory({ caller, alias: async (name) => aliases[name], hosts });
const secret = (name: string, more: object = {}) => databaseSecret({ username: "orders", password: "p", host: name, port: 5432, ...more });
const writer = { host: host("many", "cluster-"), port: 5433, resource: arnOf("cluster", "many") };

describe("where a database is written to", () => {
	it.each([
		["an instance", host("one"), { host: host("one"), port: 5432, resource: arnOf("db", "one") }],
		[
			"an instance in capitals, with a dot at the end",
			`${host("one").toUpperCase()}.`,
			{ host: host("one"), port: 5432, resource: arnOf("db", "one") },
		],
		["a cluster", host("many", "cluster-"), writer],
		["a cluster by its reader endpoint", host("many", "cluster-ro-"), writer],
		["a cluster by an endpoint of its own", host("reports", "cluster-custom-"), writer],
		["a cluster by one of its instances", host("many-1"), writer],
		["an alias of an alias", "db.example.com", { host: host("one"), port: 5432, resource: arnOf("db", "one") }],
		[
			"a host of another form that RDS lists",
			"outpost.example.org",
			{ host: "outpost.example.org", port: 5432, resource: arnOf("db", "outpost") },
		],
		["a host that RDS does not run, when it is named", "own.example.net", { host: "own.example.net", port: 5432 }],
	])("%s", async (_, name, server) => {
		const aliases = { "db.example.com": "also.example.com", "also.example.com": host("one") };
		expect(await directory(aliases, ["own.example.net"]).locate(secret(name))).toEqual(server);
	});

	it.each([
		["a proxy", "front.proxy-abcdefghijkl.eu-west-1.rds.amazonaws.com", /RDS Proxy front/],
		["a reading endpoint of a proxy", "front-ro.endpoint.proxy-abcdefghijkl.eu-west-1.rds.amazonaws.com", /RDS Proxy/],
		["a replica", host("replica"), /read replica of one/],
		["a cluster that is a replica", host("copy", "cluster-"), /replica of many/],
		["a cluster without a writer", host("second", "cluster-"), /no writer/],
		["another engine", host("mysql"), /RDS runs mysql/],
		["a host that nobody knows", "own.example.net", /knows of no instance or cluster/],
		["an instance that is gone", host("gone"), /knows of no instance or cluster/],
		["an alias in a circle", "circle.example.com", /knows of no instance or cluster/],
	])("is refused for %s", async (_, name, why) => {
		expect(await directory({ "circle.example.com": "circle.example.com" }).locate(secret(name))).toEqual({
			refused: expect.stringMatching(why),
		});
	});

	it("is refused for the user whose password RDS manages, and for no other", async () => {
		expect(await directory().locate(secret(host("managed"), { username: "root" }))).toEqual({
			refused: expect.stringContaining(`managed by RDS, in the secret ${managed}`),
		});
		expect(await directory().locate(secret(host("managed")))).toMatchObject({ resource: arnOf("db", "managed") });
	});

	it("is not guessed when RDS does not answer", async () => {
		const silent = rdsDirectory({ caller: () => fakeCaller({}), alias: async () => undefined });
		await expect(silent.locate(secret(host("one")))).rejects.toThrow("rds:DescribeDBInstances was not answered");
	});
});

describe("a superuser's secret", () => {
	const description = { arn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-AbCdEf", labels: new Map(), tags: {} };
	const root = (name: string, more: object = {}) => secret(name, { username: "root", ...more });
	const prove = async (superuser: object, value: ReturnType<typeof secret>, name: string, hosts: readonly string[] = []) => {
		const place = directory({}, hosts);
		const server = await place.locate(secret(name));
		if ("refused" in server) throw new Error(server.refused);
		return place.prove({ ...description, ...superuser }, value, secret(name), server);
	};

	it("belongs to the same instance, or to the same cluster by whichever endpoint", async () => {
		expect(await prove({}, root(host("one")), host("one"))).toBeUndefined();
		expect(await prove({}, root(host("many", "cluster-")), host("many-1"))).toBeUndefined();
		expect(await prove({}, root("own.example.net"), "own.example.net", ["own.example.net"])).toBeUndefined();
	});

	it("is refused for another server, another port of one that RDS does not run, and another engine", async () => {
		expect(await prove({}, root(host("managed")), host("one"))).toMatch(/leads to .*:db:managed, and the database is .*:db:one/);
		expect(await prove({}, root("own.example.net", { port: 5433 }), "own.example.net", ["own.example.net"])).toMatch(
			/leads to own.example.net:5433/,
		);
		expect(await prove({}, root("own.example.net"), host("one"), ["own.example.net"])).toMatch(/leads to/);
		expect(await prove({}, root(host("mysql"), { engine: "mysql" }), host("one"))).toMatch(/is for mysql/);
	});

	it("that RDS manages is proved by its tag and by the instance's own word", async () => {
		const tags = { "aws:rds:primaryDBInstanceArn": arnOf("db", "managed") };
		const of = { arn: managed, owningService: "rds", tags };
		expect(await prove(of, root(host("managed")), host("managed"))).toBeUndefined();
		expect(await prove({ ...of, tags: {} }, root(host("managed")), host("managed"))).toMatch(/does not say/);
		expect(
			await prove({ ...of, tags: { "aws:rds:primaryDBInstanceArn": arnOf("db", "one") } }, root(host("managed")), host("managed")),
		).toMatch(/it is that of/);
		expect(await prove({ ...of, arn: description.arn }, root(host("managed")), host("managed"))).toMatch(/has arn:/);
		expect(await prove({ ...of, owningService: "redshift" }, root(host("managed")), host("managed"))).toMatch(/managed by redshift/);
	});
});

describe("the value of a secret that RDS manages", () => {
	const tags = { "aws:rds:primaryDBInstanceArn": arnOf("db", "managed") };
	const store = (owningService: string | undefined, text: string) =>
		withManagedSecrets(
			{
				describe: async () => ({ arn: managed, owningService, labels: new Map(), tags }),
				read: async () => ({ version: "v0", text }),
				generate: async () => "",
				put: async () => true,
				label: async () => true,
			},
			caller,
		);
	const credentials = { username: "root", password: "p" };

	it("is completed by what RDS says of the instance", async () => {
		const read = await store("rds", JSON.stringify(credentials)).read(managed, {});
		expect(JSON.parse(read?.text ?? "")).toEqual({ engine: "postgres", host: host("managed"), port: 5432, ...credentials });
	});

	it("of anybody else stays as it is", async () => {
		for (const [owner, text] of [
			[undefined, JSON.stringify(credentials)],
			["rds", "no JSON"],
			["rds", JSON.stringify({ ...credentials, host: "here" })],
		] as const)
			expect(await store(owner, text).read(managed, {})).toEqual({ version: "v0", text });
	});
});
