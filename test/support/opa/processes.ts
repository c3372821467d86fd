import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

const read = (path: string): string | undefined => {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return undefined;
	}
};

/** The state of a process (Z when it has ended and nobody has asked for its exit code), its parent, and the seconds it has computed (Linux). */
function statusOf(pid: number): { readonly state: string; readonly parent: number; readonly seconds: number } | undefined {
	const fields = read(`/proc/${pid}/stat`)?.split(") ").at(-1)?.split(" ");
	return fields && { state: fields[0] ?? "", parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / 100 };
}

/** Whether a process runs. */
export const runs = (pid: number): boolean => ![undefined, "Z", "X"].includes(statusOf(pid)?.state);

/** The process of policies that `parent` has started, once it has computed for so many seconds and is not `last`. */
export async function policyProcess(parent: number, seconds: number, last?: number): Promise<number> {
	for (let attempt = 0; attempt < 10_000; attempt++) {
		const found = readdirSync("/proc")
			.map(Number)
			.find(
				(pid) =>
					pid > 0 && pid !== last && statusOf(pid)?.parent === parent && read(`/proc/${pid}/cmdline`)?.includes("policies/worker.ts"),
			);
		if (found !== undefined && runs(found) && (statusOf(found)?.seconds ?? 0) >= seconds) return found;
		await setTimeout(10);
	}
	throw new Error("No process of policies was started.");
}

/** Names of the variables that a process has in its environment. */
export const variablesOf = (pid: number): string[] =>
	(read(`/proc/${pid}/environ`) ?? "")
		.split("\0")
		.flatMap((entry) => entry.split("=").slice(0, 1))
		.filter((name) => name !== "");
