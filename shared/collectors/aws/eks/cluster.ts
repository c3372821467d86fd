import { incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { EksCluster } from "../../../core/resources/eks.ts";
import { isoTime, mapSeen, present } from "../shapes.ts";
import type { ClusterContext } from "./context.ts";

/** The cluster itself, from DescribeCluster and the parts that were read. */
export async function clusterFacts(
	{ aws, facts, versions, network, roles, name, cluster }: ClusterContext,
	parts: Pick<EksCluster, "addons" | "accessEntries" | "nodeGroupNames" | "podIdentities">,
): Promise<EksCluster> {
	const { partition, region, account } = aws.scope;
	const vpc = cluster.resourcesVpcConfig;
	const keyArn = cluster.encryptionConfig?.map(({ provider }) => provider?.keyArn).find(present);
	return {
		kind: "eks.Cluster",
		...aws.scope,
		arn: cluster.arn ?? `arn:${partition}:eks:${region}:${account}:cluster/${name}`,
		name,
		tags: seen(cluster.tags ?? {}),
		version: cluster.version,
		platformVersion: cluster.platformVersion,
		status: cluster.status,
		versionSupport: versions(cluster.version),
		// EKS puts clusters that were never told otherwise under EXTENDED.
		upgradePolicy: cluster.upgradePolicy?.supportType ?? "EXTENDED",
		healthIssues: (cluster.health?.issues ?? []).map(({ code, message }) => ({ code: code ?? "", message: message ?? "" })),
		endpoint: cluster.endpoint,
		endpointPublic: vpc?.endpointPublicAccess,
		endpointPrivate: vpc?.endpointPrivateAccess,
		publicAccessCidrs: [...(vpc?.publicAccessCidrs ?? [])],
		logTypes: (cluster.logging?.clusterLogging ?? []).flatMap(({ enabled, types }) => (enabled ? (types ?? []) : [])),
		encryptedResources: (cluster.encryptionConfig ?? []).flatMap(({ resources }) => resources ?? []),
		encryptionKey: keyArn ? await facts.keys.facts(keyArn) : undefined,
		// Its documented default is false; clusters older than the setting may lack it.
		deletionProtection: cluster.deletionProtection ?? false,
		vpcId: vpc?.vpcId,
		clusterSecurityGroup: vpc?.clusterSecurityGroupId,
		securityGroups: [...(vpc?.securityGroupIds ?? [])],
		network: vpc
			? network.exposure([vpc.clusterSecurityGroupId, ...(vpc.securityGroupIds ?? [])].filter(present), vpc.subnetIds ?? [], vpc.vpcId)
			: unread(incomplete("eks", "DescribeCluster", "resourcesVpcConfig")),
		oidcIssuer: cluster.identity?.oidc?.issuer,
		oidcProvider: isRegistered(cluster.identity?.oidc?.issuer, roles.oidcProviders),
		authenticationMode: cluster.accessConfig?.authenticationMode,
		...parts,
		autoMode: cluster.computeConfig?.enabled,
		// EKS leaves the configuration out for a cluster that never had one; zonal shift is then off.
		zonalShift: cluster.zonalShiftConfig?.enabled ?? false,
		createdAt: isoTime(cluster.createdAt),
	};
}

/** Is an IAM OIDC provider registered for the issuer? Its ARN ends with the issuer without the scheme. */
export function isRegistered(issuer: string | undefined, providers: Observed<readonly string[]>): Observed<boolean> {
	if (!issuer) return unread(incomplete("eks", "DescribeCluster", "identity.oidc.issuer"));
	const path = issuer.replace(/^https:\/\//, "");
	return mapSeen(providers, (arns) => arns.some((arn) => arn.split(":oidc-provider/")[1] === path));
}
