import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { seen, unread } from "../../shared/core/observed.ts";
import type { DatabaseConnection } from "../../shared/core/resources/index.ts";
import { serializeInventory } from "../../shared/runtime/inventory-file.ts";
import { findingsOf, type Run, runCommand, scanned, temporaryDirectory } from "../support/command.ts";
import { compliant } from "../support/compliant/index.ts";
import { inventoryOf } from "../support/findings.ts";
import { opa, runOpa } from "../support/opa/opa.ts";
import { days } from "../support/rule-table.ts";

/** Everything that a shell would have: opa on the PATH, and nothing else. */
const env = { PATH: opa ? dirname(opa) : "" };
const sources = join(import.meta.dirname, "../../shared/policies/rego");

const connection = (name: string, differences: Partial<DatabaseConnection>): DatabaseConnection => ({
	...compliant("database.Connection"),
	name,
	arn: `postgres://db.example.com:5432/orders#${name}`,
	...differences,
});
const denied = unread({ service: "postgres", operation: "pg_stat_ssl", cause: "denied", message: "permission denied" });

let directory: string;
beforeAll(() => {
	directory = temporaryDirectory();
	const estate = [
		connection("verified", {}),
		connection("plaintext", { tls: seen({ enabled: false }) }),
		connection("unknown", { tls: denied }),
	];
	writeFileSync(join(directory, "estate.json"), serializeInventory({ savedAt: days(0), inventory: inventoryOf(estate) }));
});

const policy = (...args: string[]): Promise<Run> => runCommand(["policy", ...args], { directory, env });

