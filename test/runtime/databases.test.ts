import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseToken } from "../../shared/aws/database-token.ts";
import { parseTarget } from "../../shared/connect/target.ts";
import { ConfigError } from "../../shared/core/errors.ts";
import type { Source } from "../../shared/core/kinds.ts";
import { rules as catalogue } from "../../shared/rules/index.ts";
import { collectDatabases } from "../../shared/runtime/collect-databases.ts";
import { resolveDatabases } from "../../shared/runtime/database-access.ts";
import { parseSecret } from "../../shared/runtime/database-secret.ts";
import { asksForAws, type DatabaseFlags, databaseSettings } from "../../shared/runtime/database-settings.ts";
import { answerable } from "../../shared/runtime/scan.ts";
import { type ScanFlags, scanSettings } from "../../shared/runtime/scan-settings.ts";
import { instance, inventoryOf } from "../support/findings.ts";
import { directoryWith, parapet } from "../support/terminal.ts";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders";
const secret = {
	username: "from_secret",
	password: "s3cret-value",
	engine: "postgres",
	host: "db.example.com",
	port: 5433,
	dbname: "orders",
};

describe("the login of a database", () => {
	let place: Awaited<ReturnType<typeof directoryWith>>;
	beforeAll(async () => {
		place = await directoryWith({
			password: "from file\n",
			"ca.pem": "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n",
			"no.pem": "nothing",
		});
	});
	afterAll(() => place.remove());

	const resolve = async (flags: DatabaseFlags, environment: Record<string, string> = {}, value: unknown = secret) => {
		const settings = databaseSettings(flags);
		if (!settings) throw new Error("no database");
		return resolveDatabases(settings, environment, async () => parseSecret(JSON.stringify(value), arn));
	};
	const url = "postgres://u@db.example.com/orders";

	it.each([
		["the URL before everything", { database: ["postgres://u:inurl@db/a"] }, "u", "inurl"],
		["the secret, with the user that it names", { database: ["postgres://db/a"], "database-secret": [arn] }, "from_secret", "s3cret-value"],
		["the secret, for the user of the URL", { database: [url], "database-secret": [arn] }, "u", "s3cret-value"],
		["the environment of PostgreSQL", { database: [url] }, "u", "from PGPASSWORD"],
		["the environment of MySQL", { database: ["mysql://u@db/a"] }, "u", "from MYSQL_PWD"],
		["no password for a token of IAM", { database: ["postgres://u@db/a?auth=iam&region=eu-west-1"] }, "u", undefined],
	] as const)("comes from %s", async (_, flags, user, password) => {
		const [access] = await resolve(flags, { PGPASSWORD: "from PGPASSWORD", MYSQL_PWD: "from MYSQL_PWD" });
		expect(access).toMatchObject({ user });
		expect(access?.password).toBe(password);
	});

	it("trusts Amazon's authorities where RDS answers, and nowhere else", async () => {
		const [access] = await resolve({ database: ["postgres://u@x.abc.eu-west-1.rds.amazonaws.com/orders"] });
		const subjects = (access?.authorities ?? []).map((pem) => new X509Certificate(pem)).filter(({ subject }) => / RDS /.test(subject));
		const living = subjects.filter(({ validTo }) => Date.parse(validTo) > Date.parse("2026-11-24")).map(({ subject }) => subject);
		for (const key of ["RSA2048", "RSA4096", "ECC384"])
			expect(living.filter((subject) => subject.includes(`eu-west-1 Root CA ${key} G1`))).toHaveLength(1);
		expect(living.filter((subject) => /Beta|Preview/.test(subject))).toEqual([]);
		for (const host of ["db.example.com", "x.rds.amazonaws.com.example.com", "rds.amazonaws.com"])
			expect((await resolve({ database: [`postgres://u@${host}/orders`] }))[0]?.authorities).toBeUndefined();
	});

	it("comes from a file, without the end of the line, before the environment", async () => {
		const [access] = await resolve(
			{ database: [url], "database-password-file": place.path("password") },
			{ PGPASSWORD: "from PGPASSWORD" },
		);
		expect(access?.password).toBe("from file");
	});

	it("comes with its address from the secret alone", async () => {
		const [access] = await resolve({ "database-secret": [arn] });
		expect(access?.target).toMatchObject({
			engine: "postgres",
			host: "db.example.com",
			port: 5433,
			database: "orders",
			tlsMode: "verify-full",
		});
	});

	it("pairs databases and secrets in their order", async () => {
		const settings = databaseSettings({ database: ["postgres://a/x", "postgres://b/y"], "database-secret": [`${arn}-a`, `${arn}-b`] });
		const asked: string[] = [];
		const accesses = await resolveDatabases(settings ?? { wishes: [] }, {}, async (name) => {
			asked.push(name);
			return { username: name.slice(-1), password: "p" };
		});
		expect(asked).toEqual([`${arn}-a`, `${arn}-b`]);
		expect(accesses.map(({ target, user }) => `${user}@${target.host}`)).toEqual(["a@a", "b@b"]);
	});

	it("trusts authorities of its own beside those of the runtime, and those of the URL alone", async () => {
		const [beside] = await resolve({ database: [url], "database-ca": place.path("ca.pem") });
		expect(beside?.authorities?.length).toBeGreaterThan(50);
		expect(beside?.authorities?.at(-1)).toContain("BEGIN CERTIFICATE");
		const [alone] = await resolve({ database: [`${url}?sslrootcert=${place.path("ca.pem")}`] });
		expect(alone?.authorities).toHaveLength(1);
		expect((await resolve({ database: [url] }))[0]?.authorities).toBeUndefined();
	});

	it.each([
		[{ database: ["postgres://db/a"] }, "names no user"],
		[{ database: [url], "database-ca": "no.pem" }, "holds no certificates"],
		[{ database: [url], "database-password-file": "missing" }, "Cannot read"],
		[{ database: ["postgres://u@db/a?auth=iam"] }, "in which region"],
	] as const)("is missing something: %j", async (flags, problem) => {
		const inPlace = Object.fromEntries(
			Object.entries(flags).map(([name, value]) => [name, typeof value === "string" ? place.path(value) : value]),
		);
		await expect(resolve(inPlace)).rejects.toThrow(problem);
	});

	it.each([
		[{ database: [url, url], "database-secret": [arn] }, "belong together in their order"],
		[{ database: ["postgres://u:p@db/a"], "database-secret": [arn] }, "leave one out"],
		[{ database: ["postgres://u@db/a?auth=iam"], "database-secret": [arn] }, "leave one out"],
		[{ "database-ca": "x" }, "--database-ca is for --database"],
		[{ "database-password-file": "x" }, "--database-password-file is for --database"],
	] as const)("is contradictory: %j", (flags, problem) => {
		expect(() => databaseSettings(flags)).toThrow(problem);
	});

	it.each([
		["no JSON", "s3cret-value", "no JSON object"],
		["nothing", undefined, "no JSON object"],
		["no password", JSON.stringify({ username: "s3cret-value" }), "check password"],
		["a port that is none", JSON.stringify({ ...secret, port: "s3cret-value" }), "check port"],
	])("cannot be had from a secret with %s, and the error tells nothing of it", (_, value, problem) => {
		expect(() => parseSecret(value, arn)).toThrow(problem);
		expect(() => parseSecret(value, arn)).not.toThrow("s3cret-value");
	});

	it.each([
		[{ ...secret, host: undefined }, "names no engine and host"],
		[{ ...secret, engine: undefined }, "names no engine and host"],
		[{ ...secret, engine: "oracle" }, "neither PostgreSQL, MySQL nor MariaDB"],
	])("is of no database that can be read: %j", async (value, problem) => {
		await expect(resolve({ "database-secret": [arn] }, {}, value)).rejects.toThrow(problem);
	});

	it("takes the port of a secret as number or as text, and MariaDB for MySQL", async () => {
		const [access] = await resolve({ "database-secret": [arn] }, {}, { ...secret, engine: "mariadb", port: "3307", dbname: undefined });
		expect(access?.target).toMatchObject({ engine: "mysql", port: 3307, database: "" });
	});
});

