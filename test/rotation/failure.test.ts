import { describe, expect, it } from "vitest";
import { failureOf } from "../../shared/rotation/engines/failure.ts";

const thrown = (code: string, message = "why", more: object = {}) => Object.assign(new Error(message), { code, ...more });

describe("what a driver throws", () => {
	it.each([
		["28P01", "auth"],
		["ER_ACCESS_DENIED_ERROR", "auth"],
		["28000", "permission"],
		["42501", "permission"],
		["0LP01", "permission"],
		["ER_DBACCESS_DENIED_ERROR", "permission"],
		["ER_ACCOUNT_HAS_BEEN_LOCKED", "permission"],
		["22023", "policy"],
		["ER_NOT_VALID_PASSWORD", "policy"],
		["25006", "readOnly"],
		["ER_OPTION_PREVENTS_STATEMENT", "readOnly"],
		["ENOTFOUND", "dns"],
		["EAI_AGAIN", "dns"],
		["ETIMEDOUT", "timeout"],
		["57014", "timeout"],
		["55P03", "timeout"],
		["ECONNREFUSED", "refused"],
		["57P03", "refused"],
		["53300", "refused"],
		["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
		["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
		["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
		["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
		["CERT_HAS_EXPIRED", "tls"],
		["ECONNRESET", "lost"],
		["57P01", "lost"],
		["08006", "lost"],
		["AUTH_SWITCH_PLUGIN_ERROR", "permission"],
		["42704", "other"],
		["XX000", "other"],
	])("%s is %s", (code, failure) => {
		expect(failureOf(thrown(code), [])).toEqual({ ok: false, failure, message: "why" });
	});

	it.each([
		["The server does not support SSL connections", "tls"],
		["The server asked for the password in clear, which it gets with sslmode=verify-full only.", "tls"],
		["Access denied, this account is locked", "permission"],
		["Could not grant role 'r' to: 'o'@'%'.", "permission"],
		["Query execution was interrupted (max_statement_time exceeded)", "timeout"],
		["timeout expired", "timeout"],
		["Query read timeout", "timeout"],
		["Connection terminated due to connection timeout", "timeout"],
		["Connection terminated unexpectedly", "lost"],
		["Client has encountered a connection error and is not queryable", "lost"],
		["SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match", "other"],
	])("%s is %s, though there is no code", (message, failure) => {
		expect(failureOf(new Error(message), [])).toMatchObject({ failure });
	});

	it("takes the first address's failure for a host with several", () => {
		expect(failureOf(new AggregateError([thrown("ECONNREFUSED", "connect ECONNREFUSED ::1:1"), thrown("ETIMEDOUT")]), [])).toEqual({
			ok: false,
			failure: "refused",
			message: "connect ECONNREFUSED ::1:1",
		});
	});

	it("cuts secrets, control characters and length", () => {
		expect(failureOf(thrown("42501", "no\u001b[1m \u202e hun/ter hun%2Fter", { detail: "hun/ter" }), ["hun/ter"])).toMatchObject({
			message: "no [1m [secret] [secret] [secret]",
		});
		expect(failureOf(new Error("x".repeat(500)), [])).toMatchObject({ message: `${"x".repeat(299)}…` });
	});

	it("tells which privilege is wanting, and no other detail", () => {
		expect(failureOf(thrown("42501", "denied", { detail: "ADMIN option." }), [])).toMatchObject({ message: "denied ADMIN option." });
		expect(failureOf(thrown("23505", "twice", { detail: "Key (card)=(4111)" }), [])).toMatchObject({ message: "twice" });
	});

	it.each([[undefined], [null], [42], [{}]])("makes an answer of %j", (nothing) => {
		expect(failureOf(nothing, [])).toMatchObject({ ok: false, failure: "other", message: expect.stringMatching(/./) });
	});
});
