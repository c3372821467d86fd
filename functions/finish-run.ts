import { lambda } from "../shared/runtime/app/lambda.ts";
import { openLean } from "../shared/runtime/app/open-lean.ts";

const request = async () => (await import("../shared/runtime/app/messages.ts")).FinishRequest;

/** Sums up a run. */
export const handler = lambda("finish-run", request, async (request, app) => {
	const opened = openLean(app.environment);
	// What reads the results is loaded while the configuration is on its way.
	const [{ finishRun }, parts] = await Promise.all([import("../shared/runtime/app/finish-run.ts"), opened]);
	return finishRun(request, app, parts);
});
