import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentOf, type PolicyDocument } from "../../shared/core/document.ts";
import { seen } from "../../shared/core/observed.ts";
import type { DatabaseConnection } from "../../shared/core/resources/index.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { type PolicyBundle, readBundle } from "../../shared/policies/bundle.ts";
import { evaluatePolicies } from "../../shared/policies/evaluate.ts";
import { shippedBundle } from "../../shared/policies/shipped.ts";
import { serializeInventory } from "../../shared/runtime/inventory-file.ts";
import { runCommand } from "../support/command.ts";
import { compliant } from "../support/compliant/index.ts";
import { inventoryOf } from "../support/findings.ts";
import { buildArguments, policyFixtures } from "../support/opa/bundles.ts";
import { runOpa } from "../support/opa/opa.ts";
import { days } from "../support/rule-table.ts";

const time = days(0);
let directory: string;
beforeAll(() => {
	directory = mkdtempSync(join(tmpdir(), "parapet-policies-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const connection = (name: string, differences: Partial<DatabaseConnection> = {}): DatabaseConnection => ({
	...compliant("database.Connection"),
	name,
	arn: `postgres://db.example.com/${name}`,
	...differences,
});

/** Connections that differ in what policies look at; each a little different. */
const connections = Array.from({ length: 300 }, (_, index) =>
	connection(`${["watched-", "named ", 'odd "', "ünï 🎉 ", "back\\slash "][index % 5]}${index}`, {
		service: `service.${index % 7}`,
		tls: seen(
			[
				{ enabled: false },
				{ enabled: true, version: "TLSv1.2", clientMode: "require" },
				{ enabled: true, version: "TLSv1.3", clientMode: "verify-full" },
				{ enabled: true },
			][index % 4] as { enabled: boolean },
		),
		authentication: seen({ method: ["iam", "password", "md5", "scram-sha-256", "trust"][index % 5] ?? "", basis: "hba" }),
		rights: seen({ privileged: index % 3 ? [] : ["superuser"], allowed: ["read"] }),
		oldestSession: seen(new Date(Date.parse(time) - index * 1_800_000).toISOString()),
		production: seen(index % 2 === 0),
		tags: seen(index % 6 ? { environment: "production" } : { owner: "team", environment: "test" }),
	}),
);
const documents = connections.map((resource) => documentOf(resource, time));

/** What opa itself gives for an entrypoint over every document, as sorted JSON texts. */
async function byOpa(sources: readonly string[], entrypoint: string, over: readonly PolicyDocument[]): Promise<string[][]> {
	const query = `[results | some document in input; results := data.${entrypoint.replaceAll("/", ".")} with input as document with time.now_ns as ${Date.parse(time)}000000]`;
	const { code, stdout, stderr } = await runOpa(
		["eval", "--format", "raw", ...sources.flatMap((source) => ["-d", source]), "--stdin-input", query],
		{ input: JSON.stringify(over) },
	);
	if (code !== 0) throw new Error(stderr || stdout);
	return (JSON.parse(stdout) as unknown[][]).map((results) =>
		results
			.map((result) => JSON.stringify(typeof result === "string" ? { msg: result } : sorted(result as Record<string, unknown>)))
			.sort(),
	);
}

/** What our engine gives, in the same form. */
async function byParapet(bundle: PolicyBundle, entrypoint: string, over: readonly PolicyDocument[]): Promise<string[][]> {
	const path = entrypoint.split("/");
	const rule = path.pop();
	const [outcome] = await evaluatePolicies(
		[{ ...bundle, policies: bundle.policies.map((policy) => ({ ...policy, requires: [] })) }],
		over,
		{
			limits: { documentMs: 30_000, startMs: 60_000 },
			chosen: (policy) => policy.package === path.join("."),
		},
	);
	return over.map((_, index) => {
		const verdict = outcome?.verdicts[index];
		if (verdict?.verdict !== "judged") return [];
		return verdict.results
			.filter((result) => result.rule === rule)
			.map(({ rule: _rule, ...result }) => JSON.stringify(sorted(result)))
			.sort();
	});
}

const sorted = (value: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
const entrypointsOf = ({ policies }: PolicyBundle) => policies.flatMap(({ entrypoints }) => entrypoints.map(({ name }) => name));
const committed = (name: string) => readBundle(readFileSync(`${policyFixtures}/${name}.tar.gz`), name);

describe("the bundles of the suites", () => {
	const names = readdirSync(policyFixtures, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

	it.each(names)("are what the real opa makes of their sources: %s", async (name) => {
		const folder = join(policyFixtures, name);
		const built = join(directory, `${name}.tar.gz`);
		const { code, stderr } = await runOpa([...(await buildArguments(folder)), "-o", built, "."], { cwd: folder });
		expect(stderr).toBe("");
		expect(code).toBe(0);
		expect(readFileSync(built).equals(readFileSync(`${policyFixtures}/${name}.tar.gz`))).toBe(true);
	});
});

describe("our evaluation", () => {
	it.each(entrypointsOf(committed("connections")))("gives what opa gives: %s over 300 connections", async (entrypoint) => {
		const expected = await byOpa([`${policyFixtures}/connections`], entrypoint, documents);
		expect(await byParapet(committed("connections"), entrypoint, documents)).toEqual(expected);
		expect(expected.flat().length).toBeGreaterThan(0);
	});

	it("gives what opa gives for every built-in function of ours", async () => {
		const over = documents.slice(0, 2);
		const expected = await byOpa([`${policyFixtures}/builtins/format.rego`], "acme/format/violation", over);
		expect(expected[0]).toHaveLength(16);
		expect(await byParapet(committed("builtins"), "acme/format/violation", over)).toEqual(expected);
	});

	it("gives what opa gives for the shipped policies", async () => {
		const shipped = readBundle(await shippedBundle(), "shipped");
		const servers = documentOf(compliant("postgres.Server"), time);
		for (const entrypoint of entrypointsOf(shipped)) {
			const expected = await byOpa(["shared/policies/rego"], entrypoint, [...documents, servers]);
			expect(await byParapet(bundleOfAllKinds(shipped), entrypoint, [...documents, servers]), entrypoint).toEqual(expected);
		}
	});
});

/** Every policy is asked about every document, as opa is. */
const bundleOfAllKinds = (bundle: PolicyBundle): PolicyBundle => ({
	...bundle,
	policies: bundle.policies.map((policy) => ({ ...policy, kinds: undefined })),
});

describe("the built command", () => {
	const save = (name: string, resources: readonly DatabaseConnection[]): string => {
		const path = join(directory, name);
		writeFileSync(path, serializeInventory({ savedAt: time, inventory: inventoryOf([...resources]) }));
		return path;
	};
	const scan = (inventory: string, bundles: readonly string[], rules: readonly string[]) =>
		runCommand([
			...["scan", "--inventory", inventory, "--no-files", "--format", "json"],
			...bundles.flatMap((name) => ["--policy", resolve(`${policyFixtures}/${name}.tar.gz`)]),
			...rules.flatMap((rule) => ["--rule", rule]),
		]);

	it("judges with policies", async () => {
		const { code, stdout } = await scan(save("many.json", connections), ["connections"], ["policy/acme.connections.tls"]);
		const { findings } = JSON.parse(stdout) as Snapshot;
		expect(code).toBe(3);
		expect(findings.filter(({ verdict, severity }) => verdict === "fail" && severity === "high")).toHaveLength(75);
	});

	it("ends a policy that loops, judges with the others, and ends itself", async () => {
		const inventory = save("loop.json", [connection("named"), connection("loop")]);
		const { code, stdout, stderr } = await scan(inventory, ["loop"], ["policy/acme.loop", "policy/acme.zzz"]);
		const { findings, collectionErrors } = JSON.parse(stdout) as Snapshot;
		expect(code).toBe(3);
		expect(findings.map(({ ruleId, verdict, resource }) => [ruleId, verdict, resource.name])).toEqual(
			expect.arrayContaining([
				["policy/acme.loop", "indeterminate", "loop"],
				["policy/acme.zzz", "fail", "named"],
				["policy/acme.zzz", "pass", "loop"],
			]),
		);
		expect(collectionErrors).toMatchObject([{ service: "policy", operation: "acme.loop", cause: "timeout" }]);
		expect(stderr).toContain("it took longer than 1 s");
	});

	it("ends with 2 when all that is left of a policy is that it wants too much", async () => {
		const inventory = save("memory.json", [connection("large")]);
		const { code, stdout } = await scan(inventory, ["memory"], ["policy/acme.memory"]);
		expect(code).toBe(2);
		expect((JSON.parse(stdout) as Snapshot).findings).toMatchObject([{ ruleId: "policy/acme.memory", verdict: "indeterminate" }]);
	});
});
