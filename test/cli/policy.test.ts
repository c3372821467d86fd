import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serializeInventory } from "../../shared/runtime/inventory-file.ts";
import { download } from "../../shared/runtime/opa/opa.ts";
import { compliant } from "../support/compliant/index.ts";
import { instance, inventoryOf } from "../support/findings.ts";
import { days } from "../support/rule-table.ts";
import { directoryWith, parapet } from "../support/terminal.ts";

let place: Awaited<ReturnType<typeof directoryWith>>;
beforeAll(async () => {
	const hostile = { ...compliant("database.Connection"), name: "orders\u202e\u001b[2J" };
	place = await directoryWith({
		"estate.json": serializeInventory({ savedAt: days(0), inventory: inventoryOf([instance("a"), instance("b"), hostile]) }),
		"old-opa": "#!/bin/sh\necho 'Version: 0.70.0'\n",
		"no-opa": "#!/bin/sh\necho hello\n",
		"killed-opa": "#!/bin/sh\nkill -9 $$\n",
		"no-program": "text\n",
	});
	for (const name of ["old-opa", "no-opa", "killed-opa"]) await chmod(place.path(name), 0o755);
});
afterAll(() => place.remove());

describe("parapet policy", () => {
	it("says what there is to do", async () => {
		expect(await parapet(["policy"])).toMatchObject({ code: 1, stderr: expect.stringContaining("Say what to do: new, build, test") });
		expect((await parapet(["policy", "biuld"])).stderr).toContain('did you mean "build"?');
		expect((await parapet(["policy", "toString"])).stderr).toContain('Unknown action "toString"');
	});

	it("refuses options and arguments that an action does not have", async () => {
		expect((await parapet(["policy", "schema", "--inventory", "x"])).stderr).toContain("policy schema has no option --inventory");
		expect((await parapet(["policy", "build", "a", "b"])).stderr).toContain('Unexpected argument "b"');
		expect((await parapet(["policy", "test", "--input", "a", "--inventory", "b"])).stderr).toContain("not both");
	});
});

describe("parapet policy new", () => {
	it("writes a policy, its test and a README, and says how to go on", async () => {
		const directory = place.path("mine");
		const { code, stdout } = await parapet(["policy", "new", "acme.tls", directory]);
		expect(code).toBe(0);
		expect(stdout).toContain(`parapet policy test ${directory}\n`);
		const policy = await readFile(`${directory}/acme_tls.rego`, "utf8");
		expect(policy).toMatch(/^# METADATA\n[\s\S]*\npackage acme\.tls\n/);
		expect(policy).toContain("kinds: [database.Connection]");
		expect(await readFile(`${directory}/acme_tls_test.rego`, "utf8")).toMatch(/^package acme\.tls_test\n\nimport data\.acme\.tls\n/);
		expect(await readFile(`${directory}/README.md`, "utf8")).toContain(`parapet policy build ${directory} -o bundle.tar.gz`);
	});

	it("writes one for another kind", async () => {
		await parapet(["policy", "new", "acme/owner", place.path("kinds"), "--kind", "rds.DbInstance"]);
		const policy = await readFile(place.path("kinds/acme_owner.rego"), "utf8");
		expect(policy).toContain("package acme.owner\n");
		expect(policy).toContain("kinds: [rds.DbInstance]");
		expect(policy).toContain("requires: [tags]");
	});

	it("writes over nothing", async () => {
		const directory = place.path("kept");
		await mkdir(directory);
		await writeFile(`${directory}/README.md`, "ours");
		await writeFile(`${directory}/a.rego`, "ours too");
		expect(await parapet(["policy", "new", "a", directory])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("a.rego exists already"),
		});
		expect((await parapet(["policy", "new", "b", directory])).code).toBe(0);
		expect(await readFile(`${directory}/README.md`, "utf8")).toBe("ours");
		expect(await readFile(`${directory}/a.rego`, "utf8")).toBe("ours too");
	});

	it.each([
		["tls-required", "For example: tls_required"],
		["acme..x", "For example: acme._.x"],
		["acme.9", "For example: acme._9"],
		["acme.default", '"default" is a word of Rego'],
		["../etc", "no name of a package"],
		["acme.tls_test", "test of a policy"],
		["päckchen", "letters, digits and _"],
	])("refuses %s as a name", async (name, reason) => {
		expect(await parapet(["policy", "new", name, place.path("refused")])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining(reason),
		});
	});

	it("asks for a name", async () => {
		expect((await parapet(["policy", "new"])).stderr).toContain("parapet policy new acme.tls");
	});
});

