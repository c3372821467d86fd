import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { ConfigError } from "../shared/core/errors.ts";
import { buildPolicies } from "../shared/runtime/opa/build.ts";
import { checkStrictly, unknownFields } from "../shared/runtime/opa/check.ts";
import { ignored, type PolicyFolder } from "../shared/runtime/opa/folder.ts";
import { findOpa } from "../shared/runtime/opa/opa.ts";
import { toolPath, tools } from "../test/support/tools.ts";

/**
 * Checks the policies that come with Parapet and compiles them by the opa that the tests pin: `npm run policies` writes the bundle, with
 * `--check` it fails when the bundle in the tree is not what its sources give.
 */
const root = join(import.meta.dirname, "..");
const directory = relative(process.cwd(), join(root, "shared/policies/rego")) || ".";
const generated = join(root, "shared/policies/shipped-bundle.ts");
/** Per cent of the policies' lines that their tests must reach. */
const coverage = 95;

try {
	const pinned = tools.find(({ name }) => name === "opa");
	const path = toolPath("opa");
	if (!path) throw new ConfigError(`There is no opa ${pinned?.version}: npm run test:tools builds it.`);
	const folder: PolicyFolder = { opa: await findOpa({ ...process.env, PARAPET_OPA: path }), directory, v0: [] };
	await passes(folder, "fmt", "--fail", "--list");
	refuse("opa check --strict", await checkStrictly(folder));
	await passes(folder, "test", ...ignored, "--bundle");
	await passes(folder, "test", ...ignored, "--coverage", "--threshold", String(coverage), "--format", "json", "--bundle");
	const { file, bundle, packages } = await buildPolicies(folder, { revision: "shipped" });
	refuse("fields that no document has", await unknownFields(folder, bundle, packages));
	refuse("the metadata", bundle.warnings);
	const old = await committed();
	// What gzip makes of it may differ between versions of Go; what is in it must not.
	const same = old !== undefined && gunzipSync(old).equals(gunzipSync(file));
	if (process.argv.includes("--check")) {
		if (!same) throw new ConfigError("The committed bundle is not what its sources give: npm run policies, and commit the result.");
		console.log(`${bundle.policies.length} policies; opa ${folder.opa.version} gives the committed bundle.`);
	} else if (same) console.log("The bundle is up to date.");
	else {
		await writeFile(generated, moduleOf(file, folder.opa.version));
		console.log(`${bundle.policies.length} policies, ${file.length} bytes, sha256 ${bundle.sha256}`);
	}
} catch (error) {
	if (!(error instanceof ConfigError)) throw error;
	console.error([error.message, ...error.problems].join("\n"));
	process.exitCode = 1;
}

async function passes({ opa }: PolicyFolder, command: string, ...options: readonly string[]): Promise<void> {
	const run = await opa.run([command, ...options, directory]);
	if (run.code !== 0) throw new ConfigError(`opa ${command} ${options.join(" ")}:`, { problems: [run.stderr.trim() || run.stdout.trim()] });
}

function refuse(what: string, problems: readonly string[]): void {
	if (problems.length > 0) throw new ConfigError(`${what}:`, { problems });
}

async function committed(): Promise<Buffer | undefined> {
	const text = await readFile(generated, "utf8").catch(() => "");
	const encoded = /"([A-Za-z0-9+/=]+)"/.exec(text)?.[1];
	return encoded === undefined ? undefined : Buffer.from(encoded, "base64");
}

function moduleOf(file: Uint8Array, version: string): string {
	return `// Written by npm run policies: the bundle that opa ${version} makes of rego/. Do not edit.

/** bundle.tar.gz, in base64. */
export const bundle =
	"${Buffer.from(file).toString("base64")}";
`;
}
