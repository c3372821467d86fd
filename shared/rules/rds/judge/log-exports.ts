import { fail, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";

/** Judges whether every required log type is exported to CloudWatch Logs. */
export function judgeLogExports(server: { name: string; logExports: readonly string[] }, required: readonly string[]): Verdict {
	const { name, logExports } = server;
	if (required.length === 0) return notApplicable(`No log type is required of ${name}.`);
	const missing = required.filter((type) => !logExports.includes(type));
	const evidence = { logExports, missing };
	return missing.length === 0
		? pass(`${name} exports ${required.join(", ")} to CloudWatch Logs.`, evidence)
		: fail(`${name} does not export ${missing.join(", ")} to CloudWatch Logs.`, evidence);
}
