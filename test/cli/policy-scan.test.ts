import { mkdir, readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Inventory } from "../../shared/core/inventory.ts";
import { seen, unread } from "../../shared/core/observed.ts";
import type { DatabaseConnection } from "../../shared/core/resources/index.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { formatNames } from "../../shared/reports/index.ts";
import { serializeInventory } from "../../shared/runtime/inventory-file.ts";
import { violations } from "../reports/validate.ts";
import { compliant } from "../support/compliant/index.ts";
import { policyFixtures } from "../support/opa/bundles.ts";
import { days } from "../support/rule-table.ts";
import { directoryWith, parapet } from "../support/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });

const connection = (name: string, differences: Partial<DatabaseConnection> = {}): DatabaseConnection => ({
	...compliant("database.Connection"),
	name,
	arn: `postgres://db/${name}`,
	...differences,
});
const place = { partition: "aws", account: "123456789012", region: "eu-west-1" };
const inventory = (...resources: Inventory["resources"]): Inventory => ({ scopes: [place], resources, errors: [] });
const denied = unread({ service: "postgres", operation: "pg_stat_ssl", cause: "denied", message: "no right" });
const plain = { tls: seen({ enabled: false }), service: "batch" };
const unverified = { tls: seen({ enabled: true, clientMode: "require" }), service: "api" };

const fixture = (name: string) => `${policyFixtures}/${name}.tar.gz`;