describe("parapet scan --database", () => {
	it.each([
		[{}, false],
		[{ region: ["eu-west-1"] }, true],
		[{ "all-regions": true }, true],
		[{ "role-arn": ["arn"] }, true],
		[{ organization: true }, true],
	] as const)("with %j reads AWS: %s", (flags, aws) => {
		expect(asksForAws(flags)).toBe(aws);
	});

	it.each([
		[["--database", "postgres://u:hunter2,x@db/a?sslmode=prefer"], "--database 1 has an sslmode"],
		[["--database", "hunter2"], "--database 1 is not a database URL"],
		[["--database-secret", "hunter2"], "--database-secret takes the ARN of a secret"],
		[["--database", "postgres://u:hunter2@db/a", "--service", "rds"], "No rule is left to run"],
	])("%j is refused, and no password is printed", async (args, message) => {
		const { code, stderr, stdout } = await parapet(["scan", ...args, "--no-files"]);
		expect(stderr).toContain(message);
		expect([code, stdout]).toEqual([1, ""]);
		expect(stderr).not.toContain("hunter2");
	});
});

describe("databases beside AWS", () => {
	const unreachable = (host: string) => ({
		target: parseTarget(`postgres://u@${host}:1/orders`, "test").target,
		user: "u",
		password: "p",
		iamRegion: undefined,
		authorities: undefined,
	});
	const read = (host: string, endpoints: readonly string[] | undefined, port = 1) =>
		collectDatabases({
			accesses: [unreachable(host)],
			timeouts: { connect: 1_000, statement: 1_000 },
			aws: inventoryOf([instance("orders", { port, endpointAddresses: endpoints && [...endpoints] })]),
		});

	it("take account, region and tags of the instance whose endpoint they are", async () => {
		const { resources, scopes } = await read("LOCALHOST", ["localhost"]);
		expect(resources).toMatchObject([
			{
				arn: "postgres://localhost:1/orders",
				account: "111122223333",
				region: "eu-west-1",
				hostedBy: "arn:aws:rds:eu-west-1:111122223333:db:orders",
				tags: { value: { owner: "payments" } },
			},
		]);
		expect(scopes).toEqual([]);
	});

	it.each([
		["another host", ["127.0.0.1"], 1],
		["another port", ["localhost"], 5432],
		["no endpoint", undefined, 1],
	] as const)("do not take them of an instance with %s", async (_, endpoints, port) => {
		const { resources, scopes } = await read("localhost", endpoints, port);
		expect(resources).toMatchObject([{ account: "-", region: "-" }]);
		expect(resources[0]).not.toHaveProperty("hostedBy", expect.anything());
		expect(scopes).toEqual([{ partition: "-", account: "-", region: "-" }]);
	});

	it("are read once when they are named twice", async () => {
		const { resources } = await collectDatabases({ accesses: [unreachable("localhost"), unreachable("localhost")] });
		expect(resources).toHaveLength(1);
	});

	it("bring their rules with them, and none of AWS's when that is not read", () => {
		const kindsOf = (...sources: Source[]) =>
			new Set(answerable(catalogue, new Set(sources)).map(({ resource }) => resource.split(".")[0]));
		expect(kindsOf("databases")).toEqual(new Set(["database", "postgres", "mysql"]));
		expect(kindsOf("aws")).not.toContain("postgres");
		expect(kindsOf("aws", "databases")).toContain("rds");
	});
});

