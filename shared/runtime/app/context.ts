import type { AppEnvironment } from "./environment.ts";
import type { MetricName } from "./metrics.ts";

/** Structured logs; the second argument is data, which never holds a secret. */
export interface Log {
	debug(message: string, data?: Readonly<Record<string, unknown>>): void;
	info(message: string, data?: Readonly<Record<string, unknown>>): void;
	warn(message: string, data?: Readonly<Record<string, unknown>>): void;
	error(message: string, data?: Readonly<Record<string, unknown>>): void;
}

/** What an invocation knows of itself and of the world; tests make one by hand. */
export interface AppContext {
	readonly environment: AppEnvironment;
	/** Id of the invocation: names it in leases. */
	readonly requestId: string;
	readonly log: Log;
	/**
	 * Adds a metric of `metrics.ts`, in its unit; metrics leave with the logs when the invocation ends. With `by` it is counted by that too, as a metric of its own
	 * with one dimension more.
	 */
	metric(name: MetricName, value: number, by?: Readonly<Record<string, string>>): void;
	/** Milliseconds until Lambda ends the invocation. */
	remaining(): number;
	/** Milliseconds since the epoch. */
	now(): number;
}

/** A message of a queue. */
export interface QueueMessage<T> {
	/** Of the delivery; what fails is named by it. */
	readonly id: string;
	readonly body: T;
	/** How often it was received, this time included. */
	readonly attempt: number;
	/** When it was sent, milliseconds since the epoch. */
	readonly sentAt: number;
}

/** What a batch came to: messages that were not dealt with come back, or go to the dead-letter queue after some attempts. */
export interface BatchOutcome {
	readonly failed: ReadonlySet<string>;
}
