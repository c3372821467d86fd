import type { AccountAccess } from "../../shared/aws/accounts.ts";
import { type AwsCaller, type AwsCommand, listWith, operationOf } from "../../shared/aws/caller.ts";
import { type AwsConnection, connect } from "../../shared/aws/connection.ts";
import { resolveAccounts } from "../../shared/aws/resolve-accounts.ts";
import type { AwsServiceName } from "../../shared/aws/services.ts";
import { type CollectionDeps, collect } from "../../shared/collectors/collect.ts";
import { resourceKinds } from "../../shared/core/kinds.ts";
import { type Observed, type Unread, unread } from "../../shared/core/observed.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { rules } from "../../shared/rules/index.ts";
import { noRuleSettings } from "../../shared/runtime/rule-settings.ts";
import { judgeInventory } from "../../shared/runtime/scan.ts";

/** A call of a scan: how often `service:Operation` was called before it, and with what. */
export interface ScannedCall {
	readonly service: AwsServiceName;
	readonly operation: string;
	readonly index: number;
	readonly input: object;
}

/** Replaces the answer of a call; undefined leaves it as it is. */
export type Disturbance = (call: ScannedCall, answer: Observed<object>) => Observed<object> | undefined;

/** A scan over the emulator in this process, and the same scan again over the answers that it got. */
export interface RecordedScan {
	readonly whole: Snapshot;
	/** `service:Operation` to the number of its calls, without those about identity. */
	readonly operations: ReadonlyMap<string, number>;
	/** Judges the same answers, some of them disturbed. A call that was not made before is not answered. */
	again(disturb: Disturbance): Promise<Snapshot>;
}

/** One attempt and short time-outs: the failures of this suite are on purpose and would not pass. */
const impatient = { version: "0", concurrency: 16, maxAttempts: 1, requestTimeout: 500, connectionTimeout: 500 };

/** The accounts and the connection of a scan of one region with the credentials of the environment. */
export async function enter(region: string): Promise<{ accounts: AccountAccess[]; connection: AwsConnection }> {
	const connection = connect(impatient);
	return { accounts: await resolveAccounts({ regions: [region] }, connection.caller), connection };
}

/** A scan in this process, of all kinds, judged by all rules at `now`. */
export async function scanWith(accounts: readonly AccountAccess[], deps: CollectionDeps, now: number): Promise<Snapshot> {
	const inventory = await collect({ accounts, kinds: new Set(resourceKinds), now, inspectLogEvents: true }, deps);
	return judgeInventory(inventory, {
		rules,
		selection: {},
		settings: noRuleSettings,
		suppressions: [],
		startedAt: now,
		finishedAt: now,
		unique: "0123456789abcdef",
	});
}

/** Scans the region once and keeps every answer. */
export async function recordScan(region: string, now: number): Promise<RecordedScan> {
	const answers = new Map<string, Observed<object>>();
	const operations = new Map<string, number>();
	const { accounts, connection } = await enter(region);
	const recording: CollectionDeps = {
		caller(scope, credentials) {
			const real = connection.caller(scope, credentials);
			return over(real, async (service, command) => {
				const answer = await real.call(service, command);
				const operation = `${service}:${operationOf(command)}`;
				operations.set(operation, (operations.get(operation) ?? 0) + 1);
				answers.set(keyOf(operation, command), answer);
				return answer;
			});
		},
	};
	const whole = await scanWith(accounts, recording, now);
	connection.close();
	return {
		whole,
		operations,
		again(disturb) {
			const made = new Map<string, number>();
			const replaying: CollectionDeps = {
				caller: (scope) =>
					over({ scope }, async (service, command) => {
						const operation = operationOf(command);
						const name = `${service}:${operation}`;
						const index = made.get(name) ?? 0;
						made.set(name, index + 1);
						const answer = answers.get(keyOf(name, command)) ?? failure(service, operation, "other");
						return disturb({ service, operation, index, input: command.input }, answer) ?? answer;
					}),
			};
			return scanWith(accounts, replaying, now);
		},
	};
}

/** The answer of a call that failed for this cause. */
export const failure = (service: string, operation: string, cause: Unread["cause"]) =>
	unread({ service, operation, cause, message: `planted: ${cause}` });

const keyOf = (operation: string, { input }: AwsCommand<object>): string => `${operation} ${JSON.stringify(input)}`;

type AnyCall = (service: AwsServiceName, command: AwsCommand<object>) => Promise<Observed<object>>;

function over({ scope }: Pick<AwsCaller, "scope">, call: AnyCall): AwsCaller {
	return { scope, call: call as AwsCaller["call"], list: listWith(call as AwsCaller["call"]) };
}
