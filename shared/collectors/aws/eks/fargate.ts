import { DescribeFargateProfileCommand, ListFargateProfilesCommand } from "@aws-sdk/client-eks";
import { incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { EksFargateProfile } from "../../../core/resources/eks.ts";
import type { Collected } from "../../ports.ts";
import { present } from "../shapes.ts";
import { readChildren } from "./children.ts";
import type { ClusterContext } from "./context.ts";

/** The Fargate profiles of a cluster. Their pods carry the cluster's security group. */
export async function readFargateProfiles(context: ClusterContext): Promise<Collected> {
	const { aws, name } = context;
	const listed = await aws.list(
		"eks",
		(nextToken) => new ListFargateProfilesCommand({ clusterName: name, maxResults: 100, nextToken }),
		(page) => page.fargateProfileNames,
		(page) => page.nextToken,
	);
	return readChildren(
		listed,
		"eks.FargateProfile",
		aws.scope,
		(profile) => `Fargate profile ${name}/${profile}`,
		(profile) => readProfile(context, profile),
	);
}

async function readProfile(
	{ aws, network, roles, name, cluster }: ClusterContext,
	fargateProfileName: string,
): Promise<Observed<EksFargateProfile>> {
	const answer = await aws.call("eks", new DescribeFargateProfileCommand({ clusterName: name, fargateProfileName }));
	if ("unread" in answer) return answer;
	const { fargateProfile: profile } = answer.value;
	if (!profile) return unread(incomplete("eks", "DescribeFargateProfile", "fargateProfile"));
	const { partition, region, account } = aws.scope;
	const vpc = cluster.resourcesVpcConfig;
	return seen({
		kind: "eks.FargateProfile",
		...aws.scope,
		arn: profile.fargateProfileArn ?? `arn:${partition}:eks:${region}:${account}:fargateprofile/${name}/${fargateProfileName}`,
		name: `${name}/${fargateProfileName}`,
		tags: seen(profile.tags ?? {}),
		cluster: name,
		status: profile.status,
		selectors: (profile.selectors ?? []).map(({ namespace, labels }) => ({ namespace, labels: labels ?? {} })),
		network: network.exposure([vpc?.clusterSecurityGroupId].filter(present), profile.subnets ?? [], vpc?.vpcId),
		podExecutionRole: profile.podExecutionRoleArn
			? roles.role(profile.podExecutionRoleArn)
			: unread(incomplete("eks", "DescribeFargateProfile", "podExecutionRoleArn")),
	});
}
