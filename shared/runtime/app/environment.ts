import type { CredentialProvider } from "../../aws/clients.ts";
import { ConfigError } from "../../core/errors.ts";

/** What a function is told by its environment. */
export interface AppEnvironment {
	readonly stage: string;
	/** Bucket of snapshots, findings and reports. */
	readonly evidence: string;
	/** Bucket of what the application remembers. */
	readonly state: string;
	/** ARN of the key of both. */
	readonly key: string;
	/** Key of the configuration in the state bucket. */
	readonly config: string;
	readonly findingsTopic?: string | undefined;
	readonly systemTopic?: string | undefined;
	/** URL of the queue of changes; assess-change has it. */
	readonly changesQueue?: string | undefined;
	/** URL of the queue of repairs; remediate has it. */
	readonly repairsQueue?: string | undefined;
	/** ARN of the state machine of scans; assess-change has it. */
	readonly scanMachine?: string | undefined;
	/** How secrets are rotated, as JSON; rotate-secret has it. */
	readonly rotation?: string | undefined;
	readonly region: string;
}

/** The keys of the function's own role, as Lambda gives them. They hold as long as the container does. */
export const functionCredentials: CredentialProvider = async () => {
	const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
	if (!accessKeyId || !secretAccessKey) throw new ConfigError("The environment of the function has no credentials.");
	return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};

/** Reads the environment of a function; a `ConfigError` lists everything that is wrong with it. By hand: functions that need no schema are small. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): AppEnvironment {
	const problems: string[] = [];
	const optional = (name: string, shape: RegExp, must: string): string | undefined => {
		const value = variables[name];
		if (value !== undefined && !shape.test(value)) problems.push(`${name}: must be ${must}`);
		return value;
	};
	const required = (name: string, shape: RegExp, must: string): string => {
		if (variables[name] === undefined) problems.push(`${name}: is not set`);
		return optional(name, shape, must) ?? "";
	};
	const arn = /^arn:/;
	const environment: AppEnvironment = {
		stage: required("PARAPET_STAGE", /./, "a stage"),
		evidence: required("PARAPET_EVIDENCE", /^.{3}/, "a bucket"),
		state: required("PARAPET_STATE", /^.{3}/, "a bucket"),
		key: required("PARAPET_KEY", arn, "an ARN"),
		config: required("PARAPET_CONFIG", /./, "a key of the state bucket"),
		findingsTopic: optional("PARAPET_FINDINGS_TOPIC", arn, "an ARN"),
		systemTopic: optional("PARAPET_SYSTEM_TOPIC", arn, "an ARN"),
		changesQueue: optional("PARAPET_CHANGES", /^https?:\/\//, "the URL of a queue"),
		repairsQueue: optional("PARAPET_REPAIRS", /^https?:\/\//, "the URL of a queue"),
		scanMachine: optional("PARAPET_MACHINE", arn, "an ARN"),
		rotation: optional("PARAPET_ROTATION", /^\{/, "JSON"),
		region: required("AWS_REGION", /./, "a region"),
	};
	if (problems.length > 0) throw new ConfigError("The environment of the function is not what the stacks set:", { problems });
	return environment;
}
