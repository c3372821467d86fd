import { checkHealth } from "../shared/runtime/app/check-health.ts";
import { lambda } from "../shared/runtime/app/lambda.ts";
import { Wake } from "../shared/runtime/app/messages.ts";
import { openLean } from "../shared/runtime/app/open-lean.ts";

/** Measures how old the last complete scans are, and what waits. */
export const handler = lambda("check-health", Wake, async (_, app) => {
	const { config, evidence, state } = await openLean(app.environment);
	return checkHealth(app, { evidence, state, config, configKey: app.environment.config });
});