/** A folder with these files. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
	mkdirSync(join(directory, name), { recursive: true });
	for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, name, file), text);
	return name;
}

describe("parapet policy test", () => {
	it("passes on the policies that come with Parapet", async () => {
		const { code, stdout, stderr } = await policy("test");
		expect(stderr).toBe("");
		expect(stdout).toMatch(/^7 policies in .*shared\/policies\/rego, opa \d+\.\d+\.\d+\n/);
		expect(stdout).toContain("opa test: 33 passed, 0 failed\n");
		expect(stdout).toMatch(/the compiled policies judge \d+ documents as expected, and as opa does\n/);
		expect(stdout).toMatch(/^parapet\.connection_tls +6 +9 +2 +0 +0$/m);
		expect(code).toBe(0);
	});

	it("shows what they would say of a scan that was saved, unknown included, without failing for it", async () => {
		const { code, stdout } = await policy("test", "--inventory", "estate.json");
		expect(code).toBe(0);
		expect(stdout).toContain("3 documents of estate.json");
		expect(stdout).toMatch(/^parapet\.connection_tls +1 +1 +1 +0 +0$/m);
		expect(stdout).toMatch(/critical +plaintext is not encrypted\.\n/);
		expect(stdout).toMatch(/indeterminate +unknown: it lacks resource\.tls \(.*permission denied/);
	});

	it("takes what policy documents prints", async () => {
		const { stdout: lines } = await policy("documents", "--inventory", "estate.json");
		writeFileSync(join(directory, "documents.ndjson"), lines);
		const { code, stdout } = await policy("test", "--input", "documents.ndjson");
		expect([
			code,
			stdout
				.match(/^parapet\.connection_tls .*$/m)?.[0]
				.trim()
				.split(/ +/)
				.slice(1),
		]).toEqual([0, ["1", "1", "1", "0", "0"]]);
	});

	it("tells a test that fails, with file and line", async () => {
		folder("failing", {
			"a.rego": 'package acme.a\n\ndeny contains "x" if input.tags.a\n',
			"a_test.rego": 'package acme.a_test\n\nimport data.acme.a\n\ntest_wrong if count(a.deny) == 1 with input as {"tags": {}}\n',
		});
		const { code, stdout, stderr } = await policy("test", "failing");
		expect(stdout).toContain("failing/a_test.rego:5: acme.a_test.test_wrong: failed\n");
		expect(stderr).toContain("acme.a has no documents in its test");
		expect(stderr).toContain("has no METADATA");
		expect(code).toBe(3);
	});

	it("tells a field that no document has, which opa alone lets pass", async () => {
		folder("misspelt", {
			"a.rego":
				'# METADATA\n# title: a\n# custom: {kinds: [database.Connection]}\npackage acme.a\n\ndeny contains "x" if input.resource.tls.enable == false\n',
			"b.rego":
				'# METADATA\n# title: b\n# custom: {kinds: [kms.Key]}\npackage acme.b\n\ndeny contains "x" if not input.resource.rotation\n',
		});
		const { code, stdout } = await policy("test", "misspelt");
		expect(stdout).toContain(
			'misspelt/a.rego:6: no document has input.resource.tls.enable (database.Connection; did you mean "enabled"; there are: cipher, ',
		);
		expect(stdout).not.toContain("misspelt/b.rego:6: no document has input.resource.tls");
		expect(code).toBe(3);
	});

	it("tells a field that no document of any kind has, and what could be meant", async () => {
		folder("anything", { "a.rego": '# METADATA\n# title: a\npackage acme.a\n\ndeny contains "x" if input.regoin == "x"\n' });
		const { code, stdout } = await policy("test", "anything");
		expect(stdout).toContain('anything/a.rego:5: no document has input.regoin (of any kind; did you mean "region"; there are: account, ');
		expect(code).toBe(3);
	});

	it("tells data that is in no file, by whatever name it is called, and files that opa does not read", async () => {
		folder("lists", {
			"a.rego":
				'package acme.a\n\nimport data.acme.lib\nimport data.trusted.accounts as known\nimport data.forbidden as no\n\ndeny contains "x" if {\n\tsome region in no.regions\n\tinput.region == region\n}\n\ndeny contains "y" if not input.account in known\n\ndeny contains "z" if lib.odd\n\ndeny contains "w" if lib.evn\n\ndeny contains "v" if data.trusted.byName[input.name].x\n',
			"lib.rego": "package acme.lib\n\nodd if input.name\n",
			"forbidden.json": '{"regions": ["us-east-1"]}',
		});
		folder("lists/trusted", { "data.json": '{"accounts": ["123456789012"], "byName": {}}' });
		const { code, stdout } = await policy("test", "lists");
		const hint = "is in no package and in no data file (forbidden.json: only data.json, data.yaml and data.yml are read)";
		expect([...stdout.matchAll(/lists\/a\.rego:\d+: data.*/g)].map(([line]) => line)).toEqual([
			`lists/a.rego:5: data.forbidden ${hint}`,
			`lists/a.rego:8: data.forbidden.regions ${hint}`,
			`lists/a.rego:16: data.acme.lib.evn ${hint}`,
		]);
		expect(code).toBe(3);
	});

	it("notes facts that may be unknown and that a policy which can pass does not require", async () => {
		const rule = (name: string, requires: string) =>
			`# METADATA\n# title: a\n# custom: {kinds: [rds.DbInstance]${requires}}\npackage acme.${name}\n\ndeny contains "x" if {\n\tinput.resource.publiclyAccessible\n\tinput.resource.kmsKey.state != "x"\n}\n`;
		folder("unrequired", {
			"a.rego": rule("a", ", requires: [tags.owner]"),
			"b.rego": rule("b", ", requires: [resource.publiclyAccessible, resource.kmsKey]"),
			"c.rego": rule("c", ""),
		});
		const { code, stderr } = await policy("test", "unrequired");
		expect(stderr).toContain(
			"note: acme.a reads resource.kmsKey, resource.publiclyAccessible without requiring them: where one is unknown",
		);
		expect(stderr).not.toMatch(/acme\.[bc] reads/);
		expect(code).toBe(0);
	});

	it("tells a document that is judged otherwise than its author thinks", async () => {
		folder("unexpected", {
			"a.rego":
				'# METADATA\n# title: a\n# custom: {kinds: [database.Connection], requires: [tags]}\npackage acme.a\n\ndeny contains "no owner" if not input.tags.owner\n',
			"a_test.rego":
				'package acme.a_test\n\ndocuments := {"pass": {"none": {"tags": {}}, "owned": {"tags": {"owner": "x"}}}, "fail": {"not read": {}}}\n',
		});
		const { code, stdout } = await policy("test", "unexpected");
		expect(stdout).toContain('acme.a, "none": pass expected, fail came: no owner\n');
		expect(stdout).toContain('acme.a, "not read": fail expected, indeterminate came: it lacks tags\n');
		expect(stdout).not.toContain('"owned"');
		expect(code).toBe(3);
	});

	it("tells what strict checking finds", async () => {
		folder("unused", { "a.rego": 'package acme.a\n\nimport data.acme.b\n\ndeny contains "x" if input.name == ""\n' });
		const { code, stdout } = await policy("test", "unused");
		expect(stdout).toMatch(/FAIL {2}check.*\n +unused\/a\.rego:3: .*import/);
		expect(code).toBe(3);
	});

	it.each([
		["documents of no policy", 'package acme.other_test\n\ndocuments := {"pass": {}}\n', "belong to no policy"],
		["a verdict that there is not", 'package acme.a_test\n\ndocuments := {"good": {}}\n', "the verdicts are pass, fail"],
		["a document that is none", 'package acme.a_test\n\ndocuments := {"pass": {"x": 1}}\n', "acme.a_test.documents.pass.x is no document"],
		["documents that are no object", "package acme.a_test\n\ndocuments := [1]\n", "is no object"],
		["a time that is none", 'package acme.a_test\n\ndocuments := {"pass": {"x": {"time": "now"}}}\n', "no ISO 8601 time"],
	])("cannot run with %s", async (_, text, reason) => {
		folder("odd", { "a.rego": 'package acme.a\n\ndeny contains "x" if input.name == ""\n', "a_test.rego": text });
		expect(await policy("test", "odd")).toMatchObject({ code: 1, stderr: expect.stringContaining(reason) });
	});
});