describe("parapet policy schema and documents", () => {
	it("prints documents, one a line, that the schema of their kind and that of all describe", async () => {
		const { code, stdout } = await parapet(["policy", "documents", "--inventory", place.path("estate.json")]);
		expect(code).toBe(0);
		const documents = stdout.trimEnd().split("\n");
		expect(documents).toHaveLength(3);
		const all = JSON.parse((await parapet(["policy", "schema"])).stdout);
		const one = JSON.parse((await parapet(["policy", "schema", "--kind", "rds.DbInstance"])).stdout);
		const ajv = formats.default(new Ajv2020({ strict: false }));
		const [any, instances] = [ajv.compile(all), ajv.compile(one)];
		for (const [index, line] of documents.entries()) {
			const document = JSON.parse(line);
			expect(document).toMatchObject({ schema: "parapet.document/1", time: days(0), unobserved: {} });
			expect(any(document), ajv.errorsText(any.errors)).toBe(true);
			expect(instances(document)).toBe(index < 2);
		}
	});

	it("prints nothing that acts on a terminal, and the same value", async () => {
		const { stdout } = await parapet(["policy", "documents", "--inventory", place.path("estate.json"), "--kind", "database.Connection"]);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point.
		expect(stdout).not.toMatch(/[\u001b\u202e]/);
		expect(JSON.parse(stdout).name).toBe("orders\u202e\u001b[2J");
	});

	it("chooses a kind, and says which there are when there is none", async () => {
		const { stdout, stderr } = await parapet(["policy", "documents", "--inventory", place.path("estate.json"), "--kind", "kms.Key"]);
		expect(stdout).toBe("");
		expect(stderr).toContain("has no kms.Key; it has database.Connection, rds.DbInstance.");
	});

	it("asks for the inventory", async () => {
		expect((await parapet(["policy", "documents"])).stderr).toContain("parapet scan --save-inventory FILE");
	});
});

describe("parapet policy list", () => {
	it("shows what comes with Parapet, with kinds, requirements and hash", async () => {
		const { code, stdout } = await parapet(["policy", "list"]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^Parapet's own policies\n7 policies, revision shipped, sha256 [0-9a-f]{64}\n/);
		expect(stdout).toMatch(/^high +parapet\.connection_tls +Database connections use TLS\n +kinds: database\.Connection\n/m);
		expect(stdout).toContain("requires: resource.tls.enabled, resource.client.kind\n");
	});

	it("shows it as data", async () => {
		const [bundle] = JSON.parse((await parapet(["policy", "list", "--format", "json"])).stdout);
		expect(bundle.policies.find((policy: { package: string }) => policy.package === "parapet.table_audit")).toMatchObject({
			id: "policy/parapet.table_audit",
			severity: "high",
			kinds: ["postgres.Server"],
			requires: ["resource.tables", "resource.sessions", "resource.settings.shared_preload_libraries.value"],
			decisions: ["deny", "warn"],
			frameworks: { "pci-dss": ["10.2.1.1"] },
		});
	});

	it("says what is wrong with a path", async () => {
		const { code, stderr } = await parapet(["policy", "list", place.path("estate.json")]);
		expect([code, stderr.includes("estate.json")]).toEqual([1, true]);
	});
});

describe("opa, which build and test need", () => {
	const test = (environment: Record<string, string>) => parapet(["policy", "test"], { environment });

	it("is asked for with the ways to install it", async () => {
		const { code, stderr } = await test({ PATH: place.path("nowhere") });
		expect(code).toBe(1);
		for (const way of ["brew install opa", "https://openpolicyagent.org/downloads/latest/opa_", "openpolicyagent/opa", "PARAPET_OPA"])
			expect(stderr).toContain(way);
	});

	it("is not taken from a relative entry of the PATH", async () => {
		expect((await test({ PATH: ":." })).stderr).toContain("none on the PATH");
	});

	it.each([
		["old-opa", "is Open Policy Agent 0.70.0; 1.0 or newer is needed"],
		["no-opa", "does not say which version"],
		["killed-opa", "cannot be run: it was ended by SIGKILL"],
		["no-program", "which is no program"],
		["missing", "which is no program"],
	])("must be one: %s is none", async (name, reason) => {
		expect(await test({ PARAPET_OPA: place.path(name) })).toMatchObject({ code: 1, stderr: expect.stringContaining(reason) });
	});

	it.each([
		["linux", "x64", "opa_linux_amd64_static"],
		["linux", "arm64", "opa_linux_arm64_static"],
		["darwin", "x64", "opa_darwin_amd64"],
		["darwin", "arm64", "opa_darwin_arm64_static"],
		["win32", "x64", "opa_windows_amd64.exe"],
	] as const)("has a binary for %s on %s", (platform, architecture, name) => {
		expect(download(platform, architecture)).toBe(name);
	});
});
