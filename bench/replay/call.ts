import type { IncomingHttpHeaders } from "node:http";

/** An AWS call as a recording tells it from others. */
export interface AwsCall {
	/** The signing name. */
	readonly service: string;
	/** The operation, or method and path of a REST call. */
	readonly operation: string;
	/** Method, path and body; signatures, dates and the time span of metrics left out. */
	readonly key: string;
}

/** An answer that was recorded; `body` is base64. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Answers by key, in the order in which they were first seen. */
export type Recording = Readonly<Record<string, Answer>>;

const metricData = "GetMetricData";

/** What an HTTP request asks AWS for. */
export function awsCall(method: string, url: string, headers: IncomingHttpHeaders, body: Buffer): AwsCall {
	const service = /Credential=[^/,]+\/\d+\/[^/,]+\/([^/,]+)\//.exec(headers.authorization ?? "")?.[1] ?? "unknown";
	const target = headers["x-amz-target"];
	const text = body.toString("latin1");
	const operation =
		(typeof target === "string" ? target.split(".").at(-1) : undefined) ??
		/\/operation\/(\w+)/.exec(url)?.[1] ??
		(service === "eks" ? undefined : /(?:^|&)Action=(\w+)/.exec(text)?.[1]) ??
		`${method} ${url.split("?")[0]}`;
	// A body of metric queries holds the present; the instances that it asks about tell it from others.
	const asked = operation === metricData ? metricKey(text) : text;
	return { service, operation, key: `${service} ${method} ${url} ${operation} ${asked}` };
}

const metricKey = (body: string): string => [...new Set(body.match(/db-\d+/g))].join(",");
