import { type ChildProcess, fork } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { AwsCall, Endpoint } from "./endpoint.ts";

/** A function as the graph has it. */
export interface HostedFunction {
	readonly name: string;
	readonly arn: string;
	readonly role: string;
	/** The bundle, and the export that is its handler. */
	readonly file: string;
	readonly handler: string;
	readonly variables: Readonly<Record<string, string>>;
	readonly timeoutMs: number;
	readonly memoryMb: number;
	/** Invocations at the same time, if the function reserves any. */
	readonly reserved?: number;
	/** How often a failed asynchronous invocation is tried again. Default: 2. */
	readonly retries?: number;
	/** ARN of the queue for asynchronous invocations that failed for good. */
	readonly deadLetters?: string;
}

/** How Lambda reports a failed invocation. */
export interface FunctionError {
	readonly errorType: string;
	readonly errorMessage: string;
	readonly trace?: readonly string[];
}

/** What an invocation came to. */
export type Outcome = { readonly payload: string } | { readonly error: FunctionError };

/** To the process: an invocation. */
export interface Call {
	readonly event: string;
	readonly context: Readonly<Record<string, unknown>>;
	readonly deadline: number;
	readonly trace: string;
	readonly skew: number;
}

/** From the process: that it has loaded, or what an invocation came to. */
export type Answer = Outcome | { readonly ready: true };

/** A process that runs invocations of a function, one at a time. */
export interface Execution {
	readonly alive: () => boolean;
	/** `skew`: milliseconds by which its clock is ahead. */
	run(event: string, requestId: string, timeoutMs: number, skew?: number): Promise<Outcome>;
	/** Ends the process at once, in the middle of whatever it does. */
	kill(): void;
	/** The calls of the invocation that runs, to AWS and to whom the host watches. */
	readonly calls: () => readonly AwsCall[];
	readonly note: (call: AwsCall) => void;
}

/** Starts an execution environment of a function. `said` gets each line that it writes. */
export async function startExecution(
	hosted: HostedFunction,
	endpoint: Endpoint,
	variables: Readonly<Record<string, string>>,
	said: (line: string) => void,
): Promise<Execution | FunctionError> {
	const child: ChildProcess = fork(join(import.meta.dirname, "runtime.ts"), [hosted.file, hosted.handler], {
		cwd: dirname(hosted.file),
		execArgv: ["--enable-source-maps", "--no-warnings"],
		stdio: ["ignore", "pipe", "pipe", "ipc"],
		env: {
			PATH: process.env.PATH,
			HOME: tmpdir(),
			TZ: ":UTC",
			AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
			AWS_LAMBDA_FUNCTION_NAME: hosted.name,
			AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
			AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(hosted.memoryMb),
			AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
			AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${hosted.name}`,
			AWS_LAMBDA_LOG_STREAM_NAME: "stream",
			LAMBDA_TASK_ROOT: dirname(hosted.file),
			_HANDLER: `bundle.${hosted.handler}`,
			...variables,
			...hosted.variables,
			AWS_ENDPOINT_URL: endpoint.url,
		},
	});
	for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on("line", said);
	let settle: (answer: Answer) => void = () => undefined;
	let alive = true;
	let requestId = "";
	child.on("message", (answer) => settle(answer as Answer));
	child.on("close", (code, signal) => {
		alive = false;
		void endpoint.stop();
		const how = signal ? `signal: ${signal === "SIGKILL" ? "killed" : signal}` : `exit status ${code}`;
		settle({ error: { errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${how}` } });
	});
	const loaded = await new Promise<Answer>((resolve) => {
		settle = resolve;
	});
	if ("error" in loaded) {
		child.kill("SIGKILL");
		return loaded.error;
	}
	return {
		alive: () => alive,
		calls: () => endpoint.calls(),
		note: endpoint.note,
		kill: () => child.kill("SIGKILL"),
		run: async (event, id, timeoutMs, skew = 0) => {
			requestId = id;
			endpoint.begin();
			let timer: NodeJS.Timeout | undefined;
			const timedOut = new Promise<Outcome>((resolve) => {
				timer = setTimeout(() => {
					child.kill("SIGKILL");
					const errorMessage = `RequestId: ${id} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
					resolve({ error: { errorType: "Sandbox.Timedout", errorMessage } });
				}, timeoutMs);
			});
			const answered = new Promise<Answer>((resolve) => {
				settle = resolve;
			});
			if (!alive) return { error: { errorType: "Runtime.ExitError", errorMessage: `RequestId: ${id} Error: Runtime exited` } };
			const context = {
				functionName: hosted.name,
				functionVersion: "$LATEST",
				invokedFunctionArn: hosted.arn,
				memoryLimitInMB: String(hosted.memoryMb),
				awsRequestId: id,
				logGroupName: `/aws/lambda/${hosted.name}`,
				logStreamName: "stream",
			};
			const trace = `Root=1-${id.slice(0, 8)}-${id.replaceAll("-", "").slice(8, 32)};Parent=53995c3f42cd8ad8;Sampled=0`;
			child.send({ event, context, deadline: Date.now() + timeoutMs, trace, skew } satisfies Call);
			const outcome = (await Promise.race([answered, timedOut])) as Outcome;
			clearTimeout(timer);
			return outcome;
		},
	};
}
