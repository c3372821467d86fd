import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Emulator } from "../aws/emulator.ts";
import { type AwsCall, awsEndpoint } from "./endpoint.ts";
import { type Execution, type HostedFunction, type Outcome, startExecution } from "./execution.ts";
import { fromProxyResult, toProxyEvent } from "./function-url.ts";

/** An invocation that is over. */
export interface Invocation {
	readonly name: string;
	readonly requestId: string;
	readonly event: string;
	readonly outcome: Outcome;
	readonly calls: readonly AwsCall[];
	readonly ms: number;
	readonly cold: boolean;
}

/** Answered instead of an outcome when the reserved concurrency is used up. */
export const throttled = { throttled: true } as const;

/** Runs bundled functions in processes of their own, as Lambda does: the Invoke API, function URLs, concurrency, timeouts, errors, crashes. */
export interface LambdaHost {
	readonly url: string;
	add(hosted: HostedFunction): void;
	functions(): readonly HostedFunction[];
	/** What becomes of asynchronous invocations that fail. */
	asynchronous(name: string, how: Pick<HostedFunction, "retries" | "deadLetters">): void;
	/** One invocation, as RequestResponse does it. */
	invoke(name: string, event: unknown): Promise<Outcome | typeof throttled>;
	/** An asynchronous invocation: tried again when it fails, then given to its dead-letter queue. */
	invokeLater(name: string, event: unknown): void;
	/** The invocations so far, of one function or all. */
	invocations(name?: string): readonly Invocation[];
	/** What functions wrote, a line each. */
	logs(name?: string): readonly string[];
	/** Kills the process of the function's next invocation, whose event contains `text`, after its n-th effect, before it hears of it. Tells whether it came to that. */
	crashAfter(name: string, effects: number, text?: string): { readonly happened: () => boolean };
	/** Does the function run every invocation twice, as at-least-once delivery may? */
	deliverTwice(twice: boolean): void;
	/** Counts a call of a function to somebody outside AWS among its effects; `silence`: the caller is dead and gets no answer. */
	outsideCall(name: string, call: AwsCall): "answer" | "silence";
	/** Sets the clock of functions forward by so many milliseconds. */
	advance(ms: number): void;
	/** The time by the clock of functions, milliseconds since the epoch. */
	now(): number;
	/** Another time limit than the graph's; undefined: the graph's again. */
	setTimeoutOf(name: string, ms: number | undefined): void;
	/** Invocations that run or wait. */
	running(): number;
	forget(): void;
	/** Ends all processes, as if each had been idle for long: the next invocations are cold. */
	coolDown(): void;
	stop(): Promise<void>;
}

/** A planned crash: of which function, after how many more effects, and in whose invocation it is to happen. */
interface Crash {
	readonly name: string;
	readonly text: string;
	left: number;
	execution?: Execution;
	over: boolean;
	happened: boolean;
}

interface Slot {
	hosted: HostedFunction;
	readonly idle: Execution[];
	busy: number;
	readonly waiting: (() => void)[];
	timeoutMs?: number | undefined;
}

/** What the host needs. `processes` bounds the processes of a function, which is no limit of Lambda but of the machine. */
export interface HostOptions {
	readonly emulator: Emulator;
	readonly region: string;
	readonly processes?: number;
	/** Factor on the waiting times of asynchronous retries. */
	readonly speed?: number;
	readonly deadLetter?: (queue: string, event: string) => Promise<void>;
}

