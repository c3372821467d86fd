import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../../core/errors.ts";
import { resourceKinds } from "../../core/kinds.ts";
import { documentSchema } from "../../core/resources/document-schema.ts";
import type { PolicyBundle } from "../../policies/bundle.ts";
import { suggestion } from "../suggestion.ts";
import { complaints, ignored, type PolicyFolder } from "./folder.ts";
import type { PolicyPackage } from "./sources.ts";
import { inTemporaryFolder } from "./temporary.ts";

/** `opa check --strict`: what it says, one line each; empty when all is well. */
export async function checkStrictly({ opa, directory, v0 }: PolicyFolder): Promise<string[]> {
	const run = await opa.run(["check", "--strict", ...v0, ...ignored, "--bundle", directory]);
	return run.code === 0 ? [] : complaints(run);
}

/** A test that did not pass. */
export interface FailedTest {
	readonly name: string;
	/** `file:line`. */
	readonly place: string;
	readonly reason: string;
}

/** What `opa test` came to. */
export interface TestRun {
	readonly passed: number;
	readonly skipped: number;
	readonly failed: readonly FailedTest[];
}

interface TestResult {
	readonly location: { readonly file: string; readonly row: number };
	readonly package: string;
	readonly name: string;
	readonly fail?: boolean;
	readonly skip?: boolean;
	readonly error?: unknown;
}

/** Runs the tests of the folder. A `ConfigError` says why they could not be run. */
export async function runTests({ opa, directory, v0 }: PolicyFolder): Promise<TestRun> {
	const run = await opa.run(["test", ...v0, ...ignored, "--format", "json", "--bundle", directory]);
	let results: readonly TestResult[];
	try {
		results = (JSON.parse(run.stdout) as readonly TestResult[] | null) ?? [];
	} catch (cause) {
		if (run.code === 0) return { passed: 0, skipped: 0, failed: [] };
		throw new ConfigError(`opa cannot run the tests of ${directory}:`, { problems: complaints(run), cause });
	}
	const failed = results.filter(({ fail, error }) => fail || error !== undefined);
	const skipped = results.filter(({ skip }) => skip).length;
	return {
		passed: results.length - failed.length - skipped,
		skipped,
		failed: failed.map(({ location, package: name, name: test, error }) => ({
			name: `${name.replace(/^data\./, "")}.${test}`,
			place: `${location.file}:${location.row}`,
			reason: error === undefined ? "failed" : `error: ${messageOf(error)}`,
		})),
	};
}

const messageOf = (error: unknown): string => {
	const { message } = (typeof error === "object" && error !== null ? error : {}) as { message?: unknown };
	return typeof message === "string" ? message : JSON.stringify(error);
};

/** Names of fields that are shown beside one that there is not. */
const mostFields = 15;

interface CheckError {
	readonly message: string;
	readonly location?: { readonly file: string; readonly row: number };
	readonly details?: { readonly oneOf?: readonly string[] | null };
}

/**
 * Fields of `input` that documents of a policy's kinds never have, by the published schema: such an expression is always undefined, and a
 * policy that rests on it never fails anything. One line each, with file and line. A policy for all kinds may use fields of any of them.
 */
export async function unknownFields(
	folder: PolicyFolder,
	{ policies }: PolicyBundle,
	packages: readonly PolicyPackage[],
): Promise<string[]> {
	const files = new Map(packages.map((each) => [each.package.join("."), each.files]));
	const byKinds = Map.groupBy(policies, ({ kinds }) => kinds?.toSorted().join(" "));
	return inTemporaryFolder(async (temporary) => {
		const found: string[] = [];
		for (const alike of byKinds.values()) {
			const kinds = alike[0]?.kinds;
			const schemas = (kinds ?? resourceKinds).map((kind) => documentSchema(kind));
			const path = join(temporary, "input.json");
			await writeFile(path, JSON.stringify(schemas.length === 1 ? schemas[0] : { anyOf: schemas }));
			// All errors, since those of other policies are among them.
			const options = [...folder.v0, ...ignored, "--schema", path, "--max-errors", "10000", "--format", "json"];
			const run = await folder.opa.run(["check", ...options, "--bundle", folder.directory]);
			if (run.code === 0) continue;
			const own = new Set(alike.flatMap((policy) => files.get(policy.package) ?? []).map((file) => join(folder.directory, file)));
			for (const { message, location, details } of errorsOf(run.stderr) ?? errorsOf(run.stdout) ?? []) {
				if (!location || !own.has(join(location.file))) continue;
				const missing = message.replace("undefined ref: ", "no document has ");
				const known = knownFields(message, details?.oneOf ?? []);
				found.push(`${location.file}:${location.row}: ${missing} (${kinds?.join(", ") ?? "of any kind"}${known})`);
			}
		}
		return found;
	});
}

/** Names that could be meant: the nearest, and some of the others. */
function knownFields(message: string, fields: readonly string[]): string {
	if (fields.length === 0) return "";
	const more = fields.length > mostFields ? `, and ${fields.length - mostFields} more: parapet policy schema` : "";
	const near = suggestion(/[^.]*$/.exec(message)?.[0] ?? "", fields).replace(/\?$/, "");
	return `${near}; there are: ${fields.slice(0, mostFields).join(", ")}${more}`;
}

function errorsOf(text: string): readonly CheckError[] | undefined {
	try {
		return (JSON.parse(text) as { errors?: readonly CheckError[] }).errors;
	} catch {
		return undefined;
	}
}
