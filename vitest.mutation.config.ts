import { defineConfig } from "vitest/config";

/** The tests that mutants of core and rules must be killed by (`npm run mutation`). */
export default defineConfig({
	test: { include: ["test/{core,rules}/**/*.test.ts"], exclude: ["test/rules/{catalogue,coverage}.test.ts"], isolate: false },
});
