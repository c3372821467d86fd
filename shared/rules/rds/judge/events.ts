import { need } from "../../../core/observed.ts";
import type { EventSubscription, Region } from "../../../core/resources/index.ts";
import { fail, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";

/** What a person must hear of, by source type of an RDS event. */
export const requiredCategories = {
	"db-cluster": ["maintenance", "failure"],
	"db-instance": ["maintenance", "configuration change", "failure"],
	"db-parameter-group": ["configuration change"],
	"db-security-group": ["configuration change", "failure"],
} as const satisfies Record<string, readonly string[]>;
export type EventSource = keyof typeof requiredCategories;

type Subscription = Pick<EventSubscription, "name" | "sourceType" | "categories" | "sourceIds" | "enabled" | "status">;

/** Statuses in which RDS cannot publish: the topic refuses it, or is gone. */
export const undeliverable: readonly string[] = ["no-permission", "topic-not-exist"];

const sends = ({ enabled, status }: Subscription): boolean => enabled && !(status !== undefined && undeliverable.includes(status));

/** Without a source type, a subscription receives the events of all types. */
const concerns = (subscription: Subscription, source: EventSource): boolean =>
	subscription.sourceType === undefined || subscription.sourceType === source;

/** No categories means all of them. */
const receives = (subscription: Subscription, category: string): boolean =>
	subscription.categories.length === 0 || subscription.categories.includes(category);

/** Judges one subscription: enabled, and at least the required categories of its source type. */
export function judgeSubscription(subscription: Subscription, source: EventSource): Verdict {
	const { name, sourceType, categories, sourceIds, enabled } = subscription;
	if (!concerns(subscription, source)) return notApplicable(`${name} is about ${sourceType} events, not about ${source} events.`);
	const missing = requiredCategories[source].filter((category) => !receives(subscription, category));
	const evidence = { enabled, categories, missing, sourceIds };
	if (!enabled) return fail(`${name} is disabled and sends nothing.`, evidence);
	if (missing.length > 0) return fail(`${name} does not send the ${source} events of ${missing.join(", ")}.`, evidence);
	const limit = sourceIds.length > 0 ? ` of only ${sourceIds.join(", ")}` : "";
	return pass(`${name} sends all ${source} events that matter${limit}.`, evidence);
}

/** Judges a region: its enabled subscriptions without a limit to some sources, taken together, receive all required categories. */
export function judgeEventCoverage(region: Region, source: EventSource): Verdict {
	const { instances, clusters } = need(region.databases);
	const sources = source === "db-instance" ? instances : source === "db-cluster" ? clusters : instances + clusters;
	if (sources === 0) return notApplicable(`There is no database in ${region.name} that ${source} events could be about.`);
	const about = need(region.eventSubscriptions).filter((subscription) => concerns(subscription, source));
	const whole = about.filter((subscription) => sends(subscription) && subscription.sourceIds.length === 0);
	const missing = requiredCategories[source].filter((category) => !whole.some((subscription) => receives(subscription, category)));
	const evidence = {
		subscriptions: whole.map(({ name }) => name),
		missing,
		limited: about.filter((subscription) => sends(subscription) && subscription.sourceIds.length > 0).map(({ name }) => name),
		silent: about.filter((subscription) => !sends(subscription)).map(({ name }) => name),
	};
	if (missing.length === 0) return pass(`Somebody is told of all ${source} events that matter in ${region.name}.`, evidence);
	const note = evidence.limited.length > 0 ? ` (only some sources are covered by ${evidence.limited.join(", ")})` : "";
	return fail(`Nobody is told of the ${source} events of ${missing.join(", ")} in ${region.name}${note}.`, evidence);
}
