import { Tracer } from "@aws-lambda-powertools/tracer";
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware";

/** The middleware that writes a function's segments. Responses are kept out of traces: they may be large, and traces are read by more people than logs. */
export const segments = (name: string) => captureLambdaHandler(new Tracer({ serviceName: `parapet-${name}` }), { captureResponse: false });
