import * as z from "zod";
import { assessChange } from "../shared/runtime/app/assess-change.ts";
import { assessParts } from "../shared/runtime/app/assess-parts.ts";
import { queue } from "../shared/runtime/app/lambda.ts";
import { traced } from "../shared/runtime/app/tracing.ts";

/** Looks again at what events say has changed. Each event is checked for what its source sends. */
export const handler = traced(
	"assess-change",
	queue("assess-change", z.unknown(), async (messages, app) => assessChange(messages, app, await assessParts(app))),
);
