import * as z from "zod";
import { queue } from "../shared/runtime/app/lambda.ts";
import { remediate } from "../shared/runtime/app/remediate.ts";
import { remediateParts } from "../shared/runtime/app/remediate-parts.ts";
import { traced } from "../shared/runtime/app/tracing.ts";

/** Plans repairs, and makes those that the configuration and people allow. Each message is checked for what its sender sends. */
export const handler = traced(
	"remediate",
	queue("remediate", z.unknown(), async (messages, app) => remediate(messages, app, await remediateParts(app))),
);
