import { type AwsCaller, type AwsCommand, listWith, operationOf } from "../../../shared/aws/caller.ts";
import type { AwsServiceName } from "../../../shared/aws/services.ts";
import { seen, type Unread, unread } from "../../../shared/core/observed.ts";
import type { Scope } from "../../../shared/core/scope.ts";

/** What an operation answers: an output, or a function of its input; `fails(cause)` makes the call fail. */
export type Answer = object | ((input: Record<string, unknown>) => object);

const failure = Symbol("failure");

/** An answer that fails the call with this cause. */
export const fails = (cause: Unread["cause"], message = `planted: ${cause}`): object => ({ [failure]: { cause, message } });

/** A caller that answers from a table `service:Operation` and counts; an operation that is not in the table is `unsupported`. */
export interface FakeCaller extends AwsCaller {
	readonly calls: { service: AwsServiceName; operation: string; input: Record<string, unknown> }[];
	/** How often `service:Operation` was called. */
	count(key?: string): number;
}

export const testScope: Scope = { partition: "aws", account: "111122223333", region: "eu-west-1" };

export function fakeCaller(answers: Readonly<Record<string, Answer>>, scope: Scope = testScope): FakeCaller {
	const calls: FakeCaller["calls"] = [];
	const call: AwsCaller["call"] = async <Output extends object>(service: AwsServiceName, command: AwsCommand<Output>) => {
		const operation = operationOf(command);
		const input = command.input as Record<string, unknown>;
		calls.push({ service, operation, input });
		const answer = answers[`${service}:${operation}`] ?? fails("unsupported");
		const output = typeof answer === "function" ? (answer as (input: Record<string, unknown>) => object)(input) : answer;
		if (failure in output) return unread({ service, operation, ...(output[failure] as Pick<Unread, "cause" | "message">) });
		return seen(output as Output);
	};
	const count = (key?: string) => (key ? calls.filter((made) => `${made.service}:${made.operation}` === key).length : calls.length);
	return { scope, call, list: listWith(call), calls, count };
}

/** Answers a paged operation with the pages one after the other: `items` under `member`, the token under `tokenOut`, read from `tokenIn`. */
export const paged =
	(member: string, pages: readonly (readonly object[])[], tokenIn = "Marker", tokenOut = "Marker") =>
	(input: Record<string, unknown>): object => {
		const index = input[tokenIn] === undefined ? 0 : Number(input[tokenIn]);
		return { [member]: pages[index] ?? [], [tokenOut]: index + 1 < pages.length ? String(index + 1) : undefined };
	};
