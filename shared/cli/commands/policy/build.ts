import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ConfigError } from "../../../core/errors.ts";
import { printable } from "../../../reports/text.ts";
import { buildPolicies } from "../../../runtime/opa/build.ts";
import { unknownFields } from "../../../runtime/opa/check.ts";
import { unknownData } from "../../../runtime/opa/data.ts";
import { findOpa } from "../../../runtime/opa/opa.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { PolicyArguments } from "../policy.ts";
import { listing } from "./list.ts";

/** Compiles a folder of Rego into a bundle for `parapet scan --policy`. */
export async function build({ values, positionals: [directory] }: PolicyArguments, terminal: Terminal): Promise<number> {
	if (!directory) throw new ConfigError("Name the folder of Rego: parapet policy build DIR. A first policy: parapet policy new NAME");
	const opa = await findOpa(terminal.environment);
	const folder = { opa, directory, v0: values["v0-compatible"] ? ["--v0-compatible"] : [] };
	const { file, bundle, packages, sources } = await buildPolicies(folder, { revision: values.revision });
	const output = values.output ?? "bundle.tar.gz";
	await writeWhole(output, file);
	await write(terminal.stdout, [
		listing({ ...bundle, source: output }, terminal),
		`\n${file.length} bytes by opa ${opa.version}. Use it: parapet scan --policy ${printable(output)}\n`,
	]);
	// What is undefined for ever never fails anything; whoever builds without `policy test` must hear of it too.
	const undefinedThings = [...(await unknownFields(folder, bundle, packages)), ...(await unknownData(folder, bundle, sources))];
	await write(
		terminal.stderr,
		[...bundle.warnings, ...undefinedThings].map((warning) => `warning: ${printable(warning)}\n`),
	);
	return 0;
}

/** A scan that starts meanwhile reads the old bundle or the new one. */
async function writeWhole(path: string, file: Uint8Array): Promise<void> {
	const partial = `${path}.${process.pid}.partial`;
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(partial, file);
		await rename(partial, path);
	} catch (cause) {
		await rm(partial, { force: true }).catch(() => {});
		throw new ConfigError(`Cannot write ${path}: ${(cause as Error).message}.`, { cause });
	}
}
