import { describe, expect, it } from "vitest";
import { Plan, PublishRequest, ScanProgress, ScanRequest } from "../../shared/runtime/app/messages.ts";
import { type MachineState, type MachineStates, type ScanMachine, type Step, scanMachine } from "../../stacks/scan-machine.ts";

const arn = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;
const step = (name: string, timeout: number): Step => ({ arn: arn(name), timeout });
const steps: ScanMachine = {
	planScan: step("plan", 300),
	scanScope: step("scan", 900),
	scanInside: step("inside", 800),
	publishSnapshot: step("publish", 600),
	finishRun: step("finish", 120),
	concurrency: 40,
};
const machine = scanMachine(steps);

const nextOf = ({ Next, Default, Choices = [], Catch = [] }: MachineState): string[] => [
	...(Next === undefined ? [] : [Next]),
	...(Default === undefined ? [] : [Default]),
	...Choices.map(({ Next: next }) => next),
	...Catch.map(({ Next: next }) => next),
];

/** The machine, and the one within its map. */
function machines(states: MachineStates): MachineStates[] {
	return [states, ...Object.values(states.States).flatMap(({ ItemProcessor }) => (ItemProcessor ? machines(ItemProcessor) : []))];
}

const all = machines(machine);
const every = all.flatMap(({ States }) => Object.entries(States));
const state = (name: string): MachineState => {
	const found = every.find(([each]) => each === name)?.[1];
	if (!found) throw new Error(`There is no state ${name}.`);
	return found;
};
const parameters = (name: string) =>
	state(name).Parameters as { FunctionName: string; Payload?: Record<string, string> } & Record<string, string>;

