import { need, reported } from "../../../core/observed.ts";
import type { Region } from "../../../core/resources/index.ts";
import type { MetricFilter, Trail } from "../../../core/resources/region.ts";
import { fail, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";
import { compilePattern, type TrailEvent } from "./filter-pattern.ts";
import { hasNoClusters, hasNoDatabases } from "./watched.ts";

/** An event that somebody must be told of, and how a person calls it. */
export interface WatchedEvent {
	readonly label: string;
	readonly event: TrailEvent;
}

const user: TrailEvent = {
	type: "IAMUser",
	principalId: "AIDAEXAMPLE",
	arn: "arn:aws:iam::111122223333:user/alice",
	accountId: "111122223333",
	accessKeyId: "AKIAEXAMPLE",
	userName: "alice",
	sessionContext: { attributes: { mfaAuthenticated: "false", creationDate: "2026-01-01T00:00:00Z" } },
};

/** A management event as CloudTrail writes it when a person calls an API. `fields` replace or add to the usual ones. */
export const trailEvent = (source: string, name: string, fields: TrailEvent = {}): TrailEvent => ({
	eventVersion: "1.11",
	userIdentity: user,
	eventTime: "2026-01-01T00:00:00Z",
	eventSource: `${source}.amazonaws.com`,
	eventName: name,
	awsRegion: "us-east-1",
	sourceIPAddress: "203.0.113.7",
	userAgent: "aws-cli/2",
	eventType: "AwsApiCall",
	managementEvent: true,
	readOnly: false,
	eventCategory: "Management",
	recipientAccountId: "111122223333",
	...fields,
});

/** The calls of one service. */
export const apiCalls = (source: string, names: readonly string[]): WatchedEvent[] =>
	names.map((name) => ({ label: name, event: trailEvent(source, name) }));

/** What no rule watches for: a filter that counts it as well counts everything, and its alarm says nothing. */
const everyday = trailEvent("ec2", "DescribeRegions", { readOnly: true });

/**
 * Judges whether somebody is told of every one of the events: a trail that logs sends them to a log group, whose metric filters match
 * them (and not everyday events), with an alarm that acts. Several filters may share the events.
 */
export function judgeTrailFilter(region: Region, what: string, events: readonly WatchedEvent[]): Verdict {
	if (events.length === 0) return notApplicable(`The configuration names no events for ${what}.`);
	const trails = need(region.trails).filter((trail) => trail.managementEvents !== false);
	const [first] = trails;
	if (!first && hasNoDatabases(region) && hasNoClusters(region))
		return notApplicable(`No trail covers ${region.name}, and there is neither a database nor a cluster in it.`);
	if (!first && !hasSomething(region)) {
		need(region.databases);
		need(region.eksClusters);
	}
	if (!first)
		return fail(`No CloudTrail trail records management events in ${region.name}, so that nobody is told of ${what}.`, { trails: [] });
	const sending = trails.filter((trail) => trail.logGroup !== undefined);
	const filters = "value" in region.metricFilters ? region.metricFilters.value : [];
	const logging = sending.filter((trail) => !("value" in trail.logging) || trail.logging.value);

	let best: { trail: Trail; missing: readonly string[]; matching: readonly string[] } | undefined;
	for (const trail of logging) {
		const coverage = cover(
			filters.filter((filter) => filter.logGroup === logGroupName(trail)),
			events,
		);
		if (coverage.missing.length === 0) {
			need(trail.logging);
			reported(trail.managementEvents, `the event selectors of trail ${trail.name}`);
			return pass(`The metric filters on ${logGroupName(trail)} with their alarms tell of ${what}.`, {
				trail: trail.name,
				logGroup: trail.logGroup,
				filters: coverage.matching,
			});
		}
		if (!best || coverage.missing.length < best.missing.length) best = { trail, ...coverage };
	}

	const elsewhere = logging.find((trail) => !isHome(trail, region) && !filters.some((filter) => filter.logGroup === logGroupName(trail)));
	if (elsewhere) {
		need(elsewhere.logging);
		return judgedAtHome(elsewhere, region);
	}
	if (sending.length === 0 && !trails.some((trail) => isHome(trail, region))) return judgedAtHome(first, region);
	const evidence = { trails: trails.map((trail) => ({ name: trail.name, logGroup: trail.logGroup ?? null })) };
	if (!best) {
		return sending.length === 0
			? fail(`Trail ${first.name} does not send its events to CloudWatch Logs, so that nobody is told of ${what}.`, evidence)
			: fail(`The trails that send their events to CloudWatch Logs have stopped logging, so that nobody is told of ${what}.`, evidence);
	}
	need(region.metricFilters);
	const shown = best.missing.slice(0, 5).join(", ");
	const more = best.missing.length > 5 ? ` and ${best.missing.length - 5} more` : "";
	return fail(`No metric filter with an alarm that acts on ${logGroupName(best.trail)} matches ${shown}${more} (${what}).`, {
		...evidence,
		missing: best.missing,
		filters: best.matching,
	});
}

/** Is it known that there is something to watch over? Before silence is held against a region, it must be. */
const hasSomething = ({ databases, eksClusters }: Region): boolean =>
	("value" in databases && databases.value.instances + databases.value.clusters > 0) || ("value" in eksClusters && eksClusters.value > 0);

/** Which events no alarm tells of, and the filters that match some. Throws `Unobserved` when an unread alarm decides. */
function cover(filters: readonly MetricFilter[], events: readonly WatchedEvent[]) {
	const tests = filters.flatMap((filter) => {
		const test = compilePattern(filter.pattern);
		return test && !test(everyday) ? [{ filter, test }] : [];
	});
	const matching = tests.filter(({ test }) => events.some(({ event }) => test(event)));
	const missing = events.filter(({ event }) => {
		const candidates = matching.filter(({ test }) => test(event)).map(({ filter }) => filter);
		if (candidates.some(({ alarms }) => "value" in alarms && acts(alarms.value))) return false;
		return !candidates.some(({ alarms }) => acts(need(alarms)));
	});
	return { missing: missing.map(({ label }) => label), matching: matching.map(({ filter }) => filter.name) };
}

const acts = (alarms: readonly { readonly hasActions: boolean }[]): boolean => alarms.some((alarm) => alarm.hasActions);

/** One verdict for a trail that covers many regions. */
function judgedAtHome(trail: Trail, region: Region): Verdict {
	const [, , , home = "", owner = ""] = trail.arn.split(":");
	return notApplicable(`Trail ${trail.name} covers ${region.name} and is judged in its home, region ${home} of account ${owner}.`);
}

/** A trail's log group lies in its home region and in the account that owns it: of organisation trails, the management account. */
function isHome(trail: Trail, region: Region): boolean {
	const [, , , home, owner] = trail.arn.split(":");
	return home === region.region && owner === region.account;
}

/** The name, also when the trail gives an ARN (`arn:aws:logs:…:log-group:name:*`). */
const logGroupName = ({ logGroup = "" }: Trail): string => logGroup.replace(/^arn:.*:log-group:/, "").replace(/:\*$/, "");
