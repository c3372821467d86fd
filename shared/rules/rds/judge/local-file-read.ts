import { reported } from "../../../core/observed.ts";
import type { DbCluster } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";
import { compareVersions } from "./engines.ts";

/** First and last affected release of each branch, from AWS's bulletin of April 2022 on the log_fdw extension. */
const affected = {
	postgres: [
		["9.3", "9.6.21"],
		["10.1", "10.16"],
		["11.1", "11.11"],
		["12.2", "12.6"],
		["13.1", "13.2"],
	],
	"aurora-postgresql": [
		["10.11", "10.13"],
		["11.6", "11.8"],
	],
} as const satisfies Record<string, readonly (readonly [string, string])[]>;

/** Judges whether the release is free of the flaw by which log_fdw reads files of the host, credentials among them. */
export function judgeLocalFileRead(server: Pick<DbCluster, "name" | "engineVersion">, engine: keyof typeof affected): Verdict {
	const engineVersion = reported(server.engineVersion, "EngineVersion");
	const evidence = { engine, engineVersion };
	const isAffected = affected[engine].some(
		([first, last]) => compareVersions(engineVersion, first) >= 0 && compareVersions(engineVersion, last) <= 0,
	);
	return isAffected
		? fail(`${server.name} runs ${engine} ${engineVersion}, in which log_fdw can read files of the host.`, evidence)
		: pass(`${server.name} runs ${engine} ${engineVersion}, which is not among the releases with the log_fdw flaw.`, evidence);
}
