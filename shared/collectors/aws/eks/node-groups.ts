import type { ResponseLaunchTemplateData } from "@aws-sdk/client-ec2";
import { DescribeNodegroupCommand, ListNodegroupsCommand, type Nodegroup } from "@aws-sdk/client-eks";
import { incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { EksCluster, EksNodeGroup } from "../../../core/resources/eks.ts";
import type { Collected } from "../../ports.ts";
import { mapSeen, present, whole } from "../shapes.ts";
import { readChildren } from "./children.ts";
import type { ClusterContext } from "./context.ts";
import { templateGroups } from "./templates.ts";

/** The managed node groups of a cluster; one that cannot be described is an error that names it. */
export async function readNodeGroups(context: ClusterContext): Promise<Collected & { readonly names: EksCluster["nodeGroupNames"] }> {
	const { aws, name } = context;
	const listed = await aws.list(
		"eks",
		(nextToken) => new ListNodegroupsCommand({ clusterName: name, maxResults: 100, nextToken }),
		(page) => page.nodegroups,
		(page) => page.nextToken,
	);
	const groups = await readChildren(
		listed,
		"eks.NodeGroup",
		aws.scope,
		(group) => `Node group ${name}/${group}`,
		async (nodegroupName) => {
			const answer = await aws.call("eks", new DescribeNodegroupCommand({ clusterName: name, nodegroupName }));
			if ("unread" in answer) return answer;
			const { nodegroup } = answer.value;
			if (!nodegroup) return unread(incomplete("eks", "DescribeNodegroup", "nodegroup"));
			return seen(await nodeGroupFacts(context, nodegroupName, nodegroup));
		},
	);
	return { ...groups, names: mapSeen(whole(listed), (all) => [...all]) };
}

async function nodeGroupFacts(context: ClusterContext, nodegroupName: string, group: Nodegroup): Promise<EksNodeGroup> {
	const { aws, versions, templates, name, cluster } = context;
	const { partition, region, account } = aws.scope;
	const template = group.launchTemplate ? await templates(group.launchTemplate) : undefined;
	const remote = group.remoteAccess;
	return {
		kind: "eks.NodeGroup",
		...aws.scope,
		arn: group.nodegroupArn ?? `arn:${partition}:eks:${region}:${account}:nodegroup/${name}/${nodegroupName}`,
		name: `${name}/${nodegroupName}`,
		tags: seen(group.tags ?? {}),
		cluster: name,
		clusterVersion: cluster.version,
		version: group.version,
		releaseVersion: group.releaseVersion,
		versionSupport: versions(group.version),
		amiType: group.amiType,
		status: group.status,
		healthIssues: (group.health?.issues ?? []).map(({ code, message }) => ({ code: code ?? "", message: message ?? "" })),
		remoteAccess: remote ? { key: remote.ec2SshKey, sourceSecurityGroups: [...(remote.sourceSecurityGroups ?? [])] } : undefined,
		network: nodeNetwork(context, group, template && mapSeen(template, templateGroups)),
		roleArn: group.nodeRole,
		metadata: await nodeMetadata(context, nodegroupName, group, template),
		// EKS leaves the configuration out for a group that never had one; repair is then off.
		autoRepair: group.nodeRepairConfig?.enabled ?? false,
	};
}

/** What the launch template says; what it leaves to AMI and account is taken from the running nodes, but for AL2023, whose defaults are documented. */
async function nodeMetadata(
	{ runningNodes, name }: ClusterContext,
	nodegroupName: string,
	{ amiType }: Nodegroup,
	template: Observed<ResponseLaunchTemplateData> | undefined,
): Promise<EksNodeGroup["metadata"]> {
	const written =
		template &&
		mapSeen(template, ({ MetadataOptions }) => ({
			httpTokens: MetadataOptions?.HttpTokens,
			hopLimit: MetadataOptions?.HttpPutResponseHopLimit,
		}));
	if (amiType?.startsWith("AL2023_") || (written && "unread" in written)) return written;
	const { httpTokens, hopLimit } = written?.value ?? {};
	if (httpTokens !== undefined && hopLimit !== undefined) return written;
	const nodes = await runningNodes();
	const running = "value" in nodes ? nodes.value.get(`${name}/${nodegroupName}`) : undefined;
	return running ? seen({ httpTokens: httpTokens ?? running.httpTokens, hopLimit: hopLimit ?? running.hopLimit }) : written;
}

/** Nodes carry the groups of their launch template, or else the cluster's; and the one that EKS makes for SSH. */
function nodeNetwork(
	{ network, cluster }: ClusterContext,
	group: Nodegroup,
	fromTemplate: Observed<string[]> | undefined,
): EksNodeGroup["network"] {
	if (fromTemplate && "unread" in fromTemplate) return unread(fromTemplate.unread);
	const vpc = cluster.resourcesVpcConfig;
	const own = fromTemplate && fromTemplate.value.length > 0 ? fromTemplate.value : [vpc?.clusterSecurityGroupId];
	return network.exposure([...own, group.resources?.remoteAccessSecurityGroup].filter(present), group.subnets ?? [], vpc?.vpcId);
}