describe("the state machine of a scan", () => {
	it("leads from its start to states that exist, and to all of them", () => {
		expect(all).toHaveLength(2);
		for (const { StartAt, States } of all) {
			const reached = new Set<string>();
			const visit = (name: string): void => {
				expect(Object.keys(States)).toContain(name);
				if (reached.has(name)) return;
				reached.add(name);
				for (const next of nextOf(States[name] as MachineState)) visit(next);
			};
			visit(StartAt);
			expect([...reached].sort()).toEqual(Object.keys(States).sort());
		}
	});

	it("has one way out of every state but choices, and an end", () => {
		for (const [name, { Type, Next, End }] of every)
			expect([name, Type === "Choice" ? Next === undefined && End === undefined : (Next === undefined) !== (End === undefined)]).toEqual([
				name,
				true,
			]);
		for (const { States } of all) expect(Object.values(States).some(({ End }) => End)).toBe(true);
	});

	it("waits for every function a little longer than Lambda lets it run, and ends as a whole after a day", () => {
		const tasks = every.filter(([, { Type }]) => Type === "Task");
		expect(tasks.map(([name, { TimeoutSeconds }]) => [name, TimeoutSeconds])).toEqual([
			["Plan", 330],
			["Finish", 150],
			["Scan", 930],
			["Inside", 830],
			["Publish", 630],
		]);
		expect(machine.TimeoutSeconds).toBe(86_400);
	});

	it("tries every function again: long when Lambda has no room, and then for anything", () => {
		for (const [, { Type, Retry = [] }] of every.filter(([, { Type: type }]) => type === "Task")) {
			expect(Type).toBe("Task");
			expect(Retry).toHaveLength(2);
			const [crowded, any] = Retry as [Record<string, unknown>, Record<string, unknown>];
			expect(crowded.ErrorEquals).toContain("Lambda.TooManyRequestsException");
			// Another run may have all that is set aside: with full jitter half of every delay is waited, and that for half an hour at least.
			const delays = Array.from({ length: crowded.MaxAttempts as number }, (_, attempt) =>
				Math.min((crowded.IntervalSeconds as number) * 2 ** attempt, crowded.MaxDelaySeconds as number),
			);
			expect(delays.reduce((sum, delay) => sum + delay / 2, 0)).toBeGreaterThanOrEqual(1800);
			// A retrier of States.ALL stands alone and last, or AWS refuses the definition.
			expect(any.ErrorEquals).toEqual(["States.ALL"]);
			for (const retrier of [crowded, any]) {
				expect(retrier.JitterStrategy).toBe("FULL");
				expect(retrier.BackoffRate).toBeGreaterThan(1);
				expect(retrier.MaxDelaySeconds).toBeGreaterThan(retrier.IntervalSeconds as number);
			}
		}
	});

	it("publishes a scope whose scan failed as failed", () => {
		for (const name of ["Scan", "Inside"])
			expect(state(name).Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.failed", Next: "Publish" }]);
		const scope = { partition: "aws", account: "111122223333", region: "eu-central-1" };
		const request = {
			run: "r",
			startedAt: "2026-11-24T00:00:00Z",
			trigger: "schedule",
			item: { scope, regions: ["eu-central-1"] },
			parts: [],
			handed: 0,
		};
		// The input of Scan the first time, and after rounds that said that there is more.
		const parts = ["scratch/v1/r/x/1.json.gz"];
		for (const input of [request, { ...request, parts, status: "scope" }, { ...request, parts, handed: 1, status: "inside" }])
			expect(PublishRequest.safeParse({ ...input, failed: { Error: "States.Timeout", Cause: "" } }).success).toBe(true);
		expect(PublishRequest.safeParse({ ...request, failed: state("GiveUp").Result }).success).toBe(true);
	});

	/** Where a Choice leads with this data, by Amazon's rules for the comparisons that are used. */
	function chosen(data: { readonly status: string; readonly parts: readonly string[] }, States = machine.States): string {
		const { Choices, Default } = (States.Scopes as MachineState & { ItemProcessor: MachineStates }).ItemProcessor.States
			.Read as unknown as {
			readonly Choices: readonly {
				readonly Next: string;
				readonly Variable: string;
				readonly StringEquals?: string;
				readonly IsPresent?: true;
			}[];
			readonly Default: string;
		};
		const at = (path: string) => (path === "$.status" ? data.status : data.parts[Number(/^\$\.parts\[(\d+)\]$/.exec(path)?.[1])]);
		const holds = Choices.find(({ Variable, StringEquals, IsPresent }) =>
			IsPresent ? at(Variable) !== undefined : at(Variable) === StringEquals,
		);
		return holds?.Next ?? Default;
	}

	it("reads on in the function whose turn it is while there is more, up to a bound", () => {
		const many = Array.from({ length: 1001 }, (_, index) => `${index}`);
		expect(chosen({ status: "scope", parts: [] })).toBe("Scan");
		expect(chosen({ status: "inside", parts: many.slice(1) })).toBe("Inside");
		expect(chosen({ status: "scope", parts: many })).toBe("GiveUp");
		expect(chosen({ status: "inside", parts: many })).toBe("GiveUp");
		expect(chosen({ status: "ready", parts: many })).toBe("Publish");
		for (const status of ScanProgress.shape.status.options) expect(state(chosen({ status, parts: [] }))).toBeDefined();
	});

	it("has no way into databases and clusters where there are none: what an older plan has of them is published as unread", () => {
		const { States } = scanMachine({ ...steps, scanInside: undefined });
		expect(Object.keys(States.Scopes?.ItemProcessor?.States ?? {}).sort()).toEqual(["GiveUp", "Publish", "Read", "Scan"]);
		expect(chosen({ status: "inside", parts: [] }, States)).toBe("Publish");
		expect(chosen({ status: "scope", parts: [] }, States)).toBe("Scan");
	});

	it.each(["Scan", "Inside"])("gives %s a request, without what the answer added", (name) => {
		const members = Object.keys(ScanRequest.shape);
		expect(Object.entries(parameters(name).Payload ?? {})).toEqual(members.map((member) => [`${member}.$`, `$.${member}`]));
		expect(Object.keys(ScanProgress.shape).filter((member) => !members.includes(member))).toEqual(["status"]);
	});

	it("makes the first request of each scope from the plan", () => {
		const map = state("Scopes");
		expect(Object.keys(map.ItemSelector as object).map((name) => name.replace(/\.\$$/, ""))).toEqual(Object.keys(ScanRequest.shape));
		expect(Object.keys(state("Plan").ResultSelector as object)).toEqual(Object.keys(Plan.shape).map((name) => `${name}.$`));
		expect(map).toMatchObject({
			ItemReader: { ReaderConfig: { InputType: "JSON" }, Parameters: { "Bucket.$": "$.plan.bucket", "Key.$": "$.plan.key" } },
			ResultWriter: { Parameters: { "Bucket.$": "$.plan.bucket", "Prefix.$": "States.Format('runs/v1/{}/results', $.plan.run)" } },
			MaxConcurrency: 40,
			ToleratedFailurePercentage: 100,
			ResultPath: "$.map",
		});
		expect(map.ItemProcessor?.ProcessorConfig).toEqual({ Mode: "DISTRIBUTED", ExecutionType: "STANDARD" });
	});

	it("takes the name and the start of the execution as the run's, whatever the input says", () => {
		expect(state("Identify").Parameters).toEqual({
			"input.$": "$",
			identity: { "run.$": "$$.Execution.Name", "startedAt.$": "$$.Execution.StartTime" },
		});
		// The second object wins.
		expect(parameters("Plan")["Payload.$"]).toBe("States.JsonMerge($.input, $.identity, false)");
	});

	it("calls each function by its ARN", () => {
		expect(["Plan", "Scan", "Inside", "Publish", "Finish"].map((name) => parameters(name).FunctionName)).toEqual(
			["plan", "scan", "inside", "publish", "finish"].map(arn),
		);
	});

	it("names the services of other partitions as they are there", () => {
		const china = JSON.stringify(
			scanMachine(
				{
					planScan: { arn: "", timeout: 1 },
					scanScope: { arn: "", timeout: 1 },
					scanInside: { arn: "", timeout: 1 },
					publishSnapshot: { arn: "", timeout: 1 },
					finishRun: { arn: "", timeout: 1 },
					concurrency: 1,
				},
				"aws-cn",
			),
		);
		expect(china).toContain("arn:aws-cn:states:::lambda:invoke");
		expect(china).not.toContain("arn:aws:");
	});
});
