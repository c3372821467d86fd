import type { FamilyRights } from "../shared/remediations/rights.ts";
import type { RotationConfig } from "../shared/runtime/deploy-settings.ts";
import { defaultTag } from "../shared/runtime/rotation/tag.ts";
import type { FunctionChoice } from "./function-table.ts";
import { functionsOf } from "./function-table.ts";
import { type FunctionName, type Names, namesOf, type QueueName } from "./names.ts";
import type { Feature, Subjects } from "./policies.ts";
import type { StackConfig, StackDocument } from "./resolved.ts";

/** A deployment as all stacks see it: names, and the configuration with the defaults of `deploy`. */
export interface Deployment {
	readonly names: Names;
	readonly config: StackConfig;
	readonly app: StackDocument;
	/** The stage `prod`: nothing of value is deleted with the stack. */
	readonly production: boolean;
	readonly tags: Readonly<Record<string, string>>;
	readonly functions: readonly FunctionName[];
	readonly queues: readonly QueueName[];
	readonly schedule: string;
	readonly timezone: string;
	readonly concurrency: number;
	/** Clusters and databases that are read from inside. */
	readonly inside: number;
	readonly evidenceDays: number;
	readonly workDays: number;
	readonly logDays: LogDays;
	readonly events: boolean;
	readonly tracing: boolean;
}

/** Days that CloudWatch Logs can keep logs for. */
const logDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;
type LogDays = (typeof logDays)[number];

/** At least so many days, as CloudWatch Logs has them. */
export const logRetention = (days: number): LogDays => logDays.find((each) => each >= days) ?? 3653;

/** The deployment of a configuration in a place. */
export function deploymentOf(config: StackConfig, place: Names["place"]): Deployment {
	const app = config.document;
	const { deploy } = app;
	const concurrency = deploy.concurrency ?? 40;
	const sync = deploy.securityHub === true || deploy.securityLake !== undefined;
	const inside = app.databases.length + app.kubernetes.clusters.length;
	const choice: FunctionChoice = {
		concurrency,
		slackActions: deploy.slackActions !== undefined,
		sync,
		inside,
		rotation: deploy.rotation?.enabled === true,
		remediation: app.remediation !== undefined,
	};
	return {
		names: namesOf(place),
		config,
		app,
		production: place.stage === "prod",
		tags: { application: "parapet", stage: place.stage, ...deploy.tags },
		functions: functionsOf(choice),
		queues: ["changes", "notify", ...(sync ? (["sync"] as const) : []), ...(app.remediation ? (["repairs"] as const) : [])],
		schedule: deploy.schedule ?? "rate(12 hours)",
		timezone: deploy.timezone ?? "UTC",
		concurrency,
		inside,
		evidenceDays: deploy.retention?.evidenceDays ?? 400,
		workDays: deploy.retention?.workDays ?? 30,
		logDays: logRetention(deploy.retention?.logDays ?? 90),
		events: deploy.events ?? true,
		tracing: deploy.tracing ?? true,
	};
}

/** The role of every account of an organization, for a policy. */
const anyMember = (pattern: string, partition: string): string =>
	pattern.startsWith("arn:") ? pattern.replaceAll("{account}", "*") : `arn:${partition}:iam::*:role/${pattern.replace(/^\//, "")}`;

/** What the grants of functions are about. */
export function subjectsOf(deployment: Deployment, key: string): Subjects {
	const { names, app } = deployment;
	const { access, alerts, databases, kubernetes, policies, deploy } = app;
	const { partition } = names.place;
	const targets = Object.values(alerts?.targets ?? {});
	const asked: Record<Feature, boolean> = {
		organization: access.organization !== undefined,
		databases: databases.length > 0,
		kubernetes: kubernetes.clusters.length > 0,
		policies: policies.bundles.length > 0,
		securityHub: deploy.securityHub === true,
		securityLake: deploy.securityLake !== undefined,
		slackActions: deploy.slackActions !== undefined,
		inspectLogEvents: access.inspectLogEvents,
		remediation: app.remediation !== undefined,
	};
	return {
		names,
		key,
		features: new Set((Object.keys(asked) as Feature[]).filter((feature) => asked[feature])),
		memberRoles: access.organization ? [anyMember(access.organization.roleName, partition)] : access.roles.map(({ roleArn }) => roleArn),
		alertSecrets: [...new Set(targets.flatMap((target) => Object.values(target).flatMap((value) => secretOf(value))))],
		// The function that anybody may call reads these and no other.
		slackSecrets: deploy.slackActions
			? [
					...new Set([
						deploy.slackActions.signingSecret.secret,
						...targets.flatMap((target) =>
							"type" in target && target.type === "slack" && "token" in target ? secretOf(target.token) : [],
						),
					]),
				]
			: [],
		clusters: kubernetes.clusters,
		databaseSecrets: [...new Set(databases.flatMap(({ secretArn }) => secretArn ?? []))],
		databaseUsers: [...new Set(databases.flatMap(({ url }) => (url?.target.iam && url.target.user ? [url.target.user] : [])))],
		alertTopics: [
			...new Set(targets.flatMap((target) => ("topicArn" in target && typeof target.topicArn === "string" ? [target.topicArn] : []))),
		],
		rotation: deploy.rotation?.enabled ? { tag: rotationTag(deploy.rotation), superusers: deploy.rotation.superusers ?? [] } : undefined,
		repairRoles: repairRolesOf(deployment),
		lake: deploy.securityLake && {
			objects: `arn:${partition}:s3:::${deploy.securityLake.bucket}/ext/${deploy.securityLake.source}/*`,
			role: deploy.securityLake.roleArn,
		},
	};
}

/** The rights of repairs in the account of the deployment, family by family; none when nothing may ever be changed. */
export const repairRights = ({ names: { place }, config }: Deployment): FamilyRights[] =>
	JSON.parse(
		JSON.stringify(config.repairs).replaceAll("<partition>", place.partition).replaceAll("<account>", place.account),
	) as FamilyRights[];

/** The roles of repairs, in every account that is scanned. */
const repairRolesOf = (deployment: Deployment): string[] => {
	const { names, app } = deployment;
	const { partition, account } = names.place;
	const accounts = app.access.organization ? ["*"] : [account, ...app.access.roles.flatMap(({ roleArn }) => roleArn.split(":")[4] ?? [])];
	return repairRights(deployment).flatMap(({ family }) =>
		[...new Set(accounts)].map((each) => `arn:${partition}:iam::${each}:role/${names.repairRole(family)}`),
	);
};

/** The tag of secrets that may be rotated. */
export function rotationTag({ tag = defaultTag }: RotationConfig): { readonly key: string; readonly value: string } {
	const [key = "", ...value] = tag.split("=");
	return { key, value: value.join("=") };
}

const secretOf = (value: unknown): string[] =>
	typeof value === "object" && value !== null && "secret" in value && typeof value.secret === "string" ? [value.secret] : [];

/** Accounts whose events the bus takes beside those of an organization: the ones that are scanned through roles, and those that are named. */
export const eventAccounts = ({ names, app }: Deployment): string[] =>
	[...new Set([...app.access.roles.flatMap(({ roleArn }) => roleArn.split(":")[4] ?? []), ...(app.deploy.eventAccounts ?? [])])].filter(
		(account) => account !== names.place.account,
	);

/** `notify` as `Notify`: the logical names of resources. */
export const logical = (name: string): string => name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
