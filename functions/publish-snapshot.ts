import { lambda } from "../shared/runtime/app/lambda.ts";
import { openLean } from "../shared/runtime/app/open-lean.ts";
import { traced } from "../shared/runtime/app/tracing.ts";

const request = async () => (await import("../shared/runtime/app/messages.ts")).PublishRequest;

/** Judges what was read of a scope, and publishes it. */
export const handler = traced(
	"publish-snapshot",
	lambda("publish-snapshot", request, async (request, app) => {
		const opened = openLean(app.environment);
		// The rules are loaded while the configuration is on its way.
		const [{ publishPorts }, { publishSnapshot }, parts] = await Promise.all([
			import("../shared/runtime/app/publish-ports.ts"),
			import("../shared/runtime/app/publish-snapshot.ts"),
			opened,
		]);
		return publishSnapshot(request, app, publishPorts(parts));
	}),
);
