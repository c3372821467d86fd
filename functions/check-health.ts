import { checkHealth } from "../shared/runtime/app/check-health.ts";
import { raw } from "../shared/runtime/app/lambda.ts";
import { openLean } from "../shared/runtime/app/open-lean.ts";

/** Measures how old the last complete scans are, and what waits. Its schedule wakes it and says nothing else. */
export const handler = raw("check-health", async (_: unknown, app) => {
	const { config, evidence, state } = await openLean(app.environment);
	return checkHealth(app, { evidence, state, config, configKey: app.environment.config });
});
