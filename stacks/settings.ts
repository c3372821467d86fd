import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { StackInput } from "./resolved.ts";

/**
 * Reads the configuration file of the project: `PARAPET_CONFIG_FILE`, or `parapet.config.*` beside `sst.config.ts`. It is read by the program's own modules as
 * Node loads them: bundled with the stacks they would bring their packages along.
 */
export async function readSettings(): Promise<StackInput> {
	const module = pathToFileURL(join($cli.paths.root, "shared/runtime/app/deployment.ts")).href;
	const { readDeployment } = (await import(module)) as {
		readDeployment(root: string, file: string | undefined, environment: NodeJS.ProcessEnv): Promise<StackInput>;
	};
	try {
		return await readDeployment($cli.paths.root, process.env.PARAPET_CONFIG_FILE, process.env);
	} catch (error) {
		const problems: readonly string[] = (error as { problems?: readonly string[] }).problems ?? [];
		if (problems.length === 0) throw error;
		throw new Error([(error as Error).message, ...problems.map((problem) => `  - ${problem}`)].join("\n"));
	}
}
