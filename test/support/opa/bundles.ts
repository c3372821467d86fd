import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the policies of the suites are: a folder of Rego each, and beside it the bundle that opa makes of it. */
export const policyFixtures = "test/fixtures/policies";

/** The arguments with which opa builds a folder's bundle: every deny, warn and violation of it is an entrypoint. */
export async function buildArguments(folder: string): Promise<string[]> {
	const files = (await readdir(folder)).filter((name) => name.endsWith(".rego")).sort();
	const entrypoints: string[] = [];
	for (const file of files) {
		const source = await readFile(join(folder, file), "utf8");
		const path = /^package (\S+)$/m.exec(source)?.[1]?.replaceAll(".", "/");
		for (const rule of ["deny", "warn", "violation"])
			if (new RegExp(`^${rule}\\b`, "m").test(source)) entrypoints.push("-e", `${path}/${rule}`);
	}
	return ["build", "-t", "wasm", ...(folder.endsWith("v0") ? ["--v0-compatible"] : []), ...entrypoints];
}
