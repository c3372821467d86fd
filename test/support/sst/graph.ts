import { fork } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { platformInstalled } from "./platform.ts";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A resource or component that the program registers. */
export interface GraphResource {
	/** Pulumi's type: `aws:sqs/queue:Queue`, `sst:aws:Function`. */
	readonly type: string;
	/** The logical name. */
	readonly name: string;
	readonly urn: string;
	/** URN of the component that it belongs to; the stack itself is left out. */
	readonly parent?: string;
	/** Does a provider create it? Components only group. */
	readonly custom: boolean;
	/** What is asked of the provider: secrets read `[secret]`, what only the provider knows `{{LogicalName.property}}`, files `[file …]` and `[archive …]`. */
	readonly inputs: { readonly [key: string]: Json };
	/** URNs of what must exist before. */
	readonly dependencies: readonly string[];
	readonly protect?: true;
	readonly retainOnDelete?: true;
}

/** The bundle of a function, as SST would deploy it. */
export interface FunctionBundle {
	/** Logical name of the `sst.aws.Function`. */
	readonly name: string;
	/** Where its source is: `functions/notify.handler`. */
	readonly source: string;
	/** What Lambda calls, in the folder: `bundle.handler`. */
	readonly handler: string;
	/** The folder of the bundle, below `Graph.folder`. */
	readonly folder: string;
	/** Bytes of its JavaScript, without source maps. */
	readonly bytes: number;
	/** Packages that are in it, with the bytes that each has there. */
	readonly packages: { readonly [name: string]: number };
	/** The files that it is made of, what Lambda loads first. */
	readonly files: readonly BundleFile[];
}

/** A file of a bundle. */
export interface BundleFile {
	readonly name: string;
	readonly bytes: number;
	/** The module of the project, or of a package, that it stands for when it is loaded by itself. */
	readonly source?: string;
	/** Packages that have code in it. */
	readonly packages: readonly string[];
	/** Files that are loaded with it. */
	readonly loads: readonly string[];
	/** Files that it loads when it needs them. */
	readonly later: readonly string[];
}

/** Everything that a deploy of the program would ask of the providers. */
export interface Graph {
	readonly app: string;
	readonly stage: string;
	readonly account: string;
	readonly region: string;
	/** Sorted by type, then name. */
	readonly resources: readonly GraphResource[];
	/** Sorted by name. */
	readonly functions: readonly FunctionBundle[];
	readonly outputs: { readonly [key: string]: Json };
}

export interface GraphOptions {
	readonly stage: string;
	/** Configuration file of Parapet; the program finds it in `PARAPET_CONFIG_FILE`. */
	readonly config?: string | undefined;
	/** Where bundles go; a new temporary folder by default. */
	readonly folder?: string | undefined;
	readonly account?: string;
	readonly region?: string;
	/** A module that exports `run`, instead of `sst.config.ts`. */
	readonly program?: string;
	/** Are functions bundled? Otherwise they are empty files. Default: yes. */
	readonly bundles?: boolean;
	/** More environment variables of the program. */
	readonly env?: Readonly<Record<string, string>>;
}

/** Options as the process that runs the program gets them. */
export interface RunOptions {
	readonly stage: string;
	readonly folder: string;
	readonly account: string;
	readonly region: string;
	readonly program?: string | undefined;
	readonly bundles?: boolean | undefined;
	/** Set when SST itself has bundled the program and answers its components. */
	readonly deploy?: { readonly app: string; readonly program: string; readonly answer: string };
}

/** What that process answers. */
export type RunAnswer = { readonly graph: Graph } | { readonly error: string };

/** Puts values in the place of placeholders, everywhere in a value; a placeholder without a value stays. */
export function resolved<T extends Json>(value: T, known: (name: string, property: string) => string | undefined): T {
	const resolve = (item: Json): Json => {
		if (typeof item === "string")
			return item.replaceAll(/\{\{(\w[\w-]*)\.(\w+)\}\}/g, (whole, name: string, property: string) => known(name, property) ?? whole);
		if (Array.isArray(item)) return item.map(resolve);
		if (item === null || typeof item !== "object") return item;
		return Object.fromEntries(Object.entries(item).map(([key, field]) => [key, resolve(field)]));
	};
	return resolve(value) as T;
}

const own = /^(AWS_|SST_|PULUMI_|PARAPET_)/;

/** Runs the SST program in a process of its own, without credentials, and tells what it would create; fails with what the program said. */
export async function infraGraph(options: GraphOptions): Promise<Graph & { readonly folder: string }> {
	if (!platformInstalled()) throw new Error("SST's platform is not installed: npm run infra:install");
	const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "parapet-infra-")));
	const run: RunOptions = {
		stage: options.stage,
		folder,
		account: options.account ?? "123456789012",
		region: options.region ?? "eu-central-1",
		program: options.program,
		bundles: options.bundles,
	};
	const ambient = Object.entries(process.env).filter(([name]) => !own.test(name) && name !== "NODE_OPTIONS");
	const child = fork(join(import.meta.dirname, "run.ts"), [JSON.stringify(run)], {
		execArgv: ["--enable-source-maps", "--no-deprecation"],
		env: { ...Object.fromEntries(ambient), ...(options.config ? { PARAPET_CONFIG_FILE: options.config } : {}), ...options.env },
		stdio: ["ignore", "pipe", "pipe", "ipc"],
	});
	const said: string[] = [];
	for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => said.push(text));
	const answer = await new Promise<RunAnswer>((resolve, reject) => {
		let answered: RunAnswer | undefined;
		child.on("message", (message) => {
			answered = message as RunAnswer;
		});
		child.on("error", reject);
		child.on("close", (code) => resolve(answered ?? { error: `it ended with code ${code} and no answer` }));
	});
	if ("error" in answer) throw new Error(`The SST program failed: ${answer.error}\n${said.join("")}`.trimEnd());
	return { ...answer.graph, folder };
}
