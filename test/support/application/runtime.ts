import { pathToFileURL } from "node:url";
import type { Answer, Call } from "./execution.ts";

/** A process that is one execution environment of Lambda: it loads the bundle once and runs one invocation after the other. */

type Handler = (event: unknown, context: unknown) => unknown;

const send = (answer: Answer) => process.send?.(answer);

/** An error as the runtime of Node.js reports it to Lambda. */
const failure = (error: unknown, type?: string): Answer =>
	error instanceof Error
		? { error: { errorType: type ?? error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") } }
		: { error: { errorType: type ?? typeof error, errorMessage: String(error), trace: [] } };

const [file = "", name = ""] = process.argv.slice(2);

const RealDate = Date;
let skew = 0;

/** The time of functions may be set forward, so that tests need not wait for leases and windows. */
class SkewedDate extends RealDate {
	constructor(...args: readonly (string | number | Date)[]) {
		if (args.length === 0) super(RealDate.now() + skew);
		else super(...(args as [number]));
	}
	static override now(): number {
		return RealDate.now() + skew;
	}
}
globalThis.Date = SkewedDate as DateConstructor;

let handler: Handler | undefined;
try {
	const module = (await import(pathToFileURL(file).href)) as Record<string, Handler>;
	handler = module[name];
	if (typeof handler !== "function") send(failure(new Error(`${name} is undefined or not exported`), "Runtime.HandlerNotFound"));
	else send({ ready: true });
} catch (error) {
	send(failure(error, "Runtime.ImportModuleError"));
}

process.on("message", async ({ event, context, deadline, trace, skew: ahead }: Call) => {
	process.env._X_AMZN_TRACE_ID = trace;
	skew = ahead;
	const full = { ...context, callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis: () => Math.max(0, deadline - RealDate.now()) };
	try {
		const result = await handler?.(JSON.parse(event), full);
		send({ payload: JSON.stringify(result ?? null) });
	} catch (error) {
		send(failure(error));
	}
});
// What nobody awaits ends the process, as in Lambda.
process.on("unhandledRejection", (error) => {
	process.send?.(failure(error, "Runtime.UnhandledPromiseRejection"), () => process.exit(128));
});
process.on("disconnect", () => process.exit());
