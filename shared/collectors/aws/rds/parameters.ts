import { DescribeDBClusterParametersCommand, DescribeDBParametersCommand, type Parameter as RdsParameter } from "@aws-sdk/client-rds";
import type { AwsCaller } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { DbInstance } from "../../../core/resources/index.ts";

/** Parameter name to parameter, as core has it. */
export type Parameters = Extract<DbInstance["parameters"], { value: unknown }>["value"];
type Parameter = Parameters[string];

/** The parameters of groups, each group read once however many servers use it; the answers are shared by identity. */
export interface ParameterSets {
	instanceGroup(name: string): Promise<Observed<Parameters>>;
	clusterGroup(name: string): Promise<Observed<Parameters>>;
	/** Only what the user set in an instance's group. */
	setByUser(instanceGroup: string): Promise<Observed<Parameters>>;
	/** What holds on a member of a cluster with these two groups. */
	member(sort: "aurora" | "multi-az", clusterGroup: string, instanceGroup: string): Promise<Observed<Parameters>>;
}

export function parameterSets(aws: AwsCaller): ParameterSets {
	const known = new Map<string, Promise<Observed<Parameters>>>();
	const once = (key: string, read: () => Promise<Observed<Parameters>>) => {
		const before = known.get(key);
		if (before) return before;
		const reading = read();
		known.set(key, reading);
		return reading;
	};
	const instanceGroup = (name: string) => once(`instance\n${name}`, () => readInstanceGroup(aws, name));
	const clusterGroup = (name: string) => once(`cluster\n${name}`, () => readClusterGroup(aws, name));
	return {
		instanceGroup,
		clusterGroup,
		setByUser: (name) =>
			once(`user\n${name}`, async () => {
				const own = await instanceGroup(name);
				if ("unread" in own) return own;
				return seen(Object.fromEntries(Object.entries(own.value).filter(([, { source }]) => source === "user")));
			}),
		member: (sort, cluster, instance) =>
			once(`${sort}\n${cluster}\n${instance}`, async () => {
				const [above, own] = await Promise.all([clusterGroup(cluster), instanceGroup(instance)]);
				if ("unread" in above) return above;
				if ("unread" in own) return own;
				return seen(mergeParameters(sort, above.value, own.value));
			}),
	};
}

/**
 * What holds on a member. Aurora: a value that was set in the instance's group wins over the cluster's, the cluster's over the instance
 * group's defaults (Aurora user guide, "Amazon Aurora DB cluster and DB instance parameters"). Multi-AZ DB clusters: the cluster's group
 * decides whatever it names.
 */
export function mergeParameters(sort: "aurora" | "multi-az", cluster: Parameters, instance: Parameters): Parameters {
	const merged: Parameters = { ...instance, ...cluster };
	if (sort === "aurora") for (const [name, own] of Object.entries(instance)) if (own.source === "user") merged[name] = own;
	return merged;
}

async function readInstanceGroup(aws: AwsCaller, name: string): Promise<Observed<Parameters>> {
	const listing = await aws.list(
		"rds",
		(Marker) => new DescribeDBParametersCommand({ DBParameterGroupName: name, MaxRecords: 100, Marker }),
		(page) => page.Parameters,
		(page) => page.Marker,
	);
	return listing.failure ? unread(listing.failure) : seen(parametersOf(listing.items, "instance"));
}

async function readClusterGroup(aws: AwsCaller, name: string): Promise<Observed<Parameters>> {
	const listing = await aws.list(
		"rds",
		(Marker) => new DescribeDBClusterParametersCommand({ DBClusterParameterGroupName: name, MaxRecords: 100, Marker }),
		(page) => page.Parameters,
		(page) => page.Marker,
	);
	return listing.failure ? unread(listing.failure) : seen(parametersOf(listing.items, "cluster"));
}

function parametersOf(parameters: readonly RdsParameter[], level: Parameter["level"]): Parameters {
	const byName: Parameters = {};
	for (const { ParameterName, ParameterValue, Source, ApplyType } of parameters) {
		if (ParameterName === undefined) continue;
		byName[ParameterName.toLowerCase()] = {
			value: ParameterValue,
			source: Source ?? (ParameterValue === undefined ? "engine-default" : "user"),
			applyType: ApplyType === "static" ? "static" : "dynamic",
			level,
		};
	}
	return byName;
}
