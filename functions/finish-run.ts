import { finishRun } from "../shared/runtime/app/finish-run.ts";
import { lambda } from "../shared/runtime/app/lambda.ts";
import { FinishRequest } from "../shared/runtime/app/messages.ts";
import { openLean } from "../shared/runtime/app/open-lean.ts";

/** Sums up a run. */
export const handler = lambda("finish-run", FinishRequest, async (request, app) =>
	finishRun(request, app, await openLean(app.environment)),
);
