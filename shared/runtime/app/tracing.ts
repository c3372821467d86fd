import { Tracer } from "@aws-lambda-powertools/tracer";
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware";
import type { MiddyfiedHandler } from "@middy/core";

/**
 * The function with segments of its own in X-Ray: the handler's, its errors and cold starts. It costs 125 kB of bundle, so that functions which must stay small
 * leave it out; Lambda traces their invocations all the same.
 */
export const traced = <Event, Result>(name: string, handler: MiddyfiedHandler<Event, Result>): MiddyfiedHandler<Event, Result> =>
	// Responses are kept out of traces: they may be large, and traces are read by more people than logs.
	handler.use(captureLambdaHandler(new Tracer({ serviceName: `parapet-${name}` }), { captureResponse: false }));
