import { lambda } from "../shared/runtime/app/lambda.ts";
import { ScanRequest } from "../shared/runtime/app/messages.ts";
import { openInside } from "../shared/runtime/app/open-inside.ts";
import { insideReader } from "../shared/runtime/app/read-inside.ts";
import { scanScope } from "../shared/runtime/app/scan-scope.ts";
import { traced } from "../shared/runtime/app/tracing.ts";

/** Reads what the clusters and databases of a scope show, or as much of it as fits into an invocation. */
export const handler = traced(
	"scan-inside",
	lambda("scan-inside", ScanRequest, async (request, app) => {
		const ports = await openInside(app.environment);
		return scanScope(request, app, ports, insideReader(ports));
	}),
);
