import * as z from "zod";
import { partitionOf } from "../../aws/partitions.ts";
import { changedBy } from "../../core/changed-by.ts";
import { kinds, type ResourceKind, resourceKinds } from "../../core/kinds.ts";
import type { Scope } from "../../core/scope.ts";
import { backupDetails, checkDetail, checkSource, eksDetails, hubDetail, hubTypes, rdsDetails, trailDetails } from "./change-patterns.ts";
import { checkedAs, Envelope, EventAccount, EventRegion } from "./event-envelope.ts";
import { CheckEvent, ScopeMessage } from "./messages.ts";
import { type RotationNews, rotationNews } from "./rotation-events.ts";

/** What is to be looked at again in a scope, and since when. */
export interface Affected {
	readonly scope: Scope;
	readonly kinds: readonly ResourceKind[];
}

/** What an event says has changed. */
export interface ChangeEvent {
	readonly type: "change";
	/** The event's own id, for the record. */
	readonly id: string;
	/** When it happened, milliseconds since the epoch. */
	readonly at: number;
	/** For the log: `rds:ModifyDBInstance`. */
	readonly what: string;
	readonly affected: readonly Affected[];
	/** What it says of a rotation of a secret. */
	readonly rotation?: RotationNews;
}

/** Ids of events that are kept for the record. */
export const eventsKept = 20;

/** A look that the application asked itself for: later, when AWS shows the change, or when another look is over. */
export const Look = z.strictObject({
	parapet: z.literal("look/1"),
	scope: ScopeMessage,
	kinds: z.array(z.enum(resourceKinds)).min(1),
	/** Only what was read from then on counts. */
	notBefore: z.iso.datetime(),
	/** When the first event was that asked for it. */
	since: z.iso.datetime(),
	events: z.array(z.string()).max(eventsKept),
	/** How many looks came before it for the same events. */
	follows: z.int().min(0),
	/** How often it was put off: another look was under way, there was no snapshot yet, something could not be read. */
	delays: z.int().min(0),
	/** How often something could not be read. */
	tries: z.int().min(0),
});
export type Look = z.infer<typeof Look>;

/** What a message of the queue of changes asks for. */
export type ChangeMessage =
	| ChangeEvent
	| { readonly type: "look"; readonly look: Look }
	| { readonly type: "check"; readonly account: string; readonly check: CheckEvent }
	| { readonly type: "nothing"; readonly why: string };

/** A message that is none of the events of this queue. It fails alone; its text is not repeated, since anybody may have written it. */
export class UnknownChange extends Error {
	override readonly name = "UnknownChange";
}

