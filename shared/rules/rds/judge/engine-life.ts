import { need, reported, Unobserved } from "../../../core/observed.ts";
import type { DbCluster } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";
import { counted } from "../../judge/counted.ts";

/** What the judgement of an engine version needs of an instance, a cluster or a global database. */
export interface Versioned {
	readonly name: string;
	readonly engine?: string | undefined;
	readonly engineVersion?: string | undefined;
	readonly release: DbCluster["release"];
	readonly lifecycle: DbCluster["lifecycle"];
}

const dayLength = 86_400_000;

const engineOf = (server: Versioned): { engine: string; engineVersion: string } => ({
	engine: reported(server.engine, "Engine"),
	engineVersion: reported(server.engineVersion, "EngineVersion"),
});

/** Judges whether RDS still offers the very version that runs, undeprecated, by DescribeDBEngineVersions. */
export function judgeOffered(server: Versioned): Verdict {
	const { offered, status } = need(server.release);
	const { engine, engineVersion } = engineOf(server);
	const evidence = { engine, engineVersion, offered, status };
	if (!offered) return fail(`${server.name} runs ${engine} ${engineVersion}, which RDS no longer offers.`, evidence);
	if (status === "deprecated") return fail(`${server.name} runs ${engine} ${engineVersion}, which RDS has deprecated.`, evidence);
	return pass(`${server.name} runs ${engine} ${engineVersion}, which RDS offers.`, evidence);
}

interface SupportDates {
	/** Milliseconds since the epoch. */
	readonly standardEnd: number;
	readonly extendedEnd: number | undefined;
	/** `aurora-mysql 8.0` and so on. */
	readonly release: string;
	/** `2029-02-28`. */
	readonly standardDay: string;
	readonly evidence: { engine: string; engineVersion: string; standardSupportEnd: string; extendedSupportEnd: string | undefined };
}

function supportDates(server: Versioned): SupportDates {
	const lifecycle = need(server.lifecycle);
	const standardSupportEnd = reported(lifecycle.standardSupportEnd, "LifecycleSupportEndDate (standard support)");
	return {
		standardEnd: Date.parse(standardSupportEnd),
		extendedEnd: lifecycle.extendedSupportEnd === undefined ? undefined : Date.parse(lifecycle.extendedSupportEnd),
		release: `${reported(server.engine, "Engine")} ${lifecycle.majorVersion}`,
		standardDay: standardSupportEnd.slice(0, 10),
		evidence: { ...engineOf(server), standardSupportEnd, extendedSupportEnd: lifecycle.extendedSupportEnd },
	};
}

/** Judges whether the major version is in standard support at `now` (milliseconds); critical once extended support is over too. */
export function judgeStandardSupport(server: Versioned, now: number): Verdict {
	const { standardEnd, extendedEnd, release, standardDay, evidence } = supportDates(server);
	if (now < standardEnd) return pass(`Standard support of ${release}, which ${server.name} runs, lasts until ${standardDay}.`, evidence);
	if (extendedEnd !== undefined && now >= extendedEnd)
		return fail(`All support of ${release}, which ${server.name} runs, has ended.`, evidence, "critical");
	return fail(`Standard support of ${release}, which ${server.name} runs, ended on ${standardDay}.`, evidence);
}

/** Judges whether at least `days` days of standard support are left at `now` (milliseconds). */
export function judgeSupportHorizon(server: Versioned, now: number, days: number): Verdict {
	const { standardEnd, release, standardDay, evidence } = supportDates(server);
	if (now >= standardEnd) return fail(`Standard support of ${release}, which ${server.name} runs, ended on ${standardDay}.`, evidence);
	const daysLeft = Math.floor((standardEnd - now) / dayLength);
	const detail = `Standard support of ${release}, which ${server.name} runs, lasts ${counted(daysLeft, "more day")}, until ${standardDay}`;
	return daysLeft >= days
		? pass(`${detail}.`, { ...evidence, daysLeft })
		: fail(`${detail}; at least ${days} are wanted.`, { ...evidence, daysLeft });
}

/**
 * Judges whether the server can slide into paid Extended Support. Enrolment is the default of AWS, so it fails only when standard
 * support has ended or ends within `days` days of `now` (milliseconds).
 */
export function judgeExtendedSupport(server: Versioned & { extendedSupport?: string | undefined }, now: number, days: number): Verdict {
	// Enrolment is the documented default, so that a server that names no choice is enrolled.
	const { extendedSupport = "open-source-rds-extended-support" } = server;
	if (extendedSupport === "open-source-rds-extended-support-disabled")
		return pass(`${server.name} has opted out of RDS Extended Support.`, { extendedSupport });
	if (extendedSupport !== "open-source-rds-extended-support")
		throw new Unobserved(`${server.name} reports the unknown EngineLifecycleSupport ${extendedSupport}.`);
	const { standardEnd, release, standardDay, evidence } = supportDates(server);
	const facts = { extendedSupport, ...evidence };
	if (now >= standardEnd)
		return fail(`${server.name} runs ${release} under paid RDS Extended Support since standard support ended on ${standardDay}.`, facts);
	if (standardEnd - now < days * dayLength)
		return fail(`${server.name} slides into paid RDS Extended Support when standard support of ${release} ends on ${standardDay}.`, facts);
	return pass(`${server.name} is enrolled in RDS Extended Support, but standard support of ${release} lasts until ${standardDay}.`, facts);
}
