import { type AwsCaller, type AwsCommand, listWith, operationOf } from "../../../shared/aws/caller.ts";
import { explainFailure } from "../../../shared/aws/failure.ts";
import { seen, unread } from "../../../shared/core/observed.ts";
import type { Suppression } from "../../../shared/core/suppression.ts";
import {
	type Action,
	type ApiCall,
	defineAction,
	type JsonObject,
	type Plan,
	type RepairTarget,
} from "../../../shared/remediations/action.ts";
import type { Attempt, News, RepairRequest } from "../../../shared/remediations/engine/attempt.ts";
import type { Documents } from "../../../shared/remediations/engine/documents.ts";
import { keys } from "../../../shared/remediations/engine/keys.ts";
import type { Ports, RemediateMessage } from "../../../shared/remediations/engine/ports.ts";
import { handleMessage, sweep } from "../../../shared/remediations/engine/sweep.ts";
import { type RemediationConfig, remediationSettings } from "../../../shared/remediations/settings.ts";

/** The process "ends" here. */
export class Crash extends Error {}

export const account = "111122223333";
export const target = (name = "orders"): RepairTarget => ({
	arn: `arn:aws:rds:eu-west-1:${account}:db:${name}`,
	kind: "rds.DbInstance",
	name,
	partition: "aws",
	account,
	region: "eu-west-1",
});

/** A database as the fakes have it: facts, a state, tags. */
export interface Database {
	facts: Record<string, string | number | boolean>;
	status: string;
	tags: Record<string, string>;
}

/** Documents in memory, with the conditions of S3. */
export function memoryDocuments(): Documents & { readonly all: Map<string, { value: JsonObject; etag: string }> } {
	const all = new Map<string, { value: JsonObject; etag: string }>();
	let version = 0;
	return {
		all,
		get: async (key) => structuredClone(all.get(key)),
		async put(key, value, condition) {
			const there = all.get(key);
			const holds = "absent" in condition ? !there : "etag" in condition ? there?.etag === condition.etag : true;
			if (!holds) return undefined;
			const etag = `"${++version}"`;
			all.set(key, { value: structuredClone(value), etag });
			return etag;
		},
		remove: async (key) => void all.delete(key),
		list: async (prefix) => [...all.keys()].filter((key) => key.startsWith(prefix)).sort(),
	};
}

/** A command that the fake AWS understands; the name stands where the SDK has it. */
const command = (operation: string, input: object): AwsCommand<object> =>
	({ input, schema: [9, "fake", operation] }) as unknown as AwsCommand<object>;

interface FakeState {
	readonly facts: JsonObject;
	readonly status: string;
}

/** An action that sets facts, one call for each that differs; like a real one it knows nothing but what it reads. */
export function settingAction(
	id: string,
	wanted: Record<string, string | number | boolean>,
	also: Partial<Action> & { readonly plan_?: Partial<Plan> } = {},
): Action {
	const { plan_, ...rest } = also;
	return defineAction<FakeState>({
		id,
		title: "Set what is wrong",
		family: "rds",
		kinds: ["rds.DbInstance"],
		rules: [`rule-of-${id}`],
		controls: ["RDS.2"],
		level: "auto",
		reads: ["rds:DescribeDBInstances"],
		writes: ["rds:ModifyDBInstance"],
		triggers: ["rds:CreateDBInstance", "rds:ModifyDBInstance"],
		guards: [],
		downtime: "none",
		reversible: true,
		async read({ name }, aws) {
			const answer = await aws.call("rds", command("DescribeDBInstances", { name }));
			if ("unread" in answer) return answer.unread.cause === "notFound" ? { gone: `${name} is gone.` } : answer;
			return { state: answer.value as FakeState };
		},
		facts: ({ facts }) => Object.fromEntries(Object.keys(wanted).map((name) => [name, facts[name] ?? null])),
		plan({ facts, status }, _settings, { name }) {
			if (status === "modifying") return { kind: "busy", detail: `${name} is ${status}.` };
			if (status !== "available") return { kind: "refused", reason: "unsupported", detail: `${name} is ${status}.` };
			const wrong = Object.entries(wanted).filter(([fact, value]) => facts[fact] !== value);
			if (wrong.length === 0) return { kind: "compliant", detail: `${name} is as it should be.` };
			const call = (fact: string, value: unknown): ApiCall => ({
				api: "rds:ModifyDBInstance",
				input: { name, [fact]: value as never },
				does: `Set ${fact} to ${String(value)}`,
				afterSettling: true,
			});
			return {
				kind: "plan",
				level: "auto",
				calls: wrong.map(([fact, value]) => call(fact, value)),
				inverse: wrong.map(([fact]) => call(fact, facts[fact])).reverse(),
				desired: { ...wanted },
				downtime: "none",
				risk: "low",
				notes: [],
				hints: {},
				...plan_,
			};
		},
		...(rest as object),
	} as Parameters<typeof defineAction<FakeState>>[0]);
}

export const makePrivate = settingAction("make-private", { public: false });
export const makeSafe = settingAction("make-safe", { public: false, protected: true, backups: 7 });