const TrailDetail = z.looseObject({
	eventSource: z.string().regex(/^[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/),
	eventName: z.string().regex(/^[A-Za-z0-9_]{1,128}$/),
	awsRegion: EventRegion,
	eventTime: z.iso.datetime({ offset: true }),
	errorCode: z.string().nullish(),
	readOnly: z.boolean().nullish(),
	requestParameters: z.looseObject({ resourceName: z.string().optional() }).nullish().catch(undefined),
});
const HubDetail = z.looseObject({
	findings: z
		.array(
			z.looseObject({
				ProductArn: z.string(),
				AwsAccountId: EventAccount,
				UpdatedAt: z.iso.datetime({ offset: true }),
				Resources: z.array(z.looseObject({ Type: z.string(), Region: EventRegion.optional() })),
			}),
		)
		.max(100),
});

/** Reads the body of a message. Throws `UnknownChange` for what is no event of EventBridge, or not what its source sends. */
export function readChange(body: unknown): ChangeMessage {
	if (typeof body === "object" && body !== null && "parapet" in body) return { type: "look", look: checked(Look, body, "look") };
	const event = checked(Envelope, body, "event");
	const detailType = event["detail-type"];
	if (event.source === checkSource) {
		if (detailType !== checkDetail) throw new UnknownChange(`${checkSource} sends no such event`);
		return { type: "check", account: event.account, check: checked(CheckEvent, event.detail, "detail") };
	}
	if ((trailDetails as readonly string[]).includes(detailType)) return trailChange(event);
	if (event.source === "aws.securityhub" && detailType === hubDetail) return hubChange(event);
	const own = { "aws.rds": rdsDetails, "aws.eks": eksDetails, "aws.backup": backupDetails }[event.source]?.[detailType];
	if (own) return change(event, detailType, Date.parse(event.time), [{ region: event.region, kinds: own }]);
	return { type: "nothing", why: "It is none of the events that lead to a look." };
}

/** `rds:CreateDBInstance` to the kinds that it can change. */
const kindsByCall: ReadonlyMap<string, readonly ResourceKind[]> = new Map(
	Object.entries(
		Object.groupBy(
			resourceKinds.flatMap((kind) => changedBy[kind].map((call) => ({ call, kind }))),
			({ call }) => call,
		),
	).map(([call, list = []]) => [call, [...new Set(list.map(({ kind }) => kind))]]),
);

function trailChange(event: Envelope): ChangeMessage {
	const detail = checked(TrailDetail, event.detail, "detail");
	const call = `${detail.eventSource.split(".")[0]}:${detail.eventName}`;
	const rotation =
		event["detail-type"] === trailDetails[1]
			? rotationNews(call, event.detail, { account: event.account, region: detail.awsRegion })
			: undefined;
	if (detail.errorCode && !rotation) return { type: "nothing", why: "The call failed." };
	if (detail.readOnly) return { type: "nothing", why: "The call changed nothing." };
	const changed = kindsByCall.get(call);
	if (!changed) return { type: "nothing", why: "The call changes nothing that is judged." };
	const arn = detail.requestParameters?.resourceName;
	return {
		...change(event, call, Date.parse(detail.eventTime), [{ region: detail.awsRegion, kinds: tagged(call, arn) ?? changed }]),
		...(rotation ? { rotation } : {}),
	};
}

/** The part of an ARN of RDS to the kinds: the calls that tag name the resource, and all kinds have tags. */
const rdsTypes: Readonly<Record<string, readonly ResourceKind[]>> = {
	db: ["rds.DbInstance"],
	cluster: ["rds.DbCluster"],
	snapshot: ["rds.Snapshot"],
	"cluster-snapshot": ["rds.Snapshot"],
	"db-proxy": ["rds.DbProxy"],
	"global-cluster": ["rds.GlobalCluster"],
	es: ["rds.EventSubscription"],
	subgrp: ["rds.SubnetGroup"],
	pg: ["rds.ParameterGroup"],
	"cluster-pg": ["rds.ParameterGroup"],
};

const tagged = (call: string, arn: string | undefined): readonly ResourceKind[] | undefined =>
	/^rds:(?:AddTagsTo|RemoveTagsFrom)Resource$/.test(call) ? rdsTypes[arn?.split(":")[5] ?? ""] : undefined;

function hubChange(event: Envelope): ChangeMessage {
	const { findings } = checked(HubDetail, event.detail, "detail");
	// Findings of other products are theirs to judge; ours would lead back to us.
	const own = findings.filter(({ ProductArn }) => ProductArn.endsWith("::product/aws/securityhub"));
	const affected = own.flatMap(({ AwsAccountId, Resources }) =>
		Resources.flatMap(({ Type, Region: region = event.region }) => {
			const kind = hubTypes[Type];
			return kind ? affectedIn(AwsAccountId, region, [kind]) : [];
		}),
	);
	if (affected.length === 0) return { type: "nothing", why: "The finding is about nothing that is judged." };
	const at = Math.max(...own.map(({ UpdatedAt }) => Date.parse(UpdatedAt)));
	return { type: "change", id: event.id, at, what: "securityhub", affected };
}

const change = (
	{ id, account }: Envelope,
	what: string,
	at: number,
	places: readonly { readonly region: string; readonly kinds: readonly ResourceKind[] }[],
): ChangeEvent => ({
	type: "change",
	id,
	at,
	what,
	affected: places.flatMap((place) => affectedIn(account, place.region, place.kinds)),
});

/** What is listed once an account lies in a scope of its own, whichever region the event is from. */
function affectedIn(account: string, region: string, changed: readonly ResourceKind[]): Affected[] {
	const partition = partitionOf(region);
	const regional = changed.filter((kind) => !kinds[kind].global);
	const global = changed.filter((kind) => kinds[kind].global);
	return [
		...(regional.length > 0 ? [{ scope: { partition, account, region }, kinds: regional }] : []),
		...(global.length > 0 ? [{ scope: { partition, account, region: "global" }, kinds: global }] : []),
	];
}

const checked = <Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.infer<Schema> =>
	checkedAs(schema, value, where, (problems) => new UnknownChange(problems));
