import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle, emptyBundle } from "./bundle.ts";
import type { FunctionBundle, GraphResource, Json, RunAnswer, RunOptions } from "./graph.ts";
import { platform } from "./platform.ts";
import { appOf, bundleProgram, programFile } from "./program.ts";
import { created, lookUp, type Shape, shapeOf } from "./provider.ts";
import { type RegisterRequest, readable, resourceOf, sortedResources } from "./recorder.ts";
import { componentServer } from "./server.ts";

/** A process that runs the SST program once, with nothing created, and sends its parent what the program registered. */

interface Transformed {
	readonly resource: { readonly constructor: (...args: never) => unknown };
	readonly type: string;
	readonly name: string;
	readonly props: unknown;
	readonly opts: unknown;
}

interface MockMonitor {
	newUrn(parent: string, type: string, name: string): string;
	registerResource(request: RegisterRequest, callback: unknown): Promise<void>;
}

/** As much of the Pulumi SDK in the platform as is used here. */
interface Pulumi {
	readonly runtime: {
		setMocks(
			mocks: {
				newResource(args: { type: string; name: string; inputs: Record<string, unknown>; custom?: boolean; id?: string }): unknown;
				call(args: { token: string; inputs: Record<string, unknown> }): unknown;
			},
			project: string,
			stack: string,
			preview: boolean,
		): Promise<void>;
		setAllConfig(config: Record<string, string>): void;
		registerStackTransformation(transformation: (args: Transformed) => undefined): void;
		runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
	};
}

const options = JSON.parse(process.argv[2] ?? "{}") as RunOptions;
const fromPlatform = createRequire(join(platform, "package.json"));
const pulumi = fromPlatform("@pulumi/pulumi") as Pulumi;
const mocks = fromPlatform("@pulumi/pulumi/runtime/mocks") as { MockMonitor: { prototype: MockMonitor } };
const rpc = fromPlatform("@pulumi/pulumi/runtime/rpc") as {
	serializeProperties(label: string, properties: Record<string, unknown>): Promise<Record<string, unknown>>;
};

function answer(message: RunAnswer): void {
	if (options.deploy) {
		writeFileSync(options.deploy.answer, JSON.stringify(message));
		process.exit("error" in message ? 1 : 0);
	}
	process.send?.(message, () => process.exit("error" in message ? 1 : 0));
}

const failed = (error: unknown): void => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
process.on("uncaughtException", failed);
process.on("unhandledRejection", failed);

const resources: GraphResource[] = [];
const bundles: FunctionBundle[] = [];
const shapes = new Map<string, Shape>();
let outputs: Json | undefined;

const { MockMonitor } = mocks;
const register = MockMonitor.prototype.registerResource;
MockMonitor.prototype.registerResource = function record(this: MockMonitor, request, callback) {
	const urn = this.newUrn(request.getParent(), request.getType(), request.getName());
	const resource = resourceOf(request, urn, options.folder);
	if (resource) resources.push(resource);
	return register.call(this, request, callback);
};

const app = options.deploy ? { name: options.deploy.app } : await appOf(options);
if (!options.deploy)
	process.env.SST_SERVER = await componentServer(options.folder, bundles, options.bundles === false ? emptyBundle : bundle);

await pulumi.runtime.setMocks(
	{
		newResource({ type, name, inputs, id }) {
			const made = created(type, name, inputs, shapes.get(type));
			// SST itself encrypts with this key.
			if (options.deploy && type === "random:index/randomBytes:RandomBytes") made.state.base64 = Buffer.alloc(32).toString("base64");
			return { ...made, id: id || made.id };
		},
		call: ({ token, inputs }) => lookUp(token, inputs, options),
	},
	app.name,
	options.stage,
	false,
);
const providers = Object.entries(app.providers ?? {}) as [string, Record<string, unknown>][];
pulumi.runtime.setAllConfig(
	Object.fromEntries(
		providers.flatMap(([provider, settings]) =>
			Object.entries(settings).map(([key, value]) => [`${provider}:${key}`, typeof value === "string" ? value : JSON.stringify(value)]),
		),
	),
);

const program = options.deploy?.program ?? programFile();
const remove = (): void => {
	if (!options.deploy) for (const path of [program, `${program}.map`]) rmSync(path, { force: true });
};
// A program that is refused ends the process before anything that waits is done.
process.once("exit", remove);
try {
	if (!options.deploy) await bundleProgram(options, app, program);
	let said: Record<string, unknown> = {};
	await pulumi.runtime.runInPulumiStack(async () => {
		pulumi.runtime.registerStackTransformation(({ resource, type }) => {
			if (!shapes.has(type)) shapes.set(type, shapeOf(resource.constructor.toString()));
			return undefined;
		});
		said = ((await import(pathToFileURL(program).href)) as { default: Record<string, unknown> }).default;
		return said;
	});
	// Read from the program itself: what the stack gives back has lost its secrecy.
	const { _protect, ...own } = said;
	outputs = readable(await rpc.serializeProperties("outputs", own), options.folder);
} finally {
	remove();
}

// Resources are registered as their inputs become known: everything is there once nothing is left to do.
process.once("beforeExit", () => {
	if (outputs === undefined) return answer({ error: "the program waits for something that never comes" });
	try {
		answer({
			graph: {
				app: app.name,
				stage: options.stage,
				account: options.account,
				region: options.region,
				resources: sortedResources(resources),
				functions: bundles.sort((a, b) => (a.name < b.name ? -1 : 1)),
				outputs: outputs as Record<string, Json>,
			},
		});
	} catch (error) {
		failed(error);
	}
});
