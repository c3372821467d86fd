import * as z from "zod";
import { queue } from "../shared/runtime/app/lambda.ts";
import { traced } from "../shared/runtime/app/tracing.ts";

/** Plans repairs, and makes those that the configuration and people allow. Each message is checked for what its sender sends. */
export const handler = traced(
	"remediate",
	queue("remediate", z.unknown(), async (messages, app) => {
		// All repairs with their clients: loaded with the first message, and not while nothing is to be done.
		const [{ remediate }, { remediateParts }] = await Promise.all([
			import("../shared/runtime/app/remediate.ts"),
			import("../shared/runtime/app/remediate-parts.ts"),
		]);
		return remediate(messages, app, await remediateParts(app));
	}),
);
