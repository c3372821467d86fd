import { defineConfig } from "vitest/config";
import { requirements } from "./test/support/requirements.ts";

const leftOut = requirements.filter((requirement) => requirement.missing);
for (const { what, get, suites } of leftOut) console.warn(`Skipped for want of ${what} (${get}): ${suites.join(", ")}`);

export default defineConfig({
	test: {
		projects: [
			// Pure and fast: one module graph for all files of a worker.
			{
				test: {
					name: "unit",
					include: [
						"test/{core,lint,policies,rules,remediations,rotation,frameworks,reports,docs,collectors,aws,kubernetes,cli,runtime,sinks,stacks}/**/*.test.ts",
					],
					isolate: false,
				},
			},
			// Real parts: servers, the built command, a browser.
			{
				test: {
					name: "e2e",
					include: ["test/e2e/**/*.test.ts"],
					exclude: leftOut.flatMap((requirement) => requirement.suites),
					testTimeout: 120_000,
					hookTimeout: 180_000,
					fileParallelism: false,
					globalSetup: ["test/support/global-setup.ts"],
				},
			},
		],
	},
});
