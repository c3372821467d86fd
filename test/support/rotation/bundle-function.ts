import { neverLoaded } from "../../../stacks/function-table.ts";
import { bundle } from "../sst/bundle.ts";

/** Bundles the rotation function into a folder as the stacks have it done, and says where it is. In a process of its own: esbuild does not end in a worker of Vitest. */
const { answer } = await bundle(
	{
		functionID: "RotateSecret",
		handler: "functions/rotate-secret.handler",
		runtime: "nodejs24.x",
		properties: { minify: true, splitting: true, esbuild: { external: [...neverLoaded], keepNames: false } },
	},
	process.argv[2] ?? "",
);
if (answer.errors.length > 0) throw new Error(answer.errors.join("\n"));
process.stdout.write(answer.out);
process.exit();