describe("parapet policy new, test, build, and scan --policy", () => {
	it("go together: what is written passes its tests, and its verdicts are findings", async () => {
		expect((await policy("new", "acme.tls", "first")).code).toBe(0);
		const tested = await policy("test", "first");
		expect(tested, tested.stdout + tested.stderr).toMatchObject({ code: 0, stderr: "" });

		const built = await policy("build", "first", "-o", "out/bundle.tar.gz", "--revision", "v1");
		expect(built.code).toBe(0);
		const [, sha256] = /^1 policy, revision v1, sha256 ([0-9a-f]{64})$/m.exec(built.stdout) ?? [];
		expect(sha256).toBeDefined();
		expect((await policy("list", "out")).stdout).toContain(`sha256 ${sha256}`);

		const args = ["--inventory", "estate.json", "--policy", "out/bundle.tar.gz", "--rule", "policy/acme.tls"];
		const { snapshot, code } = await scanned(args, {}, { directory });
		expect(code).toBe(3);
		const verdicts = findingsOf(snapshot, "policy/acme.tls").map(({ resource, verdict, severity }) => [resource.name, verdict, severity]);
		expect(verdicts.toSorted()).toEqual([
			["plaintext", "fail", "high"],
			["unknown", "indeterminate", "medium"],
			["verified", "pass", "medium"],
		]);
		const failing = findingsOf(snapshot, "policy/acme.tls").find(({ verdict }) => verdict === "fail");
		expect(failing?.evidence).toMatchObject({ bundle: sha256, package: "acme.tls" });
	});

	it("what is written for other kinds passes its tests too, and is formatted as opa does", async () => {
		await policy("new", "acme.owner", "second", "--kind", "eks.Cluster");
		await policy("new", "acme.encrypted", "second");
		expect(await runOpa(["fmt", "--list", "second"], { cwd: directory })).toMatchObject({ code: 0, stdout: "" });
		const tested = await policy("test", "second");
		expect(tested, tested.stdout + tested.stderr).toMatchObject({ code: 0, stderr: "" });
	});
});

describe("the policies that come with Parapet", () => {
	const names = async (...args: string[]) => {
		const { snapshot } = await scanned(["--inventory", "estate.json", ...args], {}, { directory });
		return findingsOf(snapshot, "policy/parapet.connection_tls").map(({ resource, verdict, severity }) => [
			resource.name,
			verdict,
			severity,
		]);
	};

	it("run when they are asked for, by any way, and what is unknown is indeterminate", async () => {
		writeFileSync(join(directory, "with.json"), '{"policies": {"shipped": true}}');
		const asked = await names("--policy", "shipped");
		expect(await names("--config", "with.json")).toEqual(asked);
		expect(await names("--rule", "policy/parapet.connection_tls")).toEqual(asked);
		expect(asked.toSorted()).toEqual([
			["plaintext", "fail", "critical"],
			["unknown", "indeterminate", "high"],
			["verified", "pass", "high"],
		]);
	});

	it("do not run unasked: rules ask most of it already", async () => {
		expect(await names()).toEqual([]);
	});
});

