import type { Inventory } from "../inventory.ts";
import type { ResourceKind } from "../kinds.ts";
import type { ConnectionClient } from "../resources/connection.ts";
import type { Ec2Instance, KubernetesWorkload, Resource, SecurityGroup } from "../resources/index.ts";
import { addressesOf, normalAddress } from "./addresses.ts";
import { podOwners } from "./pods.ts";
import type { EnvironmentHints } from "./production.ts";

/** Who has an address, and what tells one owner from another across restarts. */
export interface Owner {
	readonly identity: string;
	/** For people. */
	readonly service: string;
	readonly client: Pick<
		ConnectionClient,
		"kind" | "cluster" | "namespace" | "workload" | "serviceAccount" | "iamRole" | "arn" | "reason" | "serviceAccountSharedWith"
	>;
	readonly vpcId?: string | undefined;
	/** Key of the Kubernetes cluster. */
	readonly scope?: string | undefined;
	readonly workload?: KubernetesWorkload | undefined;
	readonly hints: readonly EnvironmentHints[];
}

/** Owners by address, and where they were looked for. */
export interface Owners {
	readonly byAddress: ReadonlyMap<string, readonly Owner[]>;
	readonly searched: ConnectionClient["searched"];
}

type Interface = Extract<SecurityGroup["interfaces"], { value: unknown }>["value"][number];

/** Everybody in the inventory who has an address: pods and nodes of clusters, network interfaces of VPCs. */
export function ownersOf({ resources, errors }: Inventory): Owners {
	const byAddress = new Map<string, Owner[]>();
	const add = (text: string, owner: Owner) => {
		const address = normalAddress(text);
		if (address === undefined) return;
		const owners = byAddress.get(address);
		if (owners) owners.push(owner);
		else byAddress.set(address, [owner]);
	};
	podOwners(resources, add);
	interfaceOwners(resources, add);
	const missing = (...kinds: ResourceKind[]) => errors.some((error) => error.kinds.some((kind) => kinds.includes(kind)));
	const clusters = resources.filter((resource) => resource.kind === "kubernetes.Cluster");
	const workloads = resources.filter((resource) => resource.kind === "kubernetes.Workload");
	const groups = resources.filter((resource) => resource.kind === "ec2.SecurityGroup");
	return {
		byAddress,
		searched: [
			...(clusters.length > 0 &&
			clusters.every(({ nodes, onlyNamespaces }) => "value" in nodes && onlyNamespaces === undefined) &&
			workloads.every(({ pods }) => "value" in pods) &&
			!missing("kubernetes.Workload", "kubernetes.Cluster")
				? (["clusters"] as const)
				: []),
			...(groups.length > 0 && groups.every(({ interfaces }) => "value" in interfaces) && !missing("ec2.SecurityGroup")
				? (["aws"] as const)
				: []),
		],
	};
}

function interfaceOwners(resources: readonly Resource[], add: (address: string, owner: Owner) => void): void {
	const instances = new Map(resources.flatMap((resource) => (resource.kind === "ec2.Instance" ? [[resource.instanceId, resource]] : [])));
	const seenInterfaces = new Set<string>();
	for (const group of resources) {
		if (group.kind !== "ec2.SecurityGroup" || "unread" in group.interfaces) continue;
		for (const one of group.interfaces.value) {
			// An interface stands in each of its groups.
			if (seenInterfaces.has(one.id)) continue;
			seenInterfaces.add(one.id);
			const [primary, ...secondary] = one.privateIps ?? [];
			const owner = interfaceOwner(group, one, instances);
			if (primary !== undefined) add(primary, owner);
			if (one.publicIp !== undefined) add(one.publicIp, owner);
			const lent = owner.client.kind === "ec2" ? { ...owner, client: { ...owner.client, reason: lentReason } } : owner;
			for (const address of [...secondary, ...(one.prefixes ?? []).flatMap(addressesOf)]) add(address, lent);
		}
	}
}

const lentReason = "It is a further address of the instance, as pods of a cluster have that was not scanned.";

function interfaceOwner(
	{ partition, region, account, vpcId: groupVpc }: SecurityGroup,
	one: Interface,
	instances: ReadonlyMap<string, Ec2Instance>,
): Owner {
	const description = one.description ?? "";
	const vpcId = one.vpcId ?? groupVpc;
	const lambda = /^AWS Lambda VPC ENI-(.+?)(?:-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})?$/.exec(description)?.[1];
	if (lambda !== undefined) {
		return {
			identity: `lambda ${account} ${region} ${lambda}`,
			service: lambda,
			client: {
				kind: "lambda",
				arn: `arn:${partition}:lambda:${region}:${account}:function:${lambda}`,
				reason: "Functions with the same subnets and security groups share the interface that is named after this one.",
			},
			vpcId,
			hints: [{ names: [lambda] }],
		};
	}
	const proxy = /^Network interface for DBProxy (.+)$/.exec(description)?.[1];
	if (proxy !== undefined)
		return { identity: `proxy ${account} ${region} ${proxy}`, service: proxy, client: { kind: "proxy" }, vpcId, hints: [] };
	if (one.instanceId !== undefined) {
		const instance = instances.get(one.instanceId);
		const tags = instance && "value" in instance.tags ? instance.tags.value : {};
		// Instances of one group do the same work under changing ids.
		const name = tags["aws:autoscaling:groupName"] ?? tags.Name ?? one.instanceId;
		return {
			identity: `ec2 ${account} ${region} ${name}`,
			service: name,
			client: { kind: "ec2", arn: instance?.arn ?? `arn:${partition}:ec2:${region}:${account}:instance/${one.instanceId}` },
			vpcId,
			hints: [{ tags, names: [name] }],
		};
	}
	return {
		identity: `eni ${one.id}`,
		service: description === "" ? one.id : description,
		client: { kind: "eni", arn: `arn:${partition}:ec2:${region}:${account}:network-interface/${one.id}` },
		vpcId,
		hints: [],
	};
}
