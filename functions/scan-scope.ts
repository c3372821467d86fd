import { lambda } from "../shared/runtime/app/lambda.ts";
import { ScanRequest } from "../shared/runtime/app/messages.ts";
import { openScan } from "../shared/runtime/app/open.ts";
import { awsReader } from "../shared/runtime/app/read-aws.ts";
import { scanScope } from "../shared/runtime/app/scan-scope.ts";
import { traced } from "../shared/runtime/app/tracing.ts";

/** Reads what AWS shows of a scope, or as much of it as fits into an invocation. */
export const handler = traced(
	"scan-scope",
	lambda("scan-scope", ScanRequest, async (request, app) => {
		const ports = await openScan(app.environment);
		return scanScope(request, app, ports, awsReader(ports));
	}),
);
