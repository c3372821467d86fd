import { z } from "zod";
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
		region: data.AWS_REGION,
	};
}
