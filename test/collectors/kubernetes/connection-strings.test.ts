import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConnectionString, parseHost } from "../../../shared/collectors/kubernetes/connection-strings.ts";

const read = (value: string) => {
	const parsed = parseConnectionString(value);
	return parsed && Object.fromEntries(Object.entries(parsed).filter(([, part]) => part !== undefined && part !== false));
};

describe("connection strings", () => {
	it.each([
		[
			"postgres://app:s3cret@db.orders:5432/orders?sslmode=verify-full",
			{ engine: "postgres", host: "db.orders", port: 5432, database: "orders", user: "app", tlsMode: "verify-full", password: true },
		],
		["postgresql+psycopg2://app@db/orders", { engine: "postgres", host: "db", database: "orders", user: "app" }],
		["postgres://db1:5432,db2:5433/orders?target_session_attrs=any", { engine: "postgres", host: "db1", port: 5432, database: "orders" }],
		["postgres://app:pa/ss@db/orders", { engine: "postgres", host: "db", database: "orders", user: "app", password: true }],
		["postgres://app:p@ss@db/orders", { engine: "postgres", host: "db", database: "orders", user: "app", password: true }],
		["postgres://app:p?ss#1@db/orders", { engine: "postgres", host: "db", database: "orders", user: "app", password: true }],
		["postgres://app:1234?ss@db/orders", { engine: "postgres", host: "db", database: "orders", user: "app", password: true }],
		["postgres://[2001:db8::1]:5432/orders", { engine: "postgres", host: "2001:db8::1", port: 5432, database: "orders" }],
		[`postgres://app:$\{DB_PASSWORD}@db/orders`, { engine: "postgres", host: "db", database: "orders", user: "app" }],
		[
			"postgres://app:\uE000@db/orders?sslmode=require",
			{ engine: "postgres", host: "db", database: "orders", user: "app", tlsMode: "require" },
		],
		["postgres://app:x1@\uE000/orders", { engine: "postgres", database: "orders", user: "app", password: true, partly: true }],
		["postgres://u:p1@/orders?host=/var/run/postgresql", { engine: "postgres", database: "orders", user: "u", password: true }],
		[
			"jdbc:postgresql://db:5432/orders?user=app&password=s3cret&ssl=true",
			{ engine: "postgres", host: "db", port: 5432, database: "orders", user: "app", tlsMode: "verify-full", password: true, java: true },
		],
		[
			"jdbc:postgresql://db/orders?ssl=true&sslmode=require",
			{ engine: "postgres", host: "db", database: "orders", tlsMode: "require", java: true },
		],
		[
			"jdbc:postgresql://db/orders?ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory",
			{ engine: "postgres", host: "db", database: "orders", tlsMode: "require", java: true },
		],
		["jdbc:postgresql://db/orders?ssl=false", { engine: "postgres", host: "db", database: "orders", tlsMode: "disable", java: true }],
		["jdbc:aws-wrapper:postgresql://db/orders", { engine: "postgres", host: "db", database: "orders", java: true }],
		[
			"r2dbc:pool:postgresql://db/orders?sslMode=verify-full",
			{ engine: "postgres", host: "db", database: "orders", tlsMode: "verify-full", java: true },
		],
		[
			"jdbc:mysql://db:3306/orders?sslMode=VERIFY_IDENTITY",
			{ engine: "mysql", host: "db", port: 3306, database: "orders", tlsMode: "VERIFY_IDENTITY", java: true },
		],
		["jdbc:mysql:loadbalance://a,b/orders?useSSL=false", { engine: "mysql", host: "a", database: "orders", tlsMode: "false", java: true }],
		["jdbc:mysql://db/o?useSSL=true", { engine: "mysql", host: "db", database: "o", tlsMode: "true", java: true }],
		["jdbc:mysql://db/o?useSSL=true&requireSSL=true", { engine: "mysql", host: "db", database: "o", tlsMode: "REQUIRED", java: true }],
		[
			"jdbc:mysql://db/o?useSSL=true&requireSSL=true&verifyServerCertificate=true",
			{ engine: "mysql", host: "db", database: "o", tlsMode: "VERIFY_CA", java: true },
		],
		["jdbc:mariadb://db/o?sslMode=verify-full", { engine: "mysql", host: "db", database: "o", tlsMode: "verify-full", java: true }],
		[
			"mysql+pymysql://app:x1@db/o?ssl_mode=REQUIRED",
			{ engine: "mysql", host: "db", database: "o", user: "app", tlsMode: "REQUIRED", password: true },
		],
		[
			"app:x1@tcp(db:3306)/o?tls=skip-verify",
			{ engine: "mysql", host: "db", port: 3306, database: "o", user: "app", tlsMode: "skip-verify", password: true },
		],
		["app@tcp(db)/o?tls=true", { engine: "mysql", host: "db", database: "o", user: "app", tlsMode: "VERIFY_IDENTITY" }],
		[
			"host=db port=5432 user=app password='s3 cret' dbname=o sslmode=require",
			{ engine: "postgres", host: "db", port: 5432, database: "o", user: "app", tlsMode: "require", password: true },
		],
		[
			"Host=db;Port=5432;Database=o;Username=app;Password=x1;SSL Mode=VerifyFull",
			{ engine: "postgres", host: "db", port: 5432, database: "o", user: "app", tlsMode: "VerifyFull", password: true },
		],
		[
			"Server=db;Database=o;Uid=app;Pwd=x1;SslMode=Required",
			{ engine: "mysql", host: "db", database: "o", user: "app", tlsMode: "Required", password: true },
		],
		[
			"Server=tcp:db,1433;Initial Catalog=o;User ID=app;Password=x1;",
			{ host: "db", port: 1433, database: "o", user: "app", password: true },
		],
		["redis://:s3cret@cache:6379/0", { host: "cache", port: 6379, database: "0", password: true }],
		["https://example.com/a?b=c", { host: "example.com", database: "a" }],
	])("%s", (value, expected) => {
		expect(read(value)).toEqual(expected);
	});

	it.each(["", "db", "s3cret", "a=b", "hello: world", "10.0.0.1", "x".repeat(5000), "key=value; other=thing"])("%s is none", (value) => {
		expect(parseConnectionString(value)).toBeUndefined();
	});

	it.each([
		["db", ["db", undefined]],
		["db:5432", ["db", 5432]],
		["db1:5432,db2", ["db1", 5432]],
		["[2001:db8::1]:5432", ["2001:db8::1", 5432]],
		["2001:db8::1", ["2001:db8::1", undefined]],
		["/var/run/postgresql", ["/var/run/postgresql", undefined]],
		["not a host", [undefined, undefined]],
		["p@ssw0rd", [undefined, undefined]],
	] as const)("host %s", (value, expected) => {
		expect(parseHost(value)).toEqual(expected);
	});

	it("never throws, and never shows a password, whatever it holds", () => {
		const password = fc.string({ minLength: 1, maxLength: 30 }).map((text) => `CANARY${text}CANARY`);
		fc.assert(
			fc.property(
				password,
				fc.constantFrom("postgres://app:%@db:5432/orders", "jdbc:mysql://db/o?user=a&password=%", "app:%@tcp(db)/o"),
				(secret, form) => {
					const parsed = parseConnectionString(form.replace("%", () => secret));
					const shown = JSON.stringify(parsed ?? {});
					if (!/[&;]/.test(secret) || form.startsWith("postgres")) expect(shown).not.toContain("CANARY");
				},
			),
			{ numRuns: 2000 },
		);
		fc.assert(
			fc.property(fc.string({ maxLength: 300 }), (value) => {
				parseConnectionString(value);
				parseHost(value);
			}),
			{ numRuns: 2000 },
		);
	});
});
