import { describe, expect, test } from "vitest";
import type { EstateConnection } from "../../shared/core/estate/types.ts";
import { gradeOf, worstFirst } from "../../shared/reports/connections.ts";

const connection = (differences: Partial<EstateConnection>) =>
	({
		service: "a",
		client: "pod",
		tlsEnabled: true,
		authMethod: "iam",
		clientTlsMode: "verify-full",
		sessions: 1,
		privileged: [],
		production: true,
		...differences,
	}) as EstateConnection;

describe("the grade of a connection", () => {
	test.each([
		[{}, "strong", "TLS verified, iam"],
		[{ clientTlsMode: undefined }, "strong", "TLS, iam"],
		[{ clientTlsMode: "VERIFY_IDENTITY", authMethod: "cert" }, "strong", "TLS verified, cert"],
		[{ authMethod: "gss" }, "strong", "TLS verified, gss"],
		[{ clientTlsMode: "verify-ca" }, "weak", "TLS without the server's name, iam"],
		[{ clientTlsMode: "require" }, "weak", "TLS unverified (require), iam"],
		[{ authMethod: "scram-sha-256" }, "weak", "TLS verified, scram-sha-256"],
		[{ authMethod: "trust" }, "weak", "TLS verified, no authentication (trust)"],
		[{ tlsEnabled: false }, "plaintext", "no TLS, iam"],
		[{ tlsEnabled: false, authMethod: null }, "plaintext", "no TLS, authentication not known"],
		[{ tlsEnabled: null, clientTlsMode: undefined }, "unknown", "TLS not known, iam"],
		[{ authMethod: null }, "unknown", "TLS verified, authentication not known"],
		[{ authMethod: null, clientTlsMode: "require" }, "weak", "TLS unverified (require), authentication not known"],
		[{ tlsEnabled: null, clientTlsMode: undefined, authMethod: "md5" }, "weak", "TLS not known, md5"],
		[{ client: "local", tlsEnabled: false, authMethod: "peer" }, "local", "own host, peer"],
	] as const)("with %j is %s: %s", (differences, grade, why) =>
		expect(gradeOf(connection(differences as Partial<EstateConnection>))).toEqual({ grade, why }),
	);
});

describe("the worst connections", () => {
	const order = (...all: Partial<EstateConnection>[]) => worstFirst(all.map(connection)).map(({ service }) => service);

	test("come first by grade, then production, then privilege, then sessions", () => {
		expect(order({ service: "strong" }, { service: "clear", tlsEnabled: false, production: false })).toEqual(["clear", "strong"]);
		expect(order({ service: "test", production: false, privileged: ["SUPERUSER"] }, { service: "prod" })).toEqual(["prod", "test"]);
		expect(order({ service: "plain" }, { service: "root", privileged: ["SUPERUSER"] })).toEqual(["root", "plain"]);
		expect(order({ service: "few" }, { service: "many", sessions: 9 })).toEqual(["many", "few"]);
	});
	test("count what is not known as bad", () => {
		expect(order({ service: "test", production: false }, { service: "unclear", production: null })).toEqual(["unclear", "test"]);
		expect(order({ service: "plain" }, { service: "unclear", privileged: null })).toEqual(["unclear", "plain"]);
	});
});
