import { lambda } from "../shared/runtime/app/lambda.ts";
import { PlanRequest } from "../shared/runtime/app/messages.ts";
import { openPlan } from "../shared/runtime/app/open-plan.ts";
import { planScan } from "../shared/runtime/app/plan-scan.ts";
import { traced } from "../shared/runtime/app/tracing.ts";

/** Writes down the scopes of a run. */
export const handler = traced(
	"plan-scan",
	lambda("plan-scan", PlanRequest, async (request, app) => planScan(request, app, await openPlan(app.environment))),
);
