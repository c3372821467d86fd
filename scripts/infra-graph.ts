import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { configFiles } from "../shared/runtime/config.ts";
import { infraGraph } from "../test/support/sst/graph.ts";
import { root } from "../test/support/sst/platform.ts";

const example = join(root, "test/fixtures/sst/parapet.config.json");

const help = `Prints, as JSON, every resource that a deploy would create: nothing is created, no credentials are used.

Usage: npm run --silent infra:graph -- [options]

  --stage NAME    Stage of the deploy (default: dev)
  --config FILE   Configuration file (default: parapet.config.* of the project, or else an example)
  --out DIR       Keep the bundles of the functions there (default: a temporary folder)
  --account ID    Account of the deploy (default: 123456789012)
  --region NAME   Region of the deploy (default: eu-central-1)
  --help          This text`;

try {
	const { values } = parseArgs({
		options: {
			stage: { type: "string", default: "dev" },
			config: { type: "string" },
			out: { type: "string" },
			account: { type: "string", default: "123456789012" },
			region: { type: "string", default: "eu-central-1" },
			help: { type: "boolean", short: "h" },
		},
	});
	if (values.help) console.log(help);
	else {
		const { out, stage, account, region } = values;
		const found = configFiles.some((name) => existsSync(join(root, name)));
		const config = values.config ?? (found ? undefined : example);
		if (config === example)
			console.error(`There is no configuration in the project: this is what ${relative(root, example)} would deploy.`);
		if (out) await mkdir(out, { recursive: true });
		const graph = await infraGraph({
			stage,
			account,
			region,
			config: config && resolve(config),
			folder: out && resolve(out),
		});
		const text = `${JSON.stringify(graph, null, 2)}\n`;
		if (out) await writeFile(resolve(out, "graph.json"), text);
		process.stdout.write(text);
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
