import { documentSchemaVersion, type PolicyDocument } from "../../core/document.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Policy, PolicyBundle } from "../../policies/bundle.ts";
import { isObject } from "../../policies/metadata.ts";
import { bounded, type PolicyResults, readResults } from "../../policies/results.ts";
import { complaints, ignored, type PolicyFolder } from "./folder.ts";
import type { PolicyPackage, RegoFile } from "./sources.ts";

/** The verdicts that the documents of a test package stand under. */
export const expectations = ["pass", "fail", "indeterminate", "notApplicable"] as const;
export type Expectation = (typeof expectations)[number];

/** A document for a policy to judge, with the verdict that its author expects. */
export interface Example {
	/** Package of the policy. */
	readonly policy: string;
	readonly name: string;
	readonly expected: Expectation;
	readonly document: PolicyDocument;
}

/** Time of judging in a document that names none. */
const someTime = "2026-01-01T00:00:00.000Z";

/** The documents of every test package `<policy>_test` that has a rule `documents`: `{verdict: {name: document}}`. A `ConfigError` names what is none. */
export async function readExamples(folder: PolicyFolder, sources: readonly RegoFile[], { policies }: PolicyBundle): Promise<Example[]> {
	const packages = [
		...new Set(sources.filter(({ test, rules }) => test && rules.includes("documents")).map((source) => source.package.join("."))),
	];
	const examples: Example[] = [];
	for (const name of packages) {
		const policy = policies.find((each) => `${each.package}_test` === name);
		if (!policy)
			throw new ConfigError(`documents of ${name} belong to no policy: a test package is named as its policy, with _test at the end.`);
		const value = await evaluate(folder, `${reference(name.split("."))}["documents"]`);
		for (const [expected, documents] of entries(value, `${name}.documents`)) {
			const known = expectations.find((each) => each === expected);
			if (!known) throw new ConfigError(`${name}.documents.${expected}: the verdicts are ${expectations.join(", ")}.`);
			for (const [title, document] of entries(documents, `${name}.documents.${expected}`))
				examples.push({
					policy: policy.package,
					name: title,
					expected: known,
					document: completed(document, policy, `${name}.documents.${expected}.${title}`),
				});
		}
	}
	return examples;
}

/** What opa itself, not the compiled policy, says of each document; by the index of the documents. `TypeError` as `readResults`. */
export async function answersOfOpa(
	folder: PolicyFolder,
	policy: PolicyPackage,
	documents: readonly PolicyDocument[],
): Promise<PolicyResults[]> {
	const rules = policy.decisions.map(
		(rule) => `${JSON.stringify(rule)}: [x | some x in ${reference(policy.package)}[${JSON.stringify(rule)}]]`,
	);
	// `with input as e.document` would not do: opa gives an empty set for it (seen with 1.22), and the right one for a variable.
	const query = `[said | some e in input; d := e.document; n := e.now; said := {${rules.join(", ")}} with input as d with time.now_ns as n]`;
	const input = documents.map(
		(document) => `{"now": ${BigInt(Date.parse(document.time)) * 1_000_000n}, "document": ${JSON.stringify(document)}}`,
	);
	const said = (await evaluate(folder, query, `[${input.join(",\n")}]`)) as readonly Record<string, unknown>[];
	if (said.length !== documents.length) throw new ConfigError(`opa answered for ${said.length} of ${documents.length} documents.`);
	return said.map((answer) => bounded(policy.decisions.flatMap((rule) => readResults(answer[rule], rule))));
}

/** `data["acme"]["tls"]`: any name can stand there. */
const reference = (names: readonly string[]): string => `data${names.map((name) => `[${JSON.stringify(name)}]`).join("")}`;

async function evaluate({ opa, directory, v0 }: PolicyFolder, query: string, input?: string): Promise<unknown> {
	// Rego v0 has no `in`, unless it is imported.
	const imports = v0.length > 0 ? ["--import", "future.keywords"] : [];
	const given = input === undefined ? [] : ["--stdin-input"];
	const options = [...v0, ...imports, ...ignored, ...given, "--format", "json", "--timeout", "60s", "--bundle", directory];
	const run = await opa.run(["eval", ...options, query], input === undefined ? {} : { input });
	const result =
		run.code === 0 ? (JSON.parse(run.stdout) as { result?: readonly { expressions: readonly { value: unknown }[] }[] }) : undefined;
	if (!result) throw new ConfigError(`opa cannot evaluate ${directory}:`, { problems: evaluationErrors(run.stdout) ?? complaints(run) });
	return result.result?.[0]?.expressions[0]?.value;
}

function evaluationErrors(text: string): string[] | undefined {
	try {
		const { errors = [] } = JSON.parse(text) as { errors?: readonly { message: string; location?: { file: string; row: number } }[] };
		return errors.map(({ message, location }) => (location?.file ? `${location.file}:${location.row}: ${message}` : message));
	} catch {
		return undefined;
	}
}

function entries(value: unknown, place: string): [string, unknown][] {
	if (isObject(value)) return Object.entries(value);
	throw new ConfigError(
		`${place} is ${value === undefined ? "undefined" : "no object"}; it maps verdicts to names, and names to documents.`,
	);
}

/** A test writes only what matters to it. */
function completed(document: unknown, policy: Policy, place: string): PolicyDocument {
	if (!isObject(document)) throw new ConfigError(`${place} is no document.`);
	const whole = {
		schema: documentSchemaVersion,
		kind: policy.kinds?.[0] ?? "database.Connection",
		id: "example",
		name: "example",
		partition: "-",
		account: "-",
		region: "-",
		time: someTime,
		resource: {},
		unobserved: {},
		...document,
	};
	if (typeof whole.time !== "string" || Number.isNaN(Date.parse(whole.time))) throw new ConfigError(`${place}.time is no ISO 8601 time.`);
	return whole as PolicyDocument;
}
