import {
	DescribeDBClustersCommand,
	DescribeDBInstancesCommand,
	DescribeEventSubscriptionsCommand,
	type EventSubscription,
} from "@aws-sdk/client-rds";
import { defineAction } from "../action.ts";
import { compliant, planned, refused } from "../decisions.ts";
import { rdsCall } from "./decide.ts";
import { isOtherProduct } from "./engines.ts";

/** What a person must hear of, by source type. */
const categories = {
	"db-cluster": ["failure", "maintenance"],
	"db-instance": ["configuration change", "failure", "maintenance"],
	"db-parameter-group": ["configuration change"],
	"db-security-group": ["configuration change", "failure"],
} as const satisfies Record<string, readonly string[]>;
type Source = keyof typeof categories;
const sources = Object.keys(categories) as Source[];

interface State {
	readonly subscriptions: readonly EventSubscription[];
	readonly instances: number;
	readonly clusters: number;
}

const nameOf = (source: Source) => `parapet-${source}`;
const isOurs = (one: EventSubscription, source: Source) => one.CustSubscriptionId === nameOf(source);

/** Statuses in which RDS cannot publish: the topic refuses it, or is gone. */
const silent: readonly string[] = ["no-permission", "topic-not-exist"];

/** No categories means all of them, no source type all types, no source ids all sources. */
function uncovered({ subscriptions }: State, source: Source): string[] {
	const whole = subscriptions.filter(
		(one) =>
			one.Enabled === true &&
			!silent.includes(one.Status ?? "") &&
			(!one.SourceType || one.SourceType === source) &&
			(one.SourceIdsList ?? []).length === 0,
	);
	return categories[source].filter(
		(category) => !whole.some(({ EventCategoriesList: listed }) => (listed ?? []).length === 0 || listed?.includes(category)),
	);
}

/** Which sources there are in the region, so that events can be about them. */
const present = ({ instances, clusters }: State, source: Source): boolean =>
	(source === "db-instance" ? instances : source === "db-cluster" ? clusters : instances + clusters) > 0;

/** Subscriptions of our own names are added, one for each source type that nobody hears of; nobody else's is touched. */
export const accountRdsEvents = defineAction<State>({
	id: "account-rds-events",
	title: "Subscribe a topic to the events of RDS that matter",
	family: "rds",
	kinds: ["aws.Region"],
	rules: [
		"account-rds-events-clusters",
		"account-rds-events-instances",
		"account-rds-events-parameter-groups",
		"account-rds-events-security-groups",
	],
	controls: ["RDS.19", "RDS.20", "RDS.21", "RDS.22"],
	level: "auto",
	reads: ["rds:DescribeDBClusters", "rds:DescribeDBInstances", "rds:DescribeEventSubscriptions"],
	writes: ["rds:CreateEventSubscription", "rds:DeleteEventSubscription"],
	triggers: ["rds:DeleteEventSubscription", "rds:ModifyEventSubscription", "rds:RemoveSourceIdentifierFromSubscription"],
	guards: ["Refused without a topic of the region in the settings.", "Subscriptions of others stay as they are."],
	downtime: "none",
	reversible: true,
	async read(_target, aws) {
		const subscriptions = await aws.list(
			"rds",
			(Marker) => new DescribeEventSubscriptionsCommand({ Marker }),
			(page) => page.EventSubscriptionsList ?? [],
			(page) => page.Marker,
		);
		const instances = await aws.list(
			"rds",
			(Marker) => new DescribeDBInstancesCommand({ Marker }),
			(page) => page.DBInstances ?? [],
			(page) => page.Marker,
		);
		const clusters = await aws.list(
			"rds",
			(Marker) => new DescribeDBClustersCommand({ Marker }),
			(page) => page.DBClusters ?? [],
			(page) => page.Marker,
		);
		const failure = subscriptions.failure ?? instances.failure ?? clusters.failure;
		if (failure) return { unread: failure };
		const ours = (items: readonly { readonly Engine?: string | undefined }[]) =>
			items.filter(({ Engine }) => !isOtherProduct(Engine ?? "")).length;
		return { state: { subscriptions: subscriptions.items, instances: ours(instances.items), clusters: ours(clusters.items) } };
	},
	facts: ({ subscriptions }) =>
		Object.fromEntries(sources.map((source) => [nameOf(source), subscriptions.some((one) => isOurs(one, source))])),
	plan(state, { eventTopic }, { name, region }) {
		const missing = sources.filter((source) => present(state, source) && uncovered(state, source).length > 0);
		if (missing.length === 0) return compliant(`Somebody is told of the events of RDS that matter in ${name}.`);
		if (eventTopic === undefined) return refused("settings", `Subscriptions in ${name} need a topic: name eventTopic in the settings.`);
		if (eventTopic.split(":")[3] !== region)
			return refused("settings", `The topic of the settings, ${eventTopic}, lies in another region than ${region}.`);
		const taken = missing.find((source) => state.subscriptions.some((one) => isOurs(one, source)));
		if (taken)
			return refused(
				"unsupported",
				`There is a subscription ${nameOf(taken)} already, which does not send what matters: mend or delete it by hand.`,
			);
		return planned({
			level: "auto",
			calls: missing.map((source) =>
				rdsCall(
					"CreateEventSubscription",
					{
						SubscriptionName: nameOf(source),
						SnsTopicArn: eventTopic,
						SourceType: source,
						EventCategories: [...categories[source]],
						Enabled: true,
					},
					`Send ${source} events of ${categories[source].join(", ")} to ${eventTopic}`,
				),
			),
			inverse: missing.map((source) =>
				rdsCall("DeleteEventSubscription", { SubscriptionName: nameOf(source) }, `Delete the subscription ${nameOf(source)}`),
			),
			desired: Object.fromEntries(
				sources.map((source) => [nameOf(source), missing.includes(source) || state.subscriptions.some((one) => isOurs(one, source))]),
			),
			downtime: "none",
			risk: "low",
			notes: ["The topic must let events.rds.amazonaws.com publish, its key too if it has one: else the subscriptions stay silent."],
			hints: {
				terraform: "aws_db_event_subscription: source_type, event_categories, sns_topic",
				cloudformation: "AWS::RDS::EventSubscription: SourceType, EventCategories, SnsTopicArn",
			},
		});
	},
});