describe("databases of the configuration file", () => {
	const settings = async (config: unknown, flags: ScanFlags = {}) => {
		const place = await directoryWith({ "parapet.config.json": JSON.stringify(config) });
		try {
			return await scanSettings({ config: place.path("parapet.config.json"), ...flags });
		} finally {
			await place.remove();
		}
	};
	const entry = { url: "postgres://u@db.example.com/orders", ca: "ca.pem", passwordFile: "/run/secrets/orders" };

	it("are read beside AWS, with files relative to the configuration", async () => {
		const { sources, databases } = await settings({ databases: [entry] });
		expect([...sources].sort()).toEqual(["aws", "databases"]);
		expect(databases?.wishes).toMatchObject([{ url: { target: { host: "db.example.com" } }, passwordFile: "/run/secrets/orders" }]);
		expect(databases?.wishes[0]?.authorities).toMatch(/^\/.+\/ca\.pem$/);
	});

	it("give way to those of the command line, which are read alone", async () => {
		const { sources, databases } = await settings({ databases: [entry] }, { database: ["mysql://u@other"] });
		expect([...sources]).toEqual(["databases"]);
		expect(databases?.wishes).toMatchObject([{ url: { target: { host: "other" } }, place: "--database 1" }]);
	});

	it.each([
		[[{ url: "postgres://u:hunter2@db/a" }], /databases\[0\]\.url holds a password.*secretArn, passwordFile/],
		[[entry, { url: "http://db/a" }], /databases\[1\]\.url is not a database URL/],
		[[{ ...entry, secretArn: "arn:aws:secretsmanager:eu-west-1:1:secret:x" }], /databases\[0\] has a secret, and a password/],
	])("are refused with their place: %j", async (databases, problem) => {
		const failure = await settings({ databases }).catch((error: Error) => error);
		expect((failure as Error).message).toMatch(problem);
		expect((failure as Error).message).not.toContain("hunter2");
	});

	it.each([[[{}]], [[]], [[{ url: "postgres://u@db/a", password: "hunter2" }]], [[{ secretArn: "arn:aws:s3:::x" }]]])(
		"are refused when they say nothing or too much: %j",
		async (databases) => {
			await expect(settings({ databases })).rejects.toThrow(ConfigError);
		},
	);
});

describe("a token of IAM", () => {
	it("is signed here for the very server, user and region, for 15 minutes", async () => {
		const token = await databaseToken({
			host: "x.abc.eu-west-1.rds.amazonaws.com",
			port: 5432,
			user: "parapet_scanner",
			region: "eu-west-1",
			credentials: async () => ({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "s3cret-key", sessionToken: "session" }),
		});
		const url = new URL(`https://${token}`);
		expect(url.host).toBe("x.abc.eu-west-1.rds.amazonaws.com:5432");
		expect(Object.fromEntries(url.searchParams)).toMatchObject({
			Action: "connect",
			DBUser: "parapet_scanner",
			"X-Amz-Expires": "900",
			"X-Amz-Security-Token": "session",
			"X-Amz-Credential": expect.stringContaining("/eu-west-1/rds-db/aws4_request"),
		});
		expect(token).not.toContain("s3cret-key");
	});
});
