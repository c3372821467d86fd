import {
	type DBCluster,
	type DBInstance,
	DescribeDBClusterParametersCommand,
	DescribeDBClustersCommand,
	DescribeDBInstancesCommand,
	DescribeDBParametersCommand,
	type Parameter,
} from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import { type Observed, seen, unread } from "../../core/observed.ts";
import type { Reading, RepairTarget } from "../action.ts";

/** A parameter of a group; `source` is user, system or engine-default. */
export interface GroupParameter {
	readonly name: string;
	readonly value?: string;
	readonly source: string;
	readonly applyType: "static" | "dynamic";
	readonly modifiable: boolean;
	/** What RDS allows: values, ranges or both, comma-separated. */
	readonly allowed?: string;
	/** Engine modes for which it exists; absent: all. */
	readonly modes?: readonly string[];
}

/** By name in lower case. */
export type GroupParameters = Readonly<Record<string, GroupParameter>>;

/** A server and the parameter group that decides for it. */
export interface ParameterState {
	readonly server: {
		readonly name: string;
		readonly engine: string;
		readonly engineVersion?: string;
		readonly status?: string;
		/** Of a cluster: provisioned, serverless (v1) ... */
		readonly mode?: string;
	};
	/** The cluster of a member, whose group decides unless the member's own sets a parameter. */
	readonly memberOf?: string;
	readonly group: { readonly name: string; readonly level: "instance" | "cluster"; readonly status?: string };
	readonly parameters: GroupParameters;
	/** Other instances or clusters with the same group. */
	readonly sharedWith: readonly string[];
	/** Members of an Aurora cluster, with what users set in the members' own groups. */
	readonly members: readonly { readonly name: string; readonly group: string; readonly own: GroupParameters }[];
}

/** The group of an instance or a cluster, with all its parameters and everybody who uses it. */
export async function readParameters(target: RepairTarget, aws: AwsCaller): Promise<Reading<ParameterState>> {
	const [instances, clusters] = await Promise.all([
		aws.list(
			"rds",
			(Marker) => new DescribeDBInstancesCommand({ MaxRecords: 100, Marker }),
			(page) => page.DBInstances,
			(page) => page.Marker,
		),
		aws.list(
			"rds",
			(Marker) => new DescribeDBClustersCommand({ MaxRecords: 100, Marker }),
			(page) => page.DBClusters,
			(page) => page.Marker,
		),
	]);
	const failure = instances.failure ?? clusters.failure;
	if (failure) return { unread: failure };
	if (target.kind === "rds.DbCluster") {
		const cluster = clusters.items.find(({ DBClusterArn }) => DBClusterArn === target.arn);
		return cluster ? readCluster(cluster, clusters.items, instances.items, aws) : { gone: `Cluster ${target.name} does not exist.` };
	}
	const instance = instances.items.find(({ DBInstanceArn }) => DBInstanceArn === target.arn);
	return instance ? readInstance(instance, instances.items, aws) : { gone: `Instance ${target.name} does not exist.` };
}

const groupOf = ({ DBParameterGroups }: DBInstance): string | undefined => DBParameterGroups?.[0]?.DBParameterGroupName;

async function readInstance(instance: DBInstance, all: readonly DBInstance[], aws: AwsCaller): Promise<Reading<ParameterState>> {
	const { DBInstanceIdentifier: name, Engine: engine, EngineVersion, DBInstanceStatus, DBClusterIdentifier } = instance;
	const group = groupOf(instance);
	if (!name || !engine || !group) return { unread: incomplete("rds", "DescribeDBInstances", "Engine or DBParameterGroups") };
	const parameters = await instanceGroup(group, aws);
	if ("unread" in parameters) return parameters;
	const status = instance.DBParameterGroups?.[0]?.ParameterApplyStatus;
	return {
		state: {
			server: serverOf(name, engine, EngineVersion, DBInstanceStatus),
			...(DBClusterIdentifier ? { memberOf: DBClusterIdentifier } : {}),
			group: { name: group, level: "instance", ...(status ? { status } : {}) },
			parameters: parameters.value,
			sharedWith: all
				.flatMap((one) => (groupOf(one) === group && one.DBInstanceIdentifier !== name ? (one.DBInstanceIdentifier ?? []) : []))
				.sort(),
			members: [],
		},
	};
}