/** Everything that the engine touches, in memory, each effect of which can crash, fail and be watched. */
export function world(config: RemediationConfig = {}, actions: readonly Action[] = [makePrivate]) {
	const documents = memoryDocuments();
	const databases = new Map<string, Database>([
		["orders", { facts: { public: true, protected: false, backups: 0 }, status: "available", tags: {} }],
	]);
	const writes: JsonObject[] = [];
	const reads: string[] = [];
	const told: News[] = [];
	const metrics: [string, number, object | undefined][] = [];
	const queue: { message: RemediateMessage; at: number }[] = [];
	const state = {
		now: Date.parse("2026-11-24T10:00:00Z"),
		effects: 0,
		crashAt: undefined as { readonly effect: number; readonly when: "before" | "after" } | undefined,
		failing: undefined as ((what: string) => boolean) | undefined,
		/** What AWS says instead of doing what it is asked. */
		refusals: [] as { readonly name: string; readonly message: string; readonly done?: boolean }[],
		/** Calls that are always denied. */
		denied: (_input: JsonObject): boolean => false,
		suppressions: [] as Suppression[],
		fleet: 1000 as number | undefined,
		/** What happens while a call that changes something is on its way. */
		duringCall: async (): Promise<void> => {},
		/** Called after each write, with the database. */
		afterWrite: (_database: Database): void => {},
		workers: 0,
	};

	/** An effect: it is counted, and may be where the process ends. */
	async function effect<T>(what: string, act: () => Promise<T>): Promise<T> {
		const number = state.effects++;
		if (state.crashAt?.effect === number && state.crashAt.when === "before") throw new Crash(`before ${what}`);
		if (state.failing?.(what)) throw new Error(`${what} does not answer`);
		const result = await act();
		if (state.crashAt?.effect === number && state.crashAt.when === "after") throw new Crash(`after ${what}`);
		return result;
	}

	const caller = (mayWrite: boolean): AwsCaller => {
		const call: AwsCaller["call"] = async (service, sent) => {
			const operation = operationOf(sent);
			const input = sent.input as Record<string, never>;
			return effect(`aws ${operation}`, async () => {
				const name = (input.name ?? String(input.ResourceName).split(":").at(-1)) as string;
				const database = databases.get(name);
				if (!database)
					return unread(explainFailure(service, operation, Object.assign(new Error("no such"), { name: "DBInstanceNotFound" })));
				if (operation === "DescribeDBInstances") {
					reads.push(operation);
					return seen(structuredClone({ facts: database.facts, status: database.status })) as never;
				}
				if (operation === "ListTagsForResource") {
					reads.push(operation);
					return seen({ TagList: Object.entries(database.tags).map(([Key, Value]) => ({ Key, Value })) }) as never;
				}
				if (!mayWrite) throw new Error(`${operation} through the reading caller`);
				await state.duringCall();
				const refusal = state.denied(input) ? { name: "AccessDenied", message: "No", done: false } : state.refusals.shift();
				if (!refusal || refusal.done) {
					writes.push(structuredClone(input));
					const { name: _, ...facts } = input;
					Object.assign(database.facts, facts);
					state.afterWrite(database);
				}
				if (refusal) return unread(explainFailure(service, operation, Object.assign(new Error(refusal.message), { name: refusal.name })));
				return seen({ $metadata: { requestId: `request-${writes.length}` } }) as never;
			});
		};
		return { scope: { partition: "aws", account, region: "eu-west-1" }, call, list: listWith(call) };
	};

	const settings = remediationSettings({ mode: "auto", allow: [{ accounts: [account] }], ...config });
	const ports = (): Ports => ({
		now: () => state.now,
		worker: `worker-${++state.workers}`,
		settings,
		actions,
		command: ({ api, input }) => command(api.split(":")[1] ?? "", input),
		documents: {
			get: (key) => effect(`get ${key}`, () => documents.get(key)),
			put: (key, value, condition) => effect(`put ${key}`, () => documents.put(key, value, condition)),
			remove: (key) => effect(`remove ${key}`, () => documents.remove(key)),
			list: (prefix) => effect(`list ${prefix}`, () => documents.list(prefix)),
		},
		suppressions: () => effect("suppressions", async () => state.suppressions),
		fleet: () => effect("fleet", async () => state.fleet),
		reading: async () => caller(false),
		writing: async () => caller(true),
		isOwn: (principal) => principal.includes("parapet-remediate"),
		tell: (news) =>
			effect(`tell ${news.kind}`, async () => {
				if (!told.some(({ key }) => key === news.key)) told.push(structuredClone(news));
			}),
		later: (message, seconds) => effect("later", async () => void queue.push({ message, at: state.now + seconds * 1000 })),
		metric: (name, value, dimensions) => void metrics.push([name, value, dimensions]),
	});

	/** Delivers what waits, the clock going on, until nothing comes any more. A message whose handling fails comes again. */
	async function settle(rounds = 200): Promise<void> {
		for (let round = 0; round < rounds; round++) {
			queue.sort((one, other) => one.at - other.at);
			const next = queue.shift();
			if (!next) {
				const { outcomes, problems } = await sweep(ports());
				if (queue.length === 0 && outcomes.length === 0 && problems.length === 0) return;
				continue;
			}
			state.now = Math.max(state.now, next.at);
			if (round % 10 === 9) await sweep(ports());
			try {
				await handleMessage(next.message, ports());
			} catch (error) {
				if (round > rounds - 2) throw error;
				queue.push({ message: next.message, at: state.now + 30_000 });
			}
		}
		throw new Error("It never comes to an end.");
	}

	return {
		documents,
		databases,
		writes,
		reads,
		told,
		metrics,
		queue,
		state,
		settings,
		ports,
		settle,
		database: (name = "orders") => databases.get(name) as Database,
		attempts: (): Attempt[] =>
			[...documents.all].filter(([key]) => key.startsWith(keys.attempts)).map(([, { value }]) => value as unknown as Attempt),
		/** Kinds of the news, in order. */
		news: () => told.map(({ kind }) => kind),
	};
}
export type World = ReturnType<typeof world>;

export const request = (also: Partial<RepairRequest> = {}): RepairRequest => ({
	id: "event-1",
	source: "change",
	target: target(),
	triggers: ["rds:ModifyDBInstance"],
	by: "EventBridge",
	why: "ModifyDBInstance was called.",
	at: "2026-11-24T09:59:30.000Z",
	...also,
});