describe("parapet scan --policy", () => {
	let files: Awaited<ReturnType<typeof directoryWith>>;
	beforeAll(async () => {
		files = await directoryWith();
	});
	afterAll(() => files.remove());
	const save = async (name: string, content: Inventory) => {
		await writeFile(files.path(name), serializeInventory({ savedAt: days(0), inventory: content }));
		return files.path(name);
	};
	const scan = async (content: Inventory, ...args: readonly string[]) =>
		parapet(["scan", "--inventory", await save("inventory.json", content), "--no-files", "--format", "json", ...args]);
	const tls = ["--policy", fixture("connections"), "--rule", "policy/acme.connections.tls"];
	const snapshotOf = async (...args: Parameters<typeof scan>): Promise<Snapshot> => JSON.parse((await scan(...args)).stdout);
	const verdicts = ({ findings }: Snapshot) =>
		findings.map(({ ruleId, verdict, severity, resource }) => [ruleId, verdict, severity, resource.name]);

	it("says when Parapet's own policies have nothing to look at", async () => {
		const warning = "Parapet's own policies look at databases from within and at their connections, which this scan does not read";
		const aws = inventory({ ...compliant("rds.DbInstance"), ...place });
		expect((await scan(aws, "--policy", "shipped")).stderr).toContain(warning);
		expect((await scan(aws, "--rule", "policy/parapet.connection_tls")).stderr).toContain(warning);
		expect((await scan(inventory(connection("a")), "--policy", "shipped")).stderr).not.toContain(warning);
		expect((await scan(aws)).stderr).not.toContain(warning);
	});
	it("says once why a policy could not judge many resources", async () => {
		const content = inventory(...["a", "b", "c", "d"].map((name) => connection(name, { tls: denied })));
		const { stdout } = await parapet(["scan", "--inventory", await save("many.json", content), "--no-files", ...tls]);
		expect(stdout).toMatch(/^ {2}4 findings: The policy acme\.connections\.tls requires what is not known:\s+resource\.tls/m);
	});
	it("finds what a policy says, with the bundle as evidence, and what it does not know", async () => {
		const snapshot = await snapshotOf(
			inventory(connection("a", plain), connection("b", { tls: denied }), connection("c"), connection("d", unverified)),
			...tls,
		);
		expect(verdicts(snapshot)).toEqual([
			["policy/acme.connections.tls", "fail", "high", "a"],
			["policy/acme.connections.tls/no-verify", "fail", "low", "d"],
			["policy/acme.connections.tls", "indeterminate", "high", "b"],
			["policy/acme.connections.tls", "pass", "high", "c"],
			["policy/acme.connections.tls/no-verify", "pass", "low", "a"],
			["policy/acme.connections.tls/no-verify", "pass", "low", "c"],
		]);
		const [fail, verify, unknown] = snapshot.findings;
		expect(fail).toMatchObject({
			title: "Database connections use TLS",
			detail: `batch reaches ${compliant("database.Connection").serverName} without TLS`,
			frameworks: { "pci-dss": ["4.2.1"] },
			evidence: { bundle: expect.stringMatching(/^[0-9a-f]{64}$/), package: "acme.connections.tls", results: [{ rule: "deny" }] },
		});
		expect(verify?.frameworks).toEqual({ "pci-dss": ["4.2.1"], soc2: ["CC6.7"] });
		expect(unknown?.detail).toBe(
			"The policy acme.connections.tls requires what is not known: resource.tls (postgres:pg_stat_ssl could not be read (denied): no right).",
		);
		expect(snapshot.rules).toMatchObject([
			{ id: "policy/acme.connections.tls", recommendation: "Set sslmode=verify-full in the client.", resource: "database.Connection" },
			{
				id: "policy/acme.connections.tls/no-verify",
				title: "Database connections use TLS (no-verify)",
				recommendation: "Ask for verify-full.",
			},
		]);
		const requirement = snapshot.frameworks.find(({ id }) => id === "soc2")?.requirements.find(({ id }) => id === "CC6.7");
		expect(requirement?.rules.at(-1)).toBe("policy/acme.connections.tls/no-verify");
	});

	it("tells of frameworks that it does not know and keeps them in the evidence", async () => {
		const { stderr, stdout } = await scan(inventory(connection("a", plain)), ...tls);
		expect(stderr).toContain('warning: policy/acme.connections.tls: there is no framework "acme"\n');
		expect(JSON.parse(stdout).findings[0].evidence.frameworks).toEqual({ "pci-dss": ["4.2.1"], acme: ["NET-7"] });
	});

	it("exits as for any other finding", async () => {
		expect((await scan(inventory(connection("a", plain)), ...tls)).code).toBe(3);
		expect((await scan(inventory(connection("a", plain)), ...tls, "--fail-on", "critical")).code).toBe(0);
		expect((await scan(inventory(connection("a", { tls: denied })), ...tls)).code).toBe(2);
		expect((await scan(inventory(connection("a")), ...tls)).code).toBe(0);
	});

	it("never passes what states no requirements", async () => {
		const snapshot = await snapshotOf(inventory(connection("a")), "--policy", fixture("connections"), "--rule", "policy/acme.quiet");
		expect(snapshot.findings).toEqual([]);
		expect(snapshot.summary.verdicts).toMatchObject({ pass: 0, notApplicable: 1 });
	});

	it("lists a policy as run that had nothing to look at", async () => {
		const snapshot = await snapshotOf(inventory(compliant("postgres.Server")), ...tls);
		expect(snapshot.rules.map(({ id }) => id)).toEqual(["policy/acme.connections.tls"]);
		expect(snapshot.findings).toEqual([]);
	});

	it("makes a policy that fails an unknown of itself alone, and says so", async () => {
		const { stdout, stderr, code } = await scan(
			inventory(connection("named")),
			...["--policy", fixture("builtins"), "--policy", fixture("v0"), "--rule", "policy/acme.send", "--rule", "policy/acme.old"],
		);
		const snapshot = JSON.parse(stdout) as Snapshot;
		expect(verdicts(snapshot)).toEqual([
			["policy/acme.old", "fail", "medium", "named"],
			["policy/acme.send", "indeterminate", "medium", "named"],
		]);
		expect(snapshot.collectionErrors).toEqual([
			{
				service: "policy",
				operation: "acme.send",
				cause: "unsupported",
				message: "it calls http.send, which is not available to policies (named)",
				scope: place,
				kinds: [],
			},
		]);
		expect(stderr).toContain("warning: The policy acme.send was not evaluated everywhere: it calls http.send");
		expect(code).toBe(3);
	});

	it("chooses policies by rule, id, service, severity and framework", async () => {
		const content = inventory(connection("a", plain), connection("b", unverified));
		const policies = ["--policy", fixture("connections")];
		const ran = async (...args: readonly string[]) => [
			...new Set((await snapshotOf(content, ...policies, ...args)).rules.map(({ id }) => id).filter((id) => id.startsWith("policy/acme."))),
		];
		expect(await ran("--rule", "policy/acme.connections.tls/no-verify")).toEqual([
			"policy/acme.connections.tls",
			"policy/acme.connections.tls/no-verify",
		]);
		expect(await ran("--framework", "pci-dss")).toEqual(["policy/acme.connections.tls", "policy/acme.connections.tls/no-verify"]);
		expect(await ran("--severity", "high")).toEqual(["policy/acme.connections.tls", "policy/acme.connections.tls/no-verify"]);
		expect(await ran("--service", "postgres")).toEqual(["policy/acme.owners", "policy/acme.quiet"]);
	});

	it("looks only at the kinds of a chosen service", async () => {
		const content = inventory(connection("a"), { ...compliant("postgres.Server"), tags: seen({}) });
		const snapshot = await snapshotOf(content, "--policy", fixture("connections"), "--service", "postgres");
		const owners = snapshot.findings.filter(({ ruleId }) => ruleId === "policy/acme.owners");
		expect(owners.map(({ resource }) => resource.kind)).toEqual(["postgres.Server"]);
	});

	it("obeys the configuration: paths beside it, severities, and what is turned off", async () => {
		await mkdir(files.path("policies"), { recursive: true });
		await writeFile(files.path("policies/b.tar.gz"), await readFile(fixture("connections")));
		const rules = {
			"policy/acme.connections.tls": { severity: "critical" },
			"policy/acme.connections.tls/no-verify": { enabled: false },
			"policy/acme.quiet": { enabled: false },
		};
		await writeFile(files.path("config.json"), JSON.stringify({ policies: { paths: ["policies"], shipped: false }, rules }));
		const snapshot = await snapshotOf(
			inventory(connection("a", plain), connection("b", unverified)),
			"--config",
			files.path("config.json"),
		);
		expect(snapshot.rules.map(({ id }) => id).filter((id) => id.startsWith("policy/"))).toEqual([
			"policy/acme.connections.age",
			"policy/acme.connections.tls",
			"policy/acme.owners",
		]);
		expect(verdicts(snapshot).filter(([id]) => id === "policy/acme.connections.tls")[0]).toEqual([
			"policy/acme.connections.tls",
			"fail",
			"critical",
			"a",
		]);
	});

	it("suppresses findings of policies like any other", async () => {
		await writeFile(
			files.path("suppressions.json"),
			JSON.stringify({ suppressions: [{ id: "s", rules: ["policy/acme.*"], owner: "o", reason: "r", expires: days(9) }] }),
		);
		const { stdout, code } = await scan(inventory(connection("a", plain)), ...tls, "--suppressions", files.path("suppressions.json"));
		expect(JSON.parse(stdout)).toMatchObject({ findings: [{ verdict: "fail", suppressedBy: "s" }] });
		expect(code).toBe(0);
	});

	it("tells what is new, and what is resolved, also of ids that no longer come up", async () => {
		const before = await snapshotOf(inventory(connection("a", plain), connection("b", unverified)), ...tls);
		const after = await snapshotOf(inventory(connection("a"), connection("b"), connection("c", plain)), ...tls);
		const blind = await snapshotOf(inventory(connection("a", { tls: denied }), connection("b", { tls: denied })), ...tls);
		for (const [name, snapshot] of Object.entries({ before, after, blind }))
			await writeFile(files.path(`${name}.json`), JSON.stringify(snapshot));
		const diff = async (from: string, to: string) =>
			JSON.parse((await parapet(["diff", files.path(from), files.path(to), "--format", "json"])).stdout).differences.map(
				(entry: { change: string; before?: { ruleId: string }; after?: { ruleId: string } }) => [
					entry.change,
					(entry.before ?? entry.after)?.ruleId,
				],
			);
		expect(await diff("before.json", "after.json")).toEqual([
			["new", "policy/acme.connections.tls"],
			["resolved", "policy/acme.connections.tls"],
			["resolved", "policy/acme.connections.tls/no-verify"],
		]);
		expect((await diff("before.json", "blind.json")).map(([change]: [string]) => change)).toEqual([
			"unreadable",
			"unreadable",
			"unreadable",
		]);
	});

	it.each(formatNames)("is in the report as %s, hostile texts included", async (format) => {
		const content = inventory(connection("a"));
		const path = await save(`hostile-${format}.json`, content);
		const args = ["scan", "--inventory", path, "--no-files", "--policy", fixture("hostile"), "--rule", "policy/acme.hostile"];
		const { stdout, stderr, code } = await parapet([...args, "--format", format]);
		expect(stderr).not.toContain("Error");
		expect(code).toBe(3);
		expect(stdout).not.toContain("\u001b[31m");
		if (format !== "compliance") expect(stdout).toContain("acme.hostile");
		if (format === "sarif") expect(violations("sarif", JSON.parse(stdout))).toEqual([]);
		if (format === "ocsf")
			for (const line of stdout.trim().split("\n")) expect(violations("ocsf-compliance-finding", JSON.parse(line))).toEqual([]);
		if (format === "html") expect(stdout).not.toMatch(/<script>alert|<img src=x/);
		const snapshot = (await parapet([...args, "--format", "json"])).stdout;
		await writeFile(files.path("snapshot.json"), snapshot);
		expect((await parapet(["report", files.path("snapshot.json"), "--format", format])).stdout).toBe(stdout);
	});

	it.each([
		[
			["--rule", "policy/acme.connections.tsl"],
			/There is no such policy:\n.*"policy\/acme\.connections\.tsl"; did you mean "policy\/acme\.connections\.tls"\?/s,
		],
		[["--policy", "nowhere"], /Cannot read the policies in nowhere/],
		[["--policy", fixture("loop"), "--policy", fixture("crash")], /The package acme\.zzz is in/],
	])("refuses %j before anything is read", async (args, message) => {
		const { code, stderr } = await scan(inventory(connection("a")), "--policy", fixture("connections"), ...args);
		expect(code).toBe(1);
		expect(stderr).toMatch(message);
	});

	it("says that a policy looks at what the scan does not read", async () => {
		const { stderr } = await scan(inventory(compliant("rds.DbInstance")), "--policy", fixture("v0"));
		expect(stderr).toContain("warning: The policy acme.old looks at what this scan does not read: Database connection.\n");
	});

	it("says that no policies are loaded when the rule of one is named", async () => {
		const { code, stderr } = await scan(inventory(compliant("rds.DbInstance")), "--rule", "policy/acme.old");
		expect(code).toBe(1);
		expect(stderr).toContain("policy/acme.old is the rule of a policy, and no policies are loaded: --policy PATH.");
	});
});
