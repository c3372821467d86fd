import { need, type Observed, reported, Unobserved } from "../../../core/observed.ts";
import type { EksCluster } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";

type VersionSupport = EksCluster["versionSupport"] extends Observed<infer T> ? T : never;

/** Where a Kubernetes version stands on the day of the scan. */
export type SupportStage = "standard" | "extended" | "unsupported";

/** The stage by the status and dates that EKS gives; the dates win, because a status may be read a day late. */
export function supportStage(support: VersionSupport, now: number): SupportStage {
	if (support.status === "UNSUPPORTED" || isPast(support.extendedSupportEnd, now)) return "unsupported";
	if (support.status === "EXTENDED_SUPPORT" || isPast(support.standardSupportEnd, now)) return "extended";
	if (support.status === "STANDARD_SUPPORT") return "standard";
	throw new Unobserved(`EKS gives Kubernetes ${support.version} the unknown support status ${support.status}.`);
}

const isPast = (date: string | undefined, now: number): boolean => date !== undefined && Date.parse(date) <= now;

/** Does EKS still support the version, in standard or extended support? */
export function judgeSupported(name: string, version: string | undefined, observed: Observed<VersionSupport>, now: number): Verdict {
	const running = reported(version, "version");
	const support = need(observed);
	const stage = supportStage(support, now);
	const evidence = { version: running, stage, extendedSupportEnd: support.extendedSupportEnd };
	return stage === "unsupported"
		? fail(`${name} runs Kubernetes ${running}, which EKS no longer supports.`, evidence)
		: pass(`${name} runs Kubernetes ${running}, which is in ${stage} support.`, evidence);
}

/** The minor number of `1.34`; throws `Unobserved` for anything else. */
export function minorOf(version: string): number {
	const minor = /^1\.(\d+)$/.exec(version)?.[1];
	if (minor === undefined) throw new Unobserved(`The Kubernetes version ${version} is not of the form 1.x.`);
	return Number(minor);
}
