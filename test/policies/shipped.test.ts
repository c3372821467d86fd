import { beforeAll, describe, expect, it } from "vitest";
import { documentOf } from "../../shared/core/document.ts";
import { need, seen, unread } from "../../shared/core/observed.ts";
import type { DatabaseConnection, PostgresServer, Resource } from "../../shared/core/resources/index.ts";
import { frameworks } from "../../shared/frameworks/index.ts";
import { type PolicyBundle, readBundle } from "../../shared/policies/bundle.ts";
import { evaluatePolicies } from "../../shared/policies/evaluate.ts";
import { shippedBundle } from "../../shared/policies/shipped.ts";
import { missingBuiltins } from "../../shared/policies/used-builtins.ts";
import { setting } from "../support/compliant/database.ts";
import { compliant } from "../support/compliant/index.ts";

const time = "2026-06-15T12:00:00.000Z";
const denied = unread({ service: "postgres", operation: "read", cause: "denied", message: "permission denied" });
const connection = (differences: Partial<DatabaseConnection>): DatabaseConnection => ({
	...compliant("database.Connection"),
	...differences,
});
const server = (differences: Partial<PostgresServer>): PostgresServer => ({ ...compliant("postgres.Server"), ...differences });

describe("the shipped policies, over resources as scans give them", () => {
	let bundle: PolicyBundle;
	beforeAll(async () => {
		bundle = readBundle(await shippedBundle(), "shipped");
	});

	/** What each policy says: the worst severity of its results, or why not. */
	const judge = async (resource: Resource): Promise<Record<string, string>> => {
		const outcomes = await evaluatePolicies([bundle], [documentOf(resource, time)]);
		return Object.fromEntries(
			outcomes.flatMap(({ policy, verdicts: [verdict] }) => {
				if (!verdict) return [];
				const results = verdict.verdict === "judged" ? verdict.results : [];
				const said = results.map(({ severity }) => severity ?? policy.severity).join(" ");
				return [[policy.package.replace("parapet.", ""), said || verdict.verdict]];
			}),
		);
	};

	it("say nothing of a connection and a server that are as they should be", async () => {
		expect(await judge(connection({}))).toEqual({
			connection_age: "judged",
			connection_age_bound: "judged",
			connection_authentication: "judged",
			connection_namespaces: "judged",
			connection_privileges: "judged",
			connection_tls: "judged",
		});
		const audited = { ...need(compliant("postgres.Server").settings), "pgaudit.log": setting("read, write") };
		expect(await judge(server({ settings: seen(audited) }))).toEqual({ table_audit: "judged" });
	});

	it.each([
		["plaintext in production", { tls: seen({ enabled: false }) }, { connection_tls: "critical" }],
		["a client that takes any server", { tls: seen({ enabled: true, clientMode: "require" }) }, { connection_tls: "low" }],
		["trust", { authentication: seen({ method: "trust", basis: "hba" } as const) }, { connection_authentication: "critical" }],
		["scram", { authentication: seen({ method: "scram-sha-256", basis: "hba" } as const) }, { connection_authentication: "low" }],
		["a day and a minute", { oldestSession: seen("2026-06-14T11:59:00.000Z") }, { connection_age: "medium" }],
		["a superuser", { rights: seen({ privileged: ["superuser"] }) }, { connection_privileges: "high" }],
		["another namespace", { tags: seen({ "allowed-namespaces": "billing" }) }, { connection_namespaces: "high" }],
	])("fail %s, and nothing else of it", async (_, differences, expected) => {
		const verdicts = await judge(connection(differences));
		expect(Object.fromEntries(Object.entries(verdicts).filter(([, said]) => said !== "judged"))).toEqual(expected);
	});

	it.each([
		["tls", { connection_tls: "missing" }],
		["authentication", { connection_authentication: "missing" }],
		["production", { connection_authentication: "missing" }],
		["oldestSession", { connection_age: "missing" }],
		["rights", { connection_privileges: "missing" }],
	] as const)("do not pass a connection whose %s was not read", async (field, expected) => {
		expect(await judge(connection({ [field]: denied }))).toMatchObject(expected);
	});

	it("know that a session is too old where only a lower bound is known", async () => {
		const verdicts = await judge(connection({ oldestSession: denied, openSince: "2026-06-13T12:00:00.000Z" }));
		expect(verdicts).toMatchObject({ connection_age: "missing", connection_age_bound: "medium" });
	});

	it("fail a server whose sensitive tables nobody watches, and leave open one whose settings are not shown", async () => {
		const { "pgaudit.log": _, ...without } = need(compliant("postgres.Server").settings);
		const tables = seen(need(compliant("postgres.Server").tables).map((table) => ({ ...table, triggers: [] })));
		expect(await judge(server({ settings: seen(without), tables }))).toEqual({ table_audit: "high" });
		const { shared_preload_libraries: __, ...hidden } = without;
		expect(await judge(server({ settings: seen(hidden), tables }))).toEqual({ table_audit: "missing" });
		expect(await judge(server({ tables: denied }))).toEqual({ table_audit: "missing" });
	});

	it("serve requirements that exist", () => {
		const known = new Map(frameworks.map(({ id, requirements }) => [id, new Set(requirements.map((requirement) => requirement.id))]));
		const stated = bundle.policies.flatMap(({ id, frameworks: served }) =>
			Object.entries(served).flatMap(([framework, ids]) => ids.map((requirement) => ({ id, framework, requirement }))),
		);
		expect(stated.length).toBeGreaterThan(10);
		expect(stated.filter(({ framework, requirement }) => !known.get(framework)?.has(requirement))).toEqual([]);
	});

	it("have title, description, remediation, and nothing to warn of", () => {
		expect(bundle.warnings).toEqual([]);
		for (const { title, description, remediation } of bundle.policies) {
			expect(title).not.toMatch(/^Policy |\.$/);
			expect(description?.length).toBeGreaterThan(60);
			expect(remediation).toMatch(/\.$/);
		}
	});

	it("call nothing that a scan does not have", () => {
		expect(missingBuiltins(bundle)).toEqual([]);
	});
});
