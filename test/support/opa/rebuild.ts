import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buildArguments, policyFixtures } from "./bundles.ts";
import { runOpa } from "./opa.ts";

/** Writes the bundles of test/fixtures/policies anew: node test/support/opa/rebuild.ts */
for (const entry of await readdir(policyFixtures, { withFileTypes: true })) {
	if (!entry.isDirectory()) continue;
	const folder = join(policyFixtures, entry.name);
	const { code, stderr } = await runOpa([...(await buildArguments(folder)), "-o", resolve(`${folder}.tar.gz`), "."], { cwd: folder });
	if (code !== 0) throw new Error(`${folder}: ${stderr}`);
}
