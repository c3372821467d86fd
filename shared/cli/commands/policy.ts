import { ConfigError } from "../../core/errors.ts";
import { resourceKinds } from "../../core/kinds.ts";
import { suggestion } from "../../runtime/suggestion.ts";
import { type Parsed, parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import type { Terminal } from "../terminal.ts";

const options = {
	output: { type: "string", value: "FILE", short: "o", help: "build: where the bundle goes (default bundle.tar.gz)." },
	revision: { type: "string", value: "TEXT", help: "build: a name for this version, kept in the bundle." },
	"v0-compatible": { type: "boolean", help: "build, test: the sources are Rego v0." },
	inventory: { type: "string", value: "FILE", help: "test, documents: the resources of a scan that was saved with --save-inventory." },
	input: { type: "string", value: "FILE", help: "test: documents to judge, one a line or as one JSON list, as `documents` prints them." },
	kind: {
		type: "string",
		value: "KIND",
		help: "new, schema, documents: this kind of resource, e.g. database.Connection.",
		allowed: resourceKinds,
	},
	profile: { type: "string", value: "NAME", help: "list: whose credentials read s3:// addresses." },
	format: { type: "string", value: "FORMAT", help: "list: text (default) or json.", allowed: ["text", "json"] },
} as const;

/** What an action is given. */
export type PolicyArguments = Parsed<typeof options>;
type Action = (args: PolicyArguments, terminal: Terminal) => Promise<number>;

interface ActionEntry {
	readonly takes: readonly (keyof typeof options)[];
	/** How many arguments may follow its name. */
	readonly most: number;
	readonly load: () => Promise<Action>;
}

/** Actions by name, each loaded when it is used. */
const actions: Readonly<Record<string, ActionEntry>> = {
	new: { takes: ["kind"], most: 2, load: async () => (await import("./policy/new.ts")).newPolicy },
	build: { takes: ["output", "revision", "v0-compatible"], most: 1, load: async () => (await import("./policy/build.ts")).build },
	test: { takes: ["inventory", "input", "v0-compatible"], most: 1, load: async () => (await import("./policy/test.ts")).test },
	documents: { takes: ["inventory", "kind"], most: 0, load: async () => (await import("./policy/documents.ts")).documents },
	schema: { takes: ["kind"], most: 0, load: async () => (await import("./policy/schema.ts")).schema },
	list: { takes: ["profile", "format"], most: Number.POSITIVE_INFINITY, load: async () => (await import("./policy/list.ts")).list },
};

/** `parapet policy new|build|test|documents|schema|list`. */
export const policy: Command = {
	name: "policy",
	summary: "Write, build and test policies in Rego",
	usage: [
		"policy new NAME [DIR] [--kind KIND]",
		"policy build DIR [-o FILE] [--v0-compatible]",
		"policy test [DIR] [--inventory FILE | --input FILE]",
		"policy documents --inventory FILE [--kind KIND]",
		"policy schema [--kind KIND]",
		"policy list [PATH…] [--format json]",
	],
	about:
		"A policy is a Rego package with deny, warn or violation over one document: a resource, or a database connection. `new` writes one with its test, `test` runs opa's checks and tests and then the compiled policies over the documents of the tests (without DIR: those of the policies that come with Parapet), `build` compiles a folder for `parapet scan --policy`. `documents` prints what policies see of your own estate, `schema` what they can see at all, `list` what is in bundles.\n\n`build` and `test` need Open Policy Agent 1.0 or newer: opa on the PATH, or its path in PARAPET_OPA.\n\nExit codes of test: 0 all is well; 3 a check, a test or a document fails; 1 it could not run.",
	options,
	examples: [
		["a first policy in ./policies", "parapet policy new acme.tls"],
		["check and test it", "parapet policy test policies"],
		["what would it say of what was scanned?", "parapet policy test policies --inventory estate.json"],
		["compile it, and use it", "parapet policy build policies -o bundle.tar.gz && parapet scan --policy bundle.tar.gz"],
	],
	async run(args, terminal) {
		const parsed = parseArguments(args, options, "policy");
		const [name, ...rest] = parsed.positionals;
		const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
		if (!action) {
			const problem =
				name === undefined ? "Say what to do:" : `Unknown action "${name}"${suggestion(name, Object.keys(actions)) || "."} There are:`;
			throw new ConfigError(`${problem} ${Object.keys(actions).join(", ")}. See: parapet policy --help`);
		}
		const stray = Object.keys(parsed.values).find((option) => !action.takes.some((each) => each === option));
		if (stray) throw new ConfigError(`policy ${name} has no option --${stray}. See: parapet policy --help`);
		if (rest.length > action.most) throw new ConfigError(`Unexpected argument "${rest[action.most]}". See: parapet policy --help`);
		return (await action.load())({ ...parsed, positionals: rest }, terminal);
	},
};