/** Starts a host without functions. */
export async function startHost({ emulator, region, processes = 2, speed = 0.01, deadLetter }: HostOptions): Promise<LambdaHost> {
	const slots = new Map<string, Slot>();
	const done: Invocation[] = [];
	const lines: { name: string; line: string }[] = [];
	const live = new Set<Execution>();
	const current = new Map<Execution, string>();
	let pending = 0;
	let skew = 0;
	let twice = false;
	let armed: Crash | undefined;

	function slotOf(name: string): Slot {
		const slot = slots.get(name);
		if (!slot) throw new Error(`there is no function ${name}; there are ${[...slots.keys()].join(", ") || "none"}`);
		return slot;
	}

	/** Counts an effect of an execution down to the planned crash. */
	function after(call: AwsCall, execution: Execution | undefined): "answer" | "silence" {
		if (!armed?.execution || armed.over || armed.execution !== execution || !call.effect || call.status >= 500) return "answer";
		if (--armed.left > 0) return "answer";
		armed.happened = true;
		armed.over = true;
		armed.execution.kill();
		return "silence";
	}

	async function start(hosted: HostedFunction) {
		let execution: Execution | undefined;
		const endpoint = await awsEndpoint(
			emulator.url,
			(call) => after(call, execution),
			() => skew,
		);
		const { accessKeyId, secretAccessKey, sessionToken } = await emulator.session(hosted.role);
		const variables = {
			AWS_REGION: region,
			AWS_DEFAULT_REGION: region,
			AWS_ACCESS_KEY_ID: accessKeyId,
			AWS_SECRET_ACCESS_KEY: secretAccessKey,
			AWS_SESSION_TOKEN: sessionToken,
		};
		const started = await startExecution(hosted, endpoint, variables, (line) => lines.push({ name: hosted.name, line }));
		if ("errorType" in started) return started;
		execution = started;
		live.add(started);
		return started;
	}

	async function once(slot: Slot, event: string): Promise<Outcome> {
		const { hosted } = slot;
		const requestId = randomUUID();
		const began = performance.now();
		const warm = slot.idle.pop();
		const execution = warm ?? (await start(hosted));
		let outcome: Outcome;
		if ("errorType" in execution) outcome = { error: execution };
		else {
			if (armed?.name === hosted.name && armed.execution === undefined && event.includes(armed.text)) armed.execution = execution;
			current.set(execution, hosted.name);
			outcome = await execution.run(event, requestId, slot.timeoutMs ?? hosted.timeoutMs, skew);
			current.delete(execution);
			if (armed?.execution === execution) armed.over = true;
			if (execution.alive() && !("error" in outcome && outcome.error.errorType === "Sandbox.Timedout")) slot.idle.push(execution);
			else live.delete(execution);
		}
		const calls = "errorType" in execution ? [] : [...execution.calls()];
		done.push({ name: hosted.name, requestId, event, outcome, calls, ms: performance.now() - began, cold: warm === undefined });
		return outcome;
	}

	async function invoke(name: string, event: unknown): Promise<Outcome | typeof throttled> {
		const slot = slotOf(name);
		if (slot.hosted.reserved !== undefined && slot.busy >= slot.hosted.reserved) return throttled;
		pending++;
		// Places are handed on, so that nobody who comes later takes one first.
		if (slot.busy >= processes) await new Promise<void>((resolve) => slot.waiting.push(resolve));
		else slot.busy++;
		try {
			const text = JSON.stringify(event ?? {});
			const outcome = await once(slot, text);
			return twice ? await once(slot, text) : outcome;
		} finally {
			pending--;
			const next = slot.waiting.shift();
			if (next) next();
			else slot.busy--;
		}
	}

	async function later(name: string, event: unknown): Promise<void> {
		const { hosted } = slotOf(name);
		pending++;
		try {
			for (let attempt = 0; attempt <= (hosted.retries ?? 2); ) {
				const outcome = await invoke(name, event);
				if ("payload" in outcome) return;
				// A throttled invocation stays in the queue of asynchronous events.
				if ("error" in outcome) attempt++;
				await new Promise((resolve) => setTimeout(resolve, 60_000 * speed * Math.max(1, attempt)).unref());
			}
			if (hosted.deadLetters) await deadLetter?.(hosted.deadLetters, JSON.stringify(event));
		} finally {
			pending--;
		}
	}

	async function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
		const { pathname } = new URL(request.url ?? "/", "http://host");
		const byUrl = /^\/url\/([^/]+)(\/.*)?$/.exec(pathname);
		if (byUrl?.[1]) {
			const outcome = await invoke(byUrl[1], toProxyEvent(request, body, byUrl[2] ?? "/"));
			return fromProxyResult(outcome, response);
		}
		const name = decodeURIComponent(/^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname)?.[1] ?? "")
			.split(":")
			.at(-1);
		const error = (status: number, type: string, message: string) => {
			response.writeHead(status, { "content-type": "application/json", "x-amzn-errortype": type });
			response.end(JSON.stringify({ Type: "User", message, Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" }));
		};
		if (!name || !slots.has(name)) return error(404, "ResourceNotFoundException", `Function not found: ${name}`);
		const event = body.length > 0 ? (JSON.parse(body.toString()) as unknown) : {};
		if (request.headers["x-amz-invocation-type"] === "Event") {
			void later(name, event);
			response.writeHead(202).end();
			return;
		}
		const outcome = await invoke(name, event);
		if ("throttled" in outcome) return error(429, "TooManyRequestsException", "Rate Exceeded.");
		const headers = { "content-type": "application/json", "x-amz-executed-version": "$LATEST", "x-amzn-requestid": randomUUID() };
		if ("error" in outcome) response.writeHead(200, { ...headers, "x-amz-function-error": "Unhandled" }).end(JSON.stringify(outcome.error));
		else response.writeHead(200, headers).end(outcome.payload);
	}

	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			answer(request, response, Buffer.concat(chunks)).catch((problem: unknown) => {
				response.writeHead(500, { "content-type": "application/json", "x-amzn-errortype": "ServiceException" });
				response.end(JSON.stringify({ message: String(problem) }));
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		add: (hosted) => void slots.set(hosted.name, { hosted, idle: [], busy: 0, waiting: [] }),
		asynchronous: (name, how) => {
			const slot = slotOf(name);
			slot.hosted = { ...slot.hosted, ...how };
		},
		functions: () => [...slots.values()].map(({ hosted }) => hosted),
		invoke,
		invokeLater: (name, event) => void later(name, event),
		invocations: (name) => (name === undefined ? done : done.filter((each) => each.name === name)),
		logs: (name) => lines.filter((each) => name === undefined || each.name === name).map(({ line }) => line),
		crashAfter: (name, effects, text = "") => {
			const plan: Crash = { name: slotOf(name).hosted.name, text, left: effects, over: false, happened: false };
			armed = plan;
			return { happened: () => plan.happened };
		},
		deliverTwice: (value) => {
			twice = value;
		},
		outsideCall: (name, call) => {
			// When several run, one has the lease and does the work.
			const [execution] = [...current]
				.filter(([, runs]) => runs === name)
				.map(([each]) => each)
				.sort((a, b) => b.calls().length - a.calls().length);
			execution?.note(call);
			return after(call, execution);
		},
		now: () => Date.now() + skew,
		advance: (ms) => {
			skew += ms;
		},
		setTimeoutOf: (name, ms) => {
			slotOf(name).timeoutMs = ms;
		},
		running: () => pending,
		forget: () => {
			done.length = 0;
			lines.length = 0;
		},
		coolDown: () => {
			for (const { idle } of slots.values()) for (const execution of idle.splice(0)) execution.kill();
		},
		stop: async () => {
			for (const execution of live) execution.kill();
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
