import { describe, expect, it } from "vitest";
import { countSecrets } from "../../../shared/collectors/aws/logs/secret-patterns.ts";

// Put together at run time, so that no scanner takes this file for a leak.
const keyId = `AK${"IA"}ABCDEFGH234567AB`;
const jwt = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "c2lnbmF0dXJlLXNpZ25hdHVyZQ"].join(".");
const privateKey = ["-----BEGIN", "RSA", "PRIVATE", "KEY-----"].join(" ");

describe("a log line", () => {
	const rows: [string, Record<string, number>][] = [
		[`using ${keyId} for upload`, { awsAccessKeyId: 1 }],
		[`${privateKey} MIIE`, { privateKey: 1 }],
		["-----BEGIN PRIVATE KEY-----", { privateKey: 1 }],
		["-----BEGIN CERTIFICATE-----", {}],
		[`authorization: Bearer ${jwt}`, { jsonWebToken: 1 }],
		["connecting to postgres://app:s3cret@db.example.com/orders", { connectionUrl: 1 }],
		["connecting to postgres://app:*****@db.example.com/orders", {}],
		["connecting to postgres://app:<redacted>@db/orders", {}],
		["connecting to postgres://db.example.com:5432/orders", {}],
		["LOG: statement: ALTER ROLE app PASSWORD 'hunter2';", { sqlPassword: 1 }],
		["statement: create user app with encrypted password 'hunter2'", { sqlPassword: 1 }],
		["CREATE USER 'app'@'%' IDENTIFIED BY 'hunter2'", { sqlPassword: 1 }],
		["CREATE USER 'app'@'%' IDENTIFIED WITH caching_sha2_password BY 'hunter2'", { sqlPassword: 1 }],
		["CREATE LOGIN app WITH PASSWORD = N'hunter2'", { sqlPassword: 1 }],
		["SET PASSWORD = PASSWORD('hunter2')", { sqlPassword: 1 }],
		["ALTER USER app IDENTIFIED BY <secret>", {}],
		["ALTER ROLE app PASSWORD '<REDACTED>'", {}],
		["ALTER ROLE app PASSWORD '********'", {}],
		["ALTER ROLE app PASSWORD ''", {}],
		["ALTER ROLE app PASSWORD NULL", {}],
		["ALTER ROLE app PASSWORD 'SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy'", { passwordHash: 1 }],
		["ALTER ROLE app PASSWORD 'md50123456789abcdef0123456789abcdef'", { passwordHash: 1 }],
		["IDENTIFIED WITH 'mysql_native_password' AS '*0123456789ABCDEF0123456789ABCDEF01234567'", { passwordHash: 1 }],
		["password authentication failed for user 'app'", {}],
	];
	it.each(rows)("%s counts as %j", (line, expected) => expect(countSecrets([line])).toEqual(expected));
});

it("counts lines by kind and keeps nothing of their text", () => {
	const found = countSecrets(["ALTER ROLE a PASSWORD 'hunter2'", `x ${keyId}`, "ALTER ROLE b PASSWORD 'hunter3'", "checkpoint complete"]);
	expect(found).toEqual({ sqlPassword: 2, awsAccessKeyId: 1 });
	expect(JSON.stringify(found)).not.toMatch(/hunter|AKIA/);
});
