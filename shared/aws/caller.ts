import { type Observed, seen, type Unread, unread } from "../core/observed.ts";
import type { Scope } from "../core/scope.ts";
import type { Limiter } from "./concurrency.ts";
import { explainFailure } from "./failure.ts";
import type { AwsServiceName } from "./services.ts";

/** A whole listing: everything that was read, and why it ended early when it did. */
export interface Listing<T> {
	readonly items: readonly T[];
	readonly failure?: Unread;
}

/** What a command of any SDK client looks like, as far as a caller and its fakes must know; `Output` is inferred from it. */
export interface AwsCommand<Output extends object> {
	readonly input: object;
	/** The SDK's schema of the operation: `[9, namespace, operation, …]`. */
	readonly schema?: unknown;
	resolveMiddleware(stack: never, configuration: never, options: never): (argument: never) => Promise<{ output: Output }>;
}

/** Calls AWS in one scope. A failure of AWS is a value, never an exception. */
export interface AwsCaller {
	readonly scope: Scope;
	/** One call. `service` is the IAM prefix. */
	call<Output extends object>(service: AwsServiceName, command: AwsCommand<Output>): Promise<Observed<Output>>;
	/**
	 * All pages of a listing: `items` picks the page's members (undefined means that AWS left a documented member out), `next` the token of
	 * the next page. What was read before a failure is kept.
	 */
	list<Output extends object, T>(
		service: AwsServiceName,
		makeCommand: (token?: string) => AwsCommand<Output>,
		items: (page: Output) => readonly T[] | undefined,
		next: (page: Output) => string | undefined,
	): Promise<Listing<T>>;
}

/** One call as it ended, retries included, for progress and metrics. */
export interface CallRecord {
	readonly service: AwsServiceName;
	readonly operation: string;
	readonly scope: Scope;
	readonly ms: number;
	readonly ok: boolean;
}

/** The part of an SDK client that a caller uses. */
export interface AwsClient {
	send(command: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}

/** What a caller needs: a client for each service, and the bound that all calls of a scan share. */
export interface CallerParts {
	readonly scope: Scope;
	readonly client: (service: AwsServiceName) => Promise<AwsClient>;
	readonly limiter: Limiter;
	readonly onCall?: ((call: CallRecord) => void) | undefined;
	/** From then on nothing more is called, and what is under way is given up: `timeout` with `outOfTime`. */
	readonly deadline?: AbortSignal | undefined;
}

/** Why a call was not made, or not waited for. */
export const outOfTime = "The scan ran out of time.";

/** The API action of a command, from the SDK's schema so that minified class names do not matter. */
export function operationOf(command: AwsCommand<object>): string {
	const schema = command.schema;
	if (Array.isArray(schema) && typeof schema[2] === "string") return schema[2];
	return command.constructor.name.replace(/Command$/, "");
}

/** A caller over SDK clients. */
export function createAwsCaller({ scope, client, limiter, onCall, deadline }: CallerParts): AwsCaller {
	const callAs =
		(urgent: boolean): AwsCaller["call"] =>
		async <Output extends object>(service: AwsServiceName, command: AwsCommand<Output>) => {
			const operation = operationOf(command);
			const late = () => unread({ service, operation, cause: "timeout", message: outOfTime });
			const attempt = async (): Promise<Observed<Output>> => {
				if (deadline?.aborted) return late();
				const started = performance.now();
				const ended = (ok: boolean) => onCall?.({ service, operation, scope, ms: performance.now() - started, ok });
				try {
					const ready = await client(service);
					const output = (await (deadline
						? until(deadline, ready.send(command as never, { abortSignal: deadline }))
						: ready.send(command as never))) as Output;
					ended(true);
					return seen(output);
				} catch (error) {
					ended(false);
					if (deadline?.aborted) return late();
					return unread(explainFailure(service, operation, error));
				}
			};
			// Calls in flight wait for STS when a role's keys are renewed: were STS to wait for them, nothing would ever move again.
			return service === "sts" ? attempt() : limiter.run(attempt, urgent);
		};
	// Pages come one after the other and more work hangs on them, so that they go before the calls for single things.
	return { scope, call: callAs(false), list: listWith(callAs(true)) };
}

/** Gives up at the deadline, also between the attempts of a call, when the SDK looks at no signal. */
function until<T>(deadline: AbortSignal, answer: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const giveUp = () => reject(deadline.reason);
		deadline.addEventListener("abort", giveUp, { once: true });
		answer.then(resolve, reject).finally(() => deadline.removeEventListener("abort", giveUp));
	});
}

/** A listing may hold empty pages (filters apply after paging), but a thousand in a row are no listing. */
const maximumEmptyPages = 1000;

/** The paging of `AwsCaller.list` over any `call`; for fakes too. */
export function listWith(call: AwsCaller["call"]): AwsCaller["list"] {
	return async <Output extends object, T>(
		service: AwsServiceName,
		makeCommand: (token?: string) => AwsCommand<Output>,
		pick: (page: Output) => readonly T[] | undefined,
		next: (page: Output) => string | undefined,
	): Promise<Listing<T>> => {
		const items: T[] = [];
		const tokens = new Set<string>();
		let token: string | undefined;
		let empty = 0;
		for (;;) {
			const command = makeCommand(token);
			const malformed = (message: string): Listing<T> => ({
				items,
				failure: { service, operation: operationOf(command), cause: "malformed", message },
			});
			const page = await call(service, command);
			if ("unread" in page) return { items, failure: page.unread };
			const members = pick(page.value);
			if (members === undefined) return malformed("The answer lacks its list.");
			for (const member of members) items.push(member);
			empty = members.length === 0 ? empty + 1 : 0;
			token = next(page.value) || undefined;
			if (token === undefined) return { items };
			if (tokens.has(token)) return malformed("AWS gave the same page token twice.");
			if (empty >= maximumEmptyPages) return malformed(`AWS gave ${maximumEmptyPages} empty pages in a row.`);
			tokens.add(token);
		}
	};
}

/** The reason for a fact whose call succeeded but whose answer lacks it. */
export const incomplete = (service: AwsServiceName, operation: string, field: string): Unread => ({
	service,
	operation,
	cause: "malformed",
	message: `The answer lacks ${field}.`,
});