async function readCluster(
	cluster: DBCluster,
	all: readonly DBCluster[],
	instances: readonly DBInstance[],
	aws: AwsCaller,
): Promise<Reading<ParameterState>> {
	const { DBClusterIdentifier: name, Engine: engine, EngineVersion, Status, EngineMode, DBClusterParameterGroup: group } = cluster;
	if (!name || !engine || !group) return { unread: incomplete("rds", "DescribeDBClusters", "Engine or DBClusterParameterGroup") };
	const parameters = await clusterGroup(group, aws);
	if ("unread" in parameters) return parameters;
	const members: { name: string; group: string; own: GroupParameters }[] = [];
	const known = new Map<string, GroupParameters>();
	// In a Multi-AZ DB cluster the group of the cluster decides whatever the members' say.
	for (const member of engine.startsWith("aurora") ? instances.filter(({ DBClusterIdentifier }) => DBClusterIdentifier === name) : []) {
		const own = groupOf(member);
		if (!own) return { unread: incomplete("rds", "DescribeDBInstances", "DBParameterGroups") };
		let set = known.get(own);
		if (!set) {
			const read = await instanceGroup(own, aws, "user");
			if ("unread" in read) return read;
			set = read.value;
			known.set(own, set);
		}
		members.push({ name: member.DBInstanceIdentifier ?? "", group: own, own: set });
	}
	return {
		state: {
			server: { ...serverOf(name, engine, EngineVersion, Status), ...(EngineMode ? { mode: EngineMode } : {}) },
			group: { name: group, level: "cluster" },
			parameters: parameters.value,
			sharedWith: all
				.flatMap((one) =>
					one.DBClusterParameterGroup === group && one.DBClusterIdentifier !== name ? (one.DBClusterIdentifier ?? []) : [],
				)
				.sort(),
			members,
		},
	};
}

const serverOf = (
	name: string,
	engine: string,
	engineVersion: string | undefined,
	status: string | undefined,
): ParameterState["server"] => ({
	name,
	engine,
	...(engineVersion ? { engineVersion } : {}),
	...(status ? { status } : {}),
});

async function instanceGroup(name: string, aws: AwsCaller, source?: "user"): Promise<Observed<GroupParameters>> {
	const listed = await aws.list(
		"rds",
		(Marker) => new DescribeDBParametersCommand({ DBParameterGroupName: name, Source: source, MaxRecords: 100, Marker }),
		(page) => page.Parameters,
		(page) => page.Marker,
	);
	return listed.failure ? unread(listed.failure) : seen(byName(listed.items));
}

async function clusterGroup(name: string, aws: AwsCaller): Promise<Observed<GroupParameters>> {
	const listed = await aws.list(
		"rds",
		(Marker) => new DescribeDBClusterParametersCommand({ DBClusterParameterGroupName: name, MaxRecords: 100, Marker }),
		(page) => page.Parameters,
		(page) => page.Marker,
	);
	return listed.failure ? unread(listed.failure) : seen(byName(listed.items));
}

const byName = (parameters: readonly Parameter[]): GroupParameters =>
	Object.fromEntries(
		parameters.flatMap((parameter) => {
			const {
				ParameterName: name,
				ParameterValue: value,
				Source,
				ApplyType,
				IsModifiable,
				AllowedValues,
				SupportedEngineModes,
			} = parameter;
			if (name === undefined) return [];
			const read: GroupParameter = {
				name,
				...(value === undefined ? {} : { value }),
				source: Source ?? (value === undefined ? "engine-default" : "user"),
				applyType: ApplyType === "static" ? "static" : "dynamic",
				// What AWS does not call modifiable is not.
				modifiable: IsModifiable ?? false,
				...(AllowedValues ? { allowed: AllowedValues } : {}),
				...(SupportedEngineModes && SupportedEngineModes.length > 0 ? { modes: SupportedEngineModes } : {}),
			};
			return [[name.toLowerCase(), read] as const];
		}),
	);
