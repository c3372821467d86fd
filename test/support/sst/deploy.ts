import { spawn } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { Graph, RunAnswer, RunOptions } from "./graph.ts";
import { root, sstProgram } from "./platform.ts";

export interface DeployOptions {
	readonly stage: string;
	readonly config: string;
	/** Where SST's programs are looked for and what it did is kept. */
	readonly folder: string;
	/** Points at an emulator of AWS in which `bootstrap` is done. */
	readonly env: Readonly<Record<string, string>>;
	readonly region: string;
}

/** What `sst deploy` hands to Pulumi: the resources of its program, and the folder of the artifacts that its own builder made. */
export interface Handed {
	readonly graph: Graph;
	readonly artifacts: string;
}

/** The value of the parameter `/sst/bootstrap` in an account in which SST has been before; the buckets must exist. */
export const bootstrapped = (asset: string, state: string): string =>
	JSON.stringify({ version: 5, asset, state, assetEcrRegistryId: "123456789012", assetEcrUrl: "", appsyncHttp: "", appsyncRealtime: "" });

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Runs the real `sst deploy` on the project as far as Pulumi, which is stood in for; fails with what SST said. */
export async function deployToPulumi({ stage, config, folder, env, region }: DeployOptions): Promise<Handed> {
	const answer = join(folder, "answer.json");
	const run: RunOptions = {
		stage,
		region,
		account: "123456789012",
		folder: join(root, ".sst"),
		deploy: { app: "parapet", program: "", answer },
	};
	const pulumi = join(folder, "config/sst/bin/pulumi");
	await mkdir(dirname(pulumi), { recursive: true });
	const standIn = join(import.meta.dirname, "pulumi-stand-in.ts");
	await writeFile(pulumi, `#!/bin/sh\nexec ${[process.execPath, standIn, JSON.stringify(run)].map(quote).join(" ")} "$@"\n`);
	await chmod(pulumi, 0o755);
	const child = spawn(sstProgram(), ["deploy", "--stage", stage, "--print-logs"], {
		cwd: root,
		env: {
			...process.env,
			...env,
			PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
			XDG_CONFIG_HOME: join(folder, "config"),
			PARAPET_CONFIG_FILE: config,
			// The platform is there, so that bun is never run.
			SST_BUN_PATH: "/bin/true",
			SST_TELEMETRY_DISABLED: "1",
			DO_NOT_TRACK: "1",
			NODE_OPTIONS: "",
		},
		stdio: ["ignore", "pipe", "pipe"],
	});
	const said: string[] = [];
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => said.push(text));
	await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
	const handed = await readFile(answer, "utf8").catch(() => {
		throw new Error(`sst deploy did not come to the program:\n${said.join("")}`);
	});
	const result = JSON.parse(handed) as RunAnswer;
	if ("error" in result) throw new Error(`The SST program failed: ${result.error}\n${said.join("")}`);
	return { graph: result.graph, artifacts: join(root, ".sst/artifacts") };
}
