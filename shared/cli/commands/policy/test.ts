import { relative } from "node:path";
import { documentOf, type PolicyDocument } from "../../../core/document.ts";
import { ConfigError } from "../../../core/errors.ts";
import { paint } from "../../../reports/paint.ts";
import { counted, printable } from "../../../reports/text.ts";
import { readDocuments } from "../../../runtime/document-file.ts";
import { readInventory } from "../../../runtime/inventory-file.ts";
import { buildPolicies } from "../../../runtime/opa/build.ts";
import { checkStrictly, runTests, unknownFields } from "../../../runtime/opa/check.ts";
import { unknownData } from "../../../runtime/opa/data.ts";
import { dryRun, type Judged } from "../../../runtime/opa/dry-run.ts";
import { type Example, readExamples } from "../../../runtime/opa/examples.ts";
import { unrequiredFacts } from "../../../runtime/opa/facts.ts";
import { findOpa } from "../../../runtime/opa/opa.ts";
import { shippedSources } from "../../../runtime/opa/shipped-sources.ts";
import { colours, type Terminal, write } from "../../terminal.ts";
import type { PolicyArguments } from "../policy.ts";
import { said, verdictTable } from "./verdict-table.ts";

/** One line of the result: what was done, how it came out, and what is wrong. */
interface Step {
	readonly name: string;
	readonly result: string;
	readonly problems: readonly string[];
}

/** Checks and tests a folder of Rego, then runs the compiled policies over documents and compares them with opa. 3 when something is wrong. */
export async function test({ values, positionals: [directory] }: PolicyArguments, terminal: Terminal): Promise<number> {
	if (values.inventory !== undefined && values.input !== undefined) throw new ConfigError("Give --inventory or --input, not both.");
	const opa = await findOpa(terminal.environment);
	const folder = { opa, directory: directory ?? shown(shippedSources()), v0: values["v0-compatible"] ? ["--v0-compatible"] : [] };
	const estate = await estateOf(values);
	const built = await buildPolicies(folder);
	const { bundle, packages, sources } = built;
	const strict = await checkStrictly(folder);
	const unknown = await unknownFields(folder, bundle, packages);
	const data = await unknownData(folder, bundle, sources);
	const tests = await runTests(folder);
	const examples = await readExamples(folder, sources, bundle);
	const ofTests = await dryRun(folder, built, (policy) => documentsOf(examples, policy.package));
	const steps: Step[] = [
		{ name: "check", result: strict.length === 0 ? "opa check --strict finds nothing" : "opa check --strict:", problems: strict },
		{ name: "fields", result: unknown.length === 0 ? "every field exists" : "fields that no document has:", problems: unknown },
		{ name: "data", result: data.length === 0 ? "every reference to data leads somewhere" : "what is not there:", problems: data },
		{
			name: "tests",
			result: `opa test: ${tests.passed} passed, ${tests.failed.length} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ""}`,
			problems: tests.failed.map(({ place, name, reason }) => `${place}: ${name}: ${reason}`),
		},
		judgedStep(ofTests, examples),
	];
	const untested = bundle.policies.filter((policy) => !examples.some((example) => example.policy === policy.package));
	const ofEstate = estate && (await dryRun(folder, built, () => estate.documents));
	if (ofEstate) steps.push(estateStep(ofEstate, estate.source));

	const { bold, red, green } = paint(colours(terminal.stdout, terminal.environment));
	const policies = bundle.policies.length === 1 ? "1 policy" : `${bundle.policies.length} policies`;
	await write(terminal.stdout, [
		`${bold(`${policies} in ${printable(folder.directory)}`)}, opa ${opa.version}\n\n`,
		...steps.flatMap(({ name, result, problems }) => [
			`${problems.length === 0 ? green("ok  ") : red("FAIL")}  ${name.padEnd(9)}  ${result}\n`,
			...problems.map((problem) => `${" ".repeat(17)}${printable(problem)}\n`),
		]),
		...(ofTests.length > 0 || ofEstate ? ["\n", verdictTable(ofEstate ?? ofTests)] : []),
		...(ofEstate ? said(ofEstate, terminal) : []),
	]);
	await write(terminal.stderr, [
		...bundle.warnings.map((warning) => `warning: ${printable(warning)}\n`),
		// Those that come with Parapet are reviewed: where one reads such a fact, its severity alone rests on it.
		...(directory === undefined ? [] : unrequiredFacts(bundle, packages, sources)).map((line) => `note: ${printable(line)}\n`),
		...untested.map(
			(policy) => `note: ${policy.package} has no documents in its test: they would show the verdicts of the compiled policy.\n`,
		),
	]);
	return steps.some(({ problems }) => problems.length > 0) ? 3 : 0;
}

/** A path from the working directory, where that is shorter. */
function shown(path: string): string {
	const near = relative(process.cwd(), path);
	return near !== "" && !near.startsWith("..") ? near : path;
}

async function estateOf({
	inventory: path,
	input,
}: PolicyArguments["values"]): Promise<{ readonly source: string; readonly documents: readonly PolicyDocument[] } | undefined> {
	if (input !== undefined) return { source: input, documents: await readDocuments(input) };
	if (path === undefined) return undefined;
	const { inventory, savedAt } = await readInventory(path);
	return { source: path, documents: inventory.resources.map((resource) => documentOf(resource, savedAt)) };
}

const documentsOf = (examples: readonly Example[], policy: string): PolicyDocument[] =>
	examples.filter((example) => example.policy === policy).map(({ document }) => document);

function judgedStep(judged: readonly Judged[], examples: readonly Example[]): Step {
	const byDocument = new Map(examples.map((example) => [example.document, example]));
	const problems = judged.flatMap((each) => {
		const example = byDocument.get(each.document);
		const place = `${each.policy.package}, ${JSON.stringify(example?.name ?? each.document.name)}`;
		const unexpected = example && example.expected !== each.verdict ? [`${place}: ${example.expected} expected, ${sayingOf(each)}`] : [];
		return [...unexpected, ...disagreement(each, place)];
	});
	const result = judged.length === 0 ? "no document in the tests" : `the compiled policies judge ${counted(judged.length, "document")}`;
	return {
		name: "documents",
		result: problems.length === 0 && judged.length > 0 ? `${result} as expected, and as opa does` : result,
		problems,
	};
}

/** Failing resources are what was asked about; that a policy cannot be evaluated or says two things is wrong. */
function estateStep(judged: readonly Judged[], source: string): Step {
	const problems = judged.flatMap((each) => {
		const place = `${each.policy.package}, ${each.document.id}`;
		return [...(each.verdict === "error" ? [`${place}: ${sayingOf(each)}`] : []), ...disagreement(each, place)];
	});
	const documents = new Set(judged.map(({ document }) => document)).size;
	return { name: "estate", result: `${counted(documents, "document")} of ${source}`, problems };
}

const disagreement = ({ otherwise, results }: Judged, place: string): string[] =>
	otherwise === undefined
		? []
		: [`${place}: compiled it says ${results.map(({ msg }) => msg).join(" ") || "nothing"}; interpreted by opa ${otherwise}`];

const sayingOf = ({ verdict, results, reason }: Judged): string =>
	`${verdict} came${reason === undefined ? "" : `: ${reason}`}${results.length > 0 ? `: ${results.map(({ msg }) => msg).join(" ")}` : ""}`;
