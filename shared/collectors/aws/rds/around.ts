import {
	type DBClusterParameterGroup,
	type DBParameterGroup,
	type DBProxy,
	type DBSubnetGroup,
	ListTagsForResourceCommand,
	type EventSubscription as RdsEventSubscription,
	type GlobalCluster as RdsGlobalCluster,
} from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { DbParameterGroup, DbProxy, DbSubnetGroup, EventSubscription, GlobalCluster } from "../../../core/resources/index.ts";
import type { Tags } from "../../../core/resources/schema.ts";
import { present, tagsOf } from "../shapes.ts";
import type { EngineFacts } from "./engines.ts";
import type { ExposureOf } from "./exposure.ts";

/** The tags of a resource whose Describe call does not give them. */
async function tagsFor(aws: AwsCaller, arn: string): Promise<Observed<Tags>> {
	const answer = await aws.call("rds", new ListTagsForResourceCommand({ ResourceName: arn }));
	if ("unread" in answer) return answer;
	const { TagList } = answer.value;
	return TagList === undefined ? unread(incomplete("rds", "ListTagsForResource", "TagList")) : seen(tagsOf(TagList));
}

const arnOf = ({ scope }: AwsCaller, resource: string): string => `arn:${scope.partition}:rds:${scope.region}:${scope.account}:${resource}`;

/** How a proxy of each engine family authenticates passwords when it was told nothing (RDS API reference, UserAuthConfig). */
const passwordDefaults: Readonly<Record<string, string>> = {
	MYSQL: "MYSQL_CACHING_SHA2_PASSWORD",
	POSTGRESQL: "POSTGRES_SCRAM_SHA_256",
	SQLSERVER: "SQL_SERVER_AUTHENTICATION",
};

export async function readProxy(aws: AwsCaller, proxy: DBProxy, exposure: ExposureOf): Promise<DbProxy> {
	const name = proxy.DBProxyName ?? "";
	const arn = proxy.DBProxyArn || arnOf(aws, `db-proxy:${name}`);
	return {
		kind: "rds.DbProxy",
		arn,
		name,
		...aws.scope,
		tags: await tagsFor(aws, arn),
		engineFamily: proxy.EngineFamily,
		requireTls: proxy.RequireTLS,
		debugLogging: proxy.DebugLogging,
		idleTimeoutSeconds: proxy.IdleClientTimeout,
		auth: (proxy.Auth ?? []).map(({ AuthScheme, IAMAuth, SecretArn, ClientPasswordAuthType }) => ({
			scheme: AuthScheme,
			iam: IAMAuth,
			secretArn: SecretArn || undefined,
			clientPasswordAuthType: ClientPasswordAuthType ?? passwordDefaults[proxy.EngineFamily ?? ""],
		})),
		defaultAuthScheme: proxy.DefaultAuthScheme,
		network: exposure(proxy.VpcSecurityGroupIds ?? [], proxy.VpcSubnetIds ?? [], proxy.VpcId),
	};
}

export async function readSubscription(aws: AwsCaller, one: RdsEventSubscription): Promise<EventSubscription> {
	const name = one.CustSubscriptionId ?? "";
	const arn = one.EventSubscriptionArn || arnOf(aws, `es:${name}`);
	return {
		kind: "rds.EventSubscription",
		arn,
		name,
		...aws.scope,
		tags: await tagsFor(aws, arn),
		sourceType: one.SourceType || undefined,
		categories: one.EventCategoriesList ?? [],
		sourceIds: one.SourceIdsList ?? [],
		enabled: one.Enabled === true,
		status: one.Status,
		snsTopicArn: one.SnsTopicArn,
	};
}

export async function readSubnetGroup(
	aws: AwsCaller,
	group: DBSubnetGroup,
	exposure: ExposureOf,
	usedBy: string[] | undefined,
): Promise<DbSubnetGroup> {
	const name = group.DBSubnetGroupName ?? "";
	const arn = group.DBSubnetGroupArn || arnOf(aws, `subgrp:${name}`);
	return {
		kind: "rds.SubnetGroup",
		arn,
		name,
		...aws.scope,
		tags: await tagsFor(aws, arn),
		vpcId: group.VpcId,
		network: exposure([], subnetsOf(group), group.VpcId),
		usedBy,
	};
}

export const subnetsOf = (group: DBSubnetGroup): string[] =>
	(group.Subnets ?? []).map(({ SubnetIdentifier }) => SubnetIdentifier).filter(present);

export async function readParameterGroup(
	aws: AwsCaller,
	group: DBParameterGroup & DBClusterParameterGroup,
	level: DbParameterGroup["level"],
	usedBy: string[] | undefined,
): Promise<DbParameterGroup> {
	const name = (level === "instance" ? group.DBParameterGroupName : group.DBClusterParameterGroupName) ?? "";
	const arn =
		(level === "instance" ? group.DBParameterGroupArn : group.DBClusterParameterGroupArn) ||
		arnOf(aws, `${level === "instance" ? "pg" : "cluster-pg"}:${name}`);
	return {
		kind: "rds.ParameterGroup",
		arn,
		name,
		...aws.scope,
		tags: name.startsWith("default.") ? tagsOfDefaults : await tagsFor(aws, arn),
		level,
		family: group.DBParameterGroupFamily ?? "",
		usedBy,
	};
}

/** AWS makes the default groups; there are dozens in a region, and nobody's policy asks for tags on them. */
const tagsOfDefaults = unread({
	service: "rds",
	operation: "ListTagsForResource",
	cause: "skipped",
	message: "The tags of default parameter groups, which AWS makes, are not read.",
});

export function readGlobalCluster(aws: AwsCaller, one: RdsGlobalCluster, engines: EngineFacts): GlobalCluster {
	const { partition, account } = aws.scope;
	const name = one.GlobalClusterIdentifier ?? "";
	return {
		kind: "rds.GlobalCluster",
		arn: one.GlobalClusterArn || `arn:${partition}:rds::${account}:global-cluster:${name}`,
		name,
		...aws.scope,
		tags: seen(tagsOf(one.TagList)),
		engine: one.Engine,
		engineVersion: one.EngineVersion,
		storageEncrypted: one.StorageEncrypted,
		deletionProtection: one.DeletionProtection,
		members: (one.GlobalClusterMembers ?? []).flatMap(({ DBClusterArn, IsWriter }) =>
			DBClusterArn ? [{ arn: DBClusterArn, writer: IsWriter === true }] : [],
		),
		release: engines.release(one.Engine ?? "", one.EngineVersion),
		lifecycle: engines.lifecycle(one.Engine ?? "", one.EngineVersion),
	};
}

/** Every region may list a global database: it belongs to its writer's, and to any when that one is not scanned. */
export function belongsHere(one: RdsGlobalCluster, region: string, scanned: readonly string[]): boolean {
	const writer = one.GlobalClusterMembers?.find(({ IsWriter }) => IsWriter)?.DBClusterArn?.split(":")[3];
	return writer === undefined || !scanned.includes(writer) || writer === region;
}
