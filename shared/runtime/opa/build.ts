import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ConfigError } from "../../core/errors.ts";
import { type PolicyBundle, readBundle } from "../../policies/bundle.ts";
import { missingBuiltins } from "../../policies/used-builtins.ts";
import { complaints, ignored, type PolicyFolder } from "./folder.ts";
import { type PolicyPackage, policyPackages, type RegoFile, readSources, regoFiles } from "./sources.ts";
import { inTemporaryFolder } from "./temporary.ts";

/** A bundle as it was built, with what it was built from. */
export interface BuiltPolicies {
	readonly file: Uint8Array;
	readonly bundle: PolicyBundle;
	readonly sources: readonly RegoFile[];
	readonly packages: readonly PolicyPackage[];
}

/**
 * Compiles every policy below the folder to WebAssembly and reads the bundle back. Files `*_test.rego` are left out. The same sources give
 * the same bytes, wherever the folder is. A `ConfigError` has opa's messages with file and line, or what is wrong with the metadata.
 */
export async function buildPolicies(
	folder: PolicyFolder,
	{ revision }: { readonly revision?: string | undefined } = {},
): Promise<BuiltPolicies> {
	const { opa, directory, v0 } = folder;
	const files = await regoFiles(directory);
	const checked = await opa.run(["check", ...v0, ...ignored, "--bundle", directory]);
	if (checked.code !== 0) throw new ConfigError(`${directory} does not compile:`, { problems: complaints(checked) });
	const sources = await readSources(folder, files);
	const packages = policyPackages(sources);
	if (packages.length === 0) {
		const names = [...new Set(sources.filter(({ test }) => !test).map((source) => source.package.join(".")))];
		throw new ConfigError(
			`No policy is in ${directory}: none of its packages (${names.join(", ") || "all of them tests"}) has deny, warn or violation.`,
		);
	}
	const entrypoints = packages.flatMap((each) => {
		const path = each.package.map(encodeURIComponent).join("/");
		return each.decisions.flatMap((decision) => ["--entrypoint", `${path}/${decision}`]);
	});
	const file = await inTemporaryFolder(async (temporary) => {
		const output = join(temporary, "bundle.tar.gz");
		const stated = revision === undefined ? [] : ["--revision", revision];
		const options = [...v0, ...ignored, "--ignore", "*_test.rego", ...stated, ...entrypoints, "--output", output];
		// From within: paths of files go into the bundle, and those from here do not depend on where the folder is.
		const run = await opa.run(["build", "--target", "wasm", ...options, "--bundle", "."], { directory: resolve(directory) });
		if (run.code !== 0) throw new ConfigError(`opa cannot build ${directory}:`, { problems: complaints(run) });
		return readFile(output);
	});
	const bundle = readBundle(file, directory);
	await refuseMissingBuiltins(folder, bundle);
	return { file, bundle, sources, packages };
}

/** A function that no scan has would fail there, on the first resource; opa tells where it is called. */
async function refuseMissingBuiltins({ opa, directory, v0 }: PolicyFolder, bundle: PolicyBundle): Promise<void> {
	const missing = missingBuiltins(bundle);
	if (missing.length === 0) return;
	const places = await inTemporaryFolder(async (temporary) => {
		const current = JSON.parse((await opa.run(["capabilities", "--current"])).stdout) as { builtins: { name: string }[] };
		const capabilities = { ...current, builtins: current.builtins.filter(({ name }) => !missing.includes(name)) };
		const path = join(temporary, "capabilities.json");
		await writeFile(path, JSON.stringify(capabilities));
		return complaints(await opa.run(["check", ...v0, ...ignored, "--capabilities", path, "--bundle", directory]));
	});
	throw new ConfigError(`${directory} calls what policies cannot call in a scan (${missing.join(", ")}):`, { problems: places });
}
