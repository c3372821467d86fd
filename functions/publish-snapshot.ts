import { lambda } from "../shared/runtime/app/lambda.ts";
import { PublishRequest } from "../shared/runtime/app/messages.ts";
import { openLean } from "../shared/runtime/app/open-lean.ts";
import { publishPorts } from "../shared/runtime/app/publish-ports.ts";
import { publishSnapshot } from "../shared/runtime/app/publish-snapshot.ts";

/** Judges what was read of a scope, and publishes it. */
export const handler = lambda("publish-snapshot", PublishRequest, async (request, app) =>
	publishSnapshot(request, app, publishPorts(await openLean(app.environment))),
);
