import { need } from "../../../core/observed.ts";
import type { Region } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";

/** Judges whether the region has at least one of what databases need; their existence must be known before none is held against it. */
export function judgeExistence(region: Region, what: string, count: number): Verdict {
	if (count > 0) return pass(`${region.name} has ${count} ${what}${count === 1 ? "" : "s"}.`, { count });
	const { instances, clusters } = need(region.databases);
	return fail(`${region.name} has no ${what}, but ${instances} DB instances and ${clusters} DB clusters.`, { count });
}
