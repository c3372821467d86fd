import { lambda } from "../shared/runtime/app/lambda.ts";
import { PublishRequest } from "../shared/runtime/app/messages.ts";
import { openLean } from "../shared/runtime/app/open-lean.ts";
import { publishPorts } from "../shared/runtime/app/publish-ports.ts";
import { publishSnapshot } from "../shared/runtime/app/publish-snapshot.ts";
import { traced } from "../shared/runtime/app/tracing.ts";

/** Judges what was read of a scope, and publishes it. */
export const handler = traced(
	"publish-snapshot",
	lambda("publish-snapshot", PublishRequest, async (request, app) =>
		publishSnapshot(request, app, publishPorts(await openLean(app.environment))),
	),
);
