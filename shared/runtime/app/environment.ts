import * as z from "zod";
import { ConfigError } from "../../core/errors.ts";

const Environment = z.object({
	PARAPET_STAGE: z.string().min(1),
	/** Bucket of snapshots, findings and reports. */
	PARAPET_EVIDENCE: z.string().min(3),
	/** Bucket of what the application remembers. */
	PARAPET_STATE: z.string().min(3),
	/** ARN of the key of both. */
	PARAPET_KEY: z.string().startsWith("arn:"),
	/** Key of the configuration in the state bucket. */
	PARAPET_CONFIG: z.string().min(1),
	PARAPET_FINDINGS_TOPIC: z.string().startsWith("arn:").optional(),
	PARAPET_SYSTEM_TOPIC: z.string().startsWith("arn:").optional(),
	/** URL of the queue of changes; assess-change has it. */
	PARAPET_CHANGES: z.url().optional(),
	/** ARN of the state machine of scans; assess-change has it. */
	PARAPET_MACHINE: z.string().startsWith("arn:").optional(),
	AWS_REGION: z.string().min(1),
});

/** What a function is told by its environment. */
export interface AppEnvironment {
	readonly stage: string;
	readonly evidence: string;
	readonly state: string;
	readonly key: string;
	readonly config: string;
	readonly findingsTopic?: string | undefined;
	readonly systemTopic?: string | undefined;
	readonly changesQueue?: string | undefined;
	readonly scanMachine?: string | undefined;
	readonly region: string;
}

/** Reads the environment of a function; a `ConfigError` lists everything that is wrong with it. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): AppEnvironment {
	const parsed = Environment.safeParse(variables);
	if (!parsed.success)
		throw new ConfigError("The environment of the function is not what the stacks set:", {
			problems: parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
		});
	const { data } = parsed;
	return {
		stage: data.PARAPET_STAGE,
		evidence: data.PARAPET_EVIDENCE,
		state: data.PARAPET_STATE,
		key: data.PARAPET_KEY,
		config: data.PARAPET_CONFIG,
		findingsTopic: data.PARAPET_FINDINGS_TOPIC,
		systemTopic: data.PARAPET_SYSTEM_TOPIC,
		changesQueue: data.PARAPET_CHANGES,
		scanMachine: data.PARAPET_MACHINE,
		region: data.AWS_REGION,
	};
}
