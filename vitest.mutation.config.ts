import { defineConfig } from "vitest/config";

/** The tests that mutants must be killed by; scripts/mutation.ts says which for each part. */
export default defineConfig({
	test: {
		include: (process.env.MUTATION_TESTS ?? "test/core/**/*.test.ts").split(","),
		exclude: ["test/rules/{catalogue,coverage,compliant}.test.ts"],
		isolate: false,
	},
});
