import { describe, expect, it } from "vitest";
import { explainSqlFailure } from "../../../shared/connect/failure.ts";
import { parseTarget, targetArn } from "../../../shared/connect/target.ts";
import { tlsOptions } from "../../../shared/connect/tls.ts";
import { ConfigError } from "../../../shared/core/errors.ts";

const parse = (text: string) => parseTarget(text, "--database 1");

describe("a database URL", () => {
	it.each([
		[
			"postgres://u@db.example.com/orders",
			{ engine: "postgres", host: "db.example.com", port: 5432, database: "orders", user: "u", tlsMode: "verify-full", iam: false },
		],
		["postgresql://db.example.com:6432", { engine: "postgres", port: 6432, database: "postgres", user: undefined }],
		["mysql://u@my.example.com", { engine: "mysql", port: 3306, database: "" }],
		["mariadb://u@my.example.com:3307/shop?ssl-mode=VERIFY_CA", { engine: "mysql", port: 3307, database: "shop", tlsMode: "verify-ca" }],
		["mysql://u@my.example.com?ssl-mode=REQUIRED", { tlsMode: "require" }],
		["mysql://u@my.example.com?ssl-mode=VERIFY_IDENTITY", { tlsMode: "verify-full" }],
		["postgres://u@db?sslmode=disable&sslrootcert=ca.pem", { tlsMode: "disable", authorities: "ca.pem" }],
		["postgres://u@[::1]:5433/a%2Fb", { host: "::1", port: 5433, database: "a/b" }],
		["postgres://u@x.abc.eu-west-1.rds.amazonaws.com/a?auth=iam", { iam: true, region: "eu-west-1" }],
		["postgres://u@x.abc.cn-north-1.rds.amazonaws.com.cn/a?auth=iam", { region: "cn-north-1" }],
		["postgres://u@db/a?auth=iam&region=us-gov-west-1", { iam: true, region: "us-gov-west-1" }],
		["postgres://u@db/a?auth=password", { iam: false }],
	])("%s", (text, target) => {
		expect(parse(text).target).toMatchObject(target);
	});

	it("gives the password apart from the target, decoded", () => {
		const { target, password } = parse("postgres://u%40x:p%40ss%2F%25@db/a");
		expect([target.user, password]).toEqual(["u@x", "p@ss/%"]);
		expect(JSON.stringify(target)).not.toContain("p@ss");
	});

	it.each([
		["hunter2", "is not a database URL"],
		["http://u:hunter2@db/a", "is not a database URL"],
		["postgres://u:hunter2@db:99999/a", "is not a database URL"],
		["postgres:///hunter2", "names no host"],
		["postgres://u:hunter2%zz@db/a", "password that is not percent-encoded"],
		["postgres://u:hunter2@db/a?sslmode=prefer", "fall back to plaintext"],
		["postgres://u:hunter2@db/a?sslmode=", "sslmode"],
		["postgres://u:hunter2@db/a?sslmod=require", 'parameter "sslmod"'],
		["postgres://u:hunter2@db/a?auth=kerberos", "neither iam nor password"],
		["postgres://u:hunter2@db/a?auth=iam", "leave one out"],
		["postgres://u@db/a?auth=iam&sslmode=require", "must be verify-full"],
		["mysql://u@db/a?auth=iam&sslmode=disable", "must be verify-full"],
	])("%s is refused without repeating it", (text, problem) => {
		const refusal = (() => {
			try {
				parse(text);
			} catch (error) {
				return error;
			}
			return undefined;
		})();
		expect(refusal).toBeInstanceOf(ConfigError);
		expect((refusal as ConfigError).message).toContain(problem);
		expect((refusal as ConfigError).message).toMatch(/^--database 1 /);
		expect((refusal as ConfigError).message).not.toContain("hunter2");
	});

	it.each([
		["postgres://u:secret@db/orders", "postgres://db:5432/orders"],
		["mysql://u:secret@db", "mysql://db:3306"],
		["postgres://u@[fd00::1]/a%20b", "postgres://[fd00::1]:5432/a%20b"],
	])("%s is known as %s", (text, arn) => {
		expect(targetArn(parse(text).target)).toBe(arn);
	});
});

describe("TLS to a database", () => {
	const options = (mode: string) => tlsOptions(parse(`postgres://u@db.example.com/a?sslmode=${mode}`).target, ["PEM"]);
	const certificate = { subject: { CN: "other.example.com" }, subjectaltname: "DNS:other.example.com" } as never;

	it("verifies certificate and name unless told otherwise", () => {
		expect(options("verify-full")).toMatchObject({
			rejectUnauthorized: true,
			minVersion: "TLSv1.2",
			servername: "db.example.com",
			ca: ["PEM"],
		});
		expect(options("verify-full")?.checkServerIdentity("db.example.com", certificate)).toBeInstanceOf(Error);
		expect(options("verify-ca")).toMatchObject({ rejectUnauthorized: true });
		expect(options("verify-ca")?.checkServerIdentity("db.example.com", certificate)).toBeUndefined();
		expect(options("require")).toMatchObject({ rejectUnauthorized: false });
		expect(options("disable")).toBeUndefined();
	});
});

describe("a failure of a database", () => {
	it.each([
		[{ code: "42501", message: "permission denied for table pg_authid" }, "denied"],
		[{ code: "28P01", message: "password authentication failed" }, "denied"],
		[{ code: "28000", message: "no pg_hba.conf entry" }, "denied"],
		[{ code: "57014", message: "canceling statement due to statement timeout" }, "timeout"],
		[{ code: "53300", message: "too many connections" }, "throttled"],
		[{ code: "42P01", message: 'relation "pg_hba_file_rules" does not exist' }, "unsupported"],
		[{ code: "3D000", message: 'database "x" does not exist' }, "notFound"],
		[{ code: "ECONNREFUSED", message: "connect ECONNREFUSED" }, "network"],
		[{ code: "ER_ACCESS_DENIED_ERROR", message: "Access denied for user" }, "denied"],
		[{ code: "ER_TABLEACCESS_DENIED_ERROR", message: "SELECT command denied" }, "denied"],
		[{ code: "ER_NO_SUCH_TABLE", message: "Table doesn't exist" }, "unsupported"],
		[{ code: "HANDSHAKE_NO_SSL_SUPPORT", message: "Server does not support secure connection" }, "network"],
		[{ code: "SELF_SIGNED_CERT_IN_CHAIN", message: "self-signed certificate in certificate chain" }, "network"],
		[{ message: "The server does not support SSL connections" }, "network"],
		[{ message: "Connection terminated unexpectedly" }, "network"],
		[{ message: "timeout expired" }, "timeout"],
		[{ message: "Query read timeout" }, "timeout"],
		[{ message: "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string" }, "denied"],
		[{ errors: [{ code: "ECONNREFUSED", message: "connect ECONNREFUSED ::1:5432" }] }, "network"],
		[{ message: "division by zero" }, "other"],
		["thrown text", "other"],
	])("%j is %s", (error, cause) => {
		expect(explainSqlFailure("postgres", "test", error).cause).toBe(cause);
	});

	it("loses secrets, control characters and whatever is too long", () => {
		const { message } = explainSqlFailure("postgres", "connect", { message: `got p@ss and p%40ss\n\u001b[31m\u202e${"x".repeat(400)}` }, [
			"p@ss",
			"",
		]);
		expect(message).toMatch(/^got \[secret\] and \[secret\] \[31m x+…$/);
		expect(message).toHaveLength(300);
	});

	it("says something when nothing was said", () => {
		expect(explainSqlFailure("postgres", "connect", {}).message).toBe("No reason was given.");
	});
});
