import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { createTar, parseTar } from "nanotar";
import { describe, expect, it } from "vitest";
import { readBundle } from "../../shared/policies/bundle.ts";
import { readTar } from "../../shared/policies/tar.ts";
import { policyFixtures } from "../support/opa/bundles.ts";

const fixture = (name: string) => readFile(`${policyFixtures}/${name}.tar.gz`);
const connections = await fixture("connections");
const parts = Object.fromEntries([...readTar(gunzipSync(connections))].map(({ name, data }) => [name, Uint8Array.from(data)]));

/** The bundle of the connections with some of its files changed, or removed by undefined. */
const changed = (changes: Record<string, string | Uint8Array | undefined>): Uint8Array =>
	gzipSync(
		createTar(Object.entries({ ...parts, ...changes }).flatMap(([name, data]) => (data === undefined ? [] : [{ name: `/${name}`, data }]))),
	);
const withMetadata = (yaml: string) =>
	changed({
		"tls.rego": `# METADATA\n${yaml
			.split("\n")
			.map((line) => `# ${line}`)
			.join("\n")}\npackage acme.connections.tls\n`,
	});
const policyIn = (file: Uint8Array, name = "acme.connections.tls") =>
	readBundle(file, "b.tar.gz").policies.find((policy) => policy.package === name);
/** What reading the bundle complains of. */
const complaint = (file: Uint8Array): string => {
	try {
		readBundle(file, "b.tar.gz");
	} catch (error) {
		const { name, message, problems } = error as Error & { problems: string[] };
		return [`${name}: ${message}`, ...problems].join("\n");
	}
	return "";
};

describe("a bundle that opa built", () => {
	it("has the policies with what their annotations say", () => {
		expect(policyIn(connections)).toEqual({
			id: "policy/acme.connections.tls",
			package: "acme.connections.tls",
			title: "Database connections use TLS",
			description: "Whoever is on the network path reads and changes what a plaintext session carries.",
			severity: "high",
			kinds: ["database.Connection"],
			requires: ["resource.tls"],
			frameworks: { "pci-dss": ["4.2.1"], acme: ["NET-7"] },
			remediation: "Set sslmode=verify-full in the client.",
			links: ["https://www.postgresql.org/docs/current/libpq-ssl.html"],
			entrypoints: [
				{ module: 0, name: "acme/connections/tls/deny", rule: "deny" },
				{ module: 0, name: "acme/connections/tls/warn", rule: "warn" },
				{ module: 0, name: "acme/connections/tls/violation", rule: "violation" },
			],
		});
	});

	it("names the file by its SHA-256 and keeps its data", () => {
		const bundle = readBundle(connections, "b.tar.gz");
		expect(bundle.sha256).toBe(createHash("sha256").update(connections).digest("hex"));
		expect(bundle.data).toBe('{"acme":{"limits":{"hours":24}}}');
	});

	it("says what follows from missing annotations", () => {
		expect(policyIn(connections, "acme.quiet")).toMatchObject({
			severity: "medium",
			kinds: undefined,
			requires: [],
			title: "Policy acme.quiet holds",
		});
		expect(readBundle(connections, "b.tar.gz").warnings).toEqual([expect.stringContaining("package acme.quiet has no METADATA")]);
	});

	it("reads what the syntax of v0 was compiled to", async () => {
		expect(readBundle(await fixture("v0"), "v0").policies).toMatchObject([{ package: "acme.old", title: "Written in the syntax of old" }]);
	});

	it("takes a package as entrypoint, and leaves other entrypoints alone", () => {
		const manifest = JSON.stringify({
			wasm: ["acme/connections/tls", "acme/connections/tls/deny", "acme/helpers/list", "deny"].map((entrypoint) => ({
				entrypoint,
				module: "/policy.wasm",
			})),
		});
		expect(readBundle(changed({ ".manifest": manifest }), "b").policies).toMatchObject([
			{ package: "acme.connections.tls", entrypoints: [{ name: "acme/connections/tls", rule: "package" }] },
		]);
	});

	it("takes annotations of a rule from the manifest where the package has none", () => {
		const annotations = [{ title: "Of the rule", custom: { severity: "critical" }, scope: "document" }];
		const manifest = JSON.stringify({ wasm: [{ entrypoint: "acme/quiet/warn", module: "/policy.wasm", annotations }] });
		expect(readBundle(changed({ ".manifest": manifest }), "b").policies).toMatchObject([{ title: "Of the rule", severity: "critical" }]);
	});

	it("hands the annotations of scope subpackages down", () => {
		const above =
			"# METADATA\n# title: All of ours\n# scope: subpackages\n# custom:\n#   severity: critical\n#   kinds: [database.Connection]\npackage acme\n";
		expect(policyIn(changed({ "above.rego": above }), "acme.connections.age")).toMatchObject({
			title: "Database connections end within a day",
			severity: "low",
			kinds: ["database.Connection"],
		});
		expect(policyIn(changed({ "above.rego": above }), "acme.quiet")).toMatchObject({
			title: "Policy acme.quiet holds",
			severity: "critical",
		});
	});

	it("reads a quoted package name", () => {
		const manifest = JSON.stringify({ wasm: [{ entrypoint: "acme/my-team/tls/deny", module: "/policy.wasm" }] });
		const rego = '# METADATA\n# title: Quoted\npackage acme["my-team"].tls\n';
		expect(readBundle(changed({ ".manifest": manifest, "tls.rego": rego }), "b").policies).toMatchObject([
			{ id: "policy/acme.my-team.tls", title: "Quoted" },
		]);
	});

	it("warns of a required path that the kinds never have, and of data that is not read", () => {
		const file = changed({
			"acme/data.json": "{}",
			"tls.rego":
				"# METADATA\n# custom:\n#   kinds: [postgres.Server]\n#   requires: ['resource.hbaa', 'resource.sessions[].tls', 'resource.settings[\"ssl\"].value', 'resource.sessions[].tsl']\npackage acme.connections.tls\n",
		});
		expect(readBundle(file, "b").warnings).toEqual([
			"b: acme/data.json is not read; opa build merges data files.",
			"b: package acme.quiet has no METADATA, so it has severity medium, looks at every kind and never passes.",
			"b: package acme.connections.tls requires resource.hbaa, which documents of postgres.Server never have.",
			"b: package acme.connections.tls requires resource.sessions[].tsl, which documents of postgres.Server never have.",
		]);
	});

	it("warns a policy for all kinds of a required path that none of them has", () => {
		const rego = "# METADATA\n# custom:\n#   requires: [regoin, resource.hba, tags.owner]\npackage acme.connections.tls\n";
		expect(readBundle(changed({ "tls.rego": rego }), "b").warnings.filter((warning) => warning.includes("requires"))).toEqual([
			"b: package acme.connections.tls requires regoin, which no document has.",
		]);
	});

	it.each([
		["custom: {severity: HIGH}", 'custom.severity is "HIGH"; it must be one of critical, high, medium, low, informational'],
		["custom: {kinds: [rds.Instance]}", 'custom.kinds: there is no kind "rds.Instance"'],
		["custom: {kinds: []}", "custom.kinds must be a list of resource kinds"],
		["custom: {requires: ['[]']}", 'custom.requires: "[]" is no path'],
		["custom: {requires: {a: b}}", "custom.requires must be a list of paths"],
		["custom: {require: [name]}", "custom.require has no meaning; custom.requires has"],
		["custom: {frameworks: [soc2]}", "custom.frameworks must map framework ids"],
		["custom: [severity]", "custom must be a mapping"],
		["title: [a]", "title must be a text"],
		["title: 'unclosed", "tls.rego:"],
	])("refuses %s", (yaml, expected) => {
		expect(complaint(withMetadata(yaml))).toContain(expected);
	});
});

describe("a file that is no bundle", () => {
	it.each<[string, Uint8Array, string]>([
		["Rego itself", new TextEncoder().encode("package acme"), "is no gzip file"],
		["a bare module", parts["policy.wasm"] ?? new Uint8Array(), "is a module without its bundle"],
		["an empty file", new Uint8Array(), "is no gzip file"],
		["a file that was cut", connections.subarray(0, 5000), "is damaged"],
		["no archive", gzipSync("x".repeat(600)), "is no tar archive: the header at byte 0 is damaged"],
		["an archive of nothing", gzipSync(new Uint8Array(10)), "is no tar archive: it is too short"],
		["an archive that was cut", gzipSync(gunzipSync(connections).subarray(0, 20_000)), "it ends in the middle of the file"],
		[
			"a bundle for rego",
			changed({ ".manifest": '{"roots":[""]}', "policy.wasm": undefined }),
			"it was built for rego. Build it: opa build -t wasm",
		],
		["a bundle without manifest", changed({ ".manifest": undefined }), "it has no .manifest"],
		["a manifest that is no JSON", changed({ ".manifest": "{" }), ".manifest is not valid JSON"],
		["a manifest of a missing module", changed({ "policy.wasm": undefined }), "names policy.wasm, which is not in it"],
		["a manifest of odd entrypoints", changed({ ".manifest": '{"wasm":[{"entrypoint":1}]}' }), 'names an entrypoint as {"entrypoint":1}'],
		["a module that is none", changed({ "policy.wasm": "wasm" }), "policy.wasm cannot be run: it is not WebAssembly"],
		["another's module", changed({ "policy.wasm": Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0) }), "opa did not make it"],
		["data that are no object", changed({ "data.json": "[]" }), "data.json is no object"],
		["data that are no JSON", changed({ "data.json": "{a" }), "data.json is not valid JSON"],
		[
			"no policy",
			changed({ ".manifest": '{"wasm":[{"entrypoint":"acme/helpers/list","module":"/policy.wasm"}]}' }),
			"no policy is in it. Its entrypoints are acme/helpers/list",
		],
	])("is refused and told what it is: %s", (_, file, expected) => {
		expect(complaint(file)).toContain(expected);
		expect(complaint(file)).toMatch(/^ConfigError: b\.tar\.gz/);
	});

	it("is refused when it unpacks to more than 64 MiB, or to more than 2,000 files", () => {
		expect(complaint(gzipSync(new Uint8Array(65 * 2 ** 20)))).toContain("unpacked it is larger than 64 MiB");
		const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`f${index}`, "x"]));
		expect(complaint(changed(many))).toContain("it holds more than 2000 files");
	});

	it("is refused when its ABI is another", () => {
		const wasm = Uint8Array.from(parts["policy.wasm"] ?? []);
		const { at } = abiConstants(wasm);
		wasm[at] = 2;
		expect(complaint(changed({ "policy.wasm": wasm }))).toContain("policy.wasm cannot be run: its ABI is 2.3");
	});
});

describe("reading an archive", () => {
	it("finds what another reader finds", () => {
		const archive = gunzipSync(connections);
		const theirs = parseTar(archive).map(({ name, data }) => [name.replace(/^\//, ""), Buffer.from(data ?? "").toString("base64")]);
		expect([...readTar(archive)].map(({ name, data }) => [name, Buffer.from(data).toString("base64")])).toEqual(theirs);
	});

	it("refuses a header that was changed", () => {
		const archive = Uint8Array.from(gunzipSync(connections));
		archive[0] = 120;
		expect(() => [...readTar(archive)]).toThrow("the header at byte 0 is damaged");
	});

	it("takes names of more than a hundred characters", () => {
		const name = `${"long/".repeat(30)}x.rego`;
		const record = (length: number): string => {
			const text = `${length} path=${name}\n`;
			return text.length === length ? text : record(text.length);
		};
		const archive = createTar([
			{ name: "pax", data: record(0) },
			{ name: "short", data: "body" },
		]);
		archive[156] = 120;
		// The type is part of the checksum, whose field counts as eight spaces.
		const sum = archive.subarray(0, 512).reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
		archive.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
		expect([...readTar(archive)].map((file) => file.name)).toEqual([name]);
	});
});

/** Where the major ABI version stands: the second global, an `i32.const 1`. */
function abiConstants(wasm: Uint8Array): { at: number } {
	const pattern = [0x7f, 0x00, 0x41, 0x01, 0x0b, 0x7f, 0x00, 0x41, 0x03, 0x0b];
	for (let at = 0; at < wasm.length; at++) if (pattern.every((byte, index) => wasm[at + index] === byte)) return { at: at + 3 };
	throw new Error("The module has no ABI version where it is expected.");
}