describe("parapet policy build", () => {
	it("gives the same bytes wherever the folder is, and leaves hidden files and tests out", async () => {
		const [here, there] = [join(directory, "copy"), join(directory, "deeper", ".hidden", "copy")];
		for (const place of [here, there]) cpSync(sources, place, { recursive: true });
		mkdirSync(join(here, ".git"));
		writeFileSync(join(here, ".git", "broken.rego"), "package");
		writeFileSync(join(here, "package.json"), '{"parapet": 1}');
		expect(await policy("build", "copy", "-o", "a.tar.gz")).toMatchObject({ code: 0, stderr: "" });
		expect(await policy("build", there, "-o", "b.tar.gz")).toMatchObject({ code: 0 });
		const [a, b] = ["a.tar.gz", "b.tar.gz"].map((name) => readFileSync(join(directory, name)));
		expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true);
	});

	it("takes Rego v0 when it is told to, and says where v1 would differ when it is not", async () => {
		folder("v0", { "a.rego": 'package acme.old\n\ndeny[msg] { not input.tags.owner; msg := "no owner" }\n' });
		const refused = await policy("build", "v0", "-o", "v0.tar.gz");
		expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("v0/a.rego:3: rego_parse_error: `if` keyword is required") });
		expect(await policy("build", "v0", "-o", "v0.tar.gz", "--v0-compatible")).toMatchObject({ code: 0 });
		expect((await policy("test", "v0", "--v0-compatible", "--inventory", "estate.json")).stdout).toMatch(/^acme\.old +0 +3 +0 +0 +0$/m);
	});

	it("keeps data files, by the folder that they are in", async () => {
		folder("data", { "a.rego": 'package acme.a\n\ndeny contains "x" if not input.account in data.trusted.accounts\n' });
		folder("data/trusted", { "data.json": '{"accounts": ["123456789012"]}' });
		const { code } = await policy("build", "data", "-o", "data.tar.gz");
		expect(code).toBe(0);
		const { stdout } = await policy("test", "data", "--inventory", "estate.json");
		expect(stdout).toMatch(/^acme\.a +0 +0 +0 +3 +0$/m);
	});

	it("warns of what is undefined for ever, for whoever does not test", async () => {
		folder("untested", {
			"a.rego":
				'# METADATA\n# title: a\n# custom: {kinds: [rds.DbInstance], requires: [tags]}\npackage acme.a\n\ndeny contains "x" if input.resource.publicAccess\n\ndeny contains "y" if input.account == data.ours\n',
		});
		const { code, stderr } = await policy("build", "untested", "-o", "untested.tar.gz");
		expect(stderr).toContain("warning: untested/a.rego:6: no document has input.resource.publicAccess");
		expect(stderr).toContain("warning: untested/a.rego:8: data.ours is in no package and in no data file\n");
		expect(code).toBe(0);
	});

	it.each([
		["a mistake of syntax", "package acme.a\n\ndeny contains if\n", /broken\/a\.rego:3: rego_parse_error/],
		["an unsafe variable", 'package acme.a\n\ndeny contains x if input.name == ""\n', /broken\/a\.rego:3: rego_unsafe_var_error/],
		[
			"a function that no scan has",
			'package acme.a\n\ndeny contains "x" if http.send({"method": "get", "url": "u"}).x\n',
			/http\.send[\s\S]*broken\/a\.rego:3:/,
		],
		[
			"a kind that there is not",
			'# METADATA\n# custom: {kinds: [rds.Instance]}\npackage acme.a\n\ndeny contains "x" if input.x\n',
			/no kind "rds\.Instance"/,
		],
		["no policy", "package acme.a\n\nallow if input.x\n", /none of its packages \(acme\.a\) has deny, warn or violation/],
	])("refuses %s and leaves the old bundle alone", async (_, text, reason) => {
		folder("broken", { "a.rego": text });
		writeFileSync(join(directory, "old.tar.gz"), "old");
		expect(await policy("build", "broken", "-o", "old.tar.gz")).toMatchObject({ code: 1, stderr: expect.stringMatching(reason) });
		expect(readFileSync(join(directory, "old.tar.gz"), "utf8")).toBe("old");
	});

	it.each([
		["a folder that is not there", "nowhere", "there is no such folder"],
		["a file", "estate.json", "it is no folder"],
	])("refuses %s", async (_, path, reason) => {
		expect(await policy("build", path)).toMatchObject({ code: 1, stderr: expect.stringContaining(reason) });
	});

	it("says where the bundle cannot be written", async () => {
		const { code, stderr } = await policy("build", "copy", "-o", "estate.json/bundle.tar.gz");
		expect([code, stderr.includes("Cannot write estate.json/bundle.tar.gz")]).toEqual([1, true]);
	});

	it("says how to get opa when there is none", async () => {
		const { code, stderr } = await runCommand(["policy", "build", "copy"], { directory, env: { PATH: "/nowhere" } });
		expect([code, stderr.includes("brew install opa")]).toEqual([1, true]);
	});
});
