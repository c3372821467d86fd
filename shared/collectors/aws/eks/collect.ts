import { type Cluster, DescribeClusterCommand, ListClustersCommand } from "@aws-sdk/client-eks";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { mapBounded } from "../../../aws/concurrency.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import { once } from "../../facts.ts";
import type { Collected, RegionFacts } from "../../ports.ts";
import { collectionError, listingErrors } from "../shapes.ts";
import { readAccessEntries } from "./access.ts";
import { readAddons } from "./addons.ts";
import { clusterFacts } from "./cluster.ts";
import type { ClusterContext } from "./context.ts";
import { readFargateProfiles } from "./fargate.ts";
import { readIdentityProviders } from "./identity-providers.ts";
import { readNodeGroups } from "./node-groups.ts";
import { readRunningNodes } from "./node-metadata.ts";
import { readPodIdentities } from "./pod-identities.ts";
import { launchTemplates } from "./templates.ts";
import { readVersions } from "./versions.ts";

const kinds = ["eks.Cluster", "eks.NodeGroup", "eks.FargateProfile", "eks.IdentityProvider", "eks.PodIdentity"] as const;

/**
 * EKS clusters with add-ons, access entries and pod identities, their node groups, Fargate profiles and identity providers. A cluster that
 * cannot be described is an error that names it; the others are not affected.
 */
export async function collectEks(aws: AwsCaller, facts: RegionFacts): Promise<Collected> {
	const listed = await aws.list(
		"eks",
		(nextToken) => new ListClustersCommand({ maxResults: 100, nextToken }),
		(page) => page.clusters,
		(page) => page.nextToken,
	);
	if (listed.items.length === 0) return { resources: [], errors: listingErrors(aws.scope, listed, ...kinds) };
	const [versions, network, roles] = await Promise.all([readVersions(aws), facts.network(), facts.roles()]);
	const shared = { aws, facts, versions, network, roles, templates: launchTemplates(aws), runningNodes: once(() => readRunningNodes(aws)) };

	const parts = await mapBounded(listed.items, 32, async (name): Promise<Collected> => {
		const described = await describe(aws, name);
		if ("unread" in described) return { resources: [], errors: [collectionError(aws.scope, described.unread, ...kinds)] };
		const context: ClusterContext = { ...shared, name, cluster: described.value };
		const [addons, accessEntries, nodeGroups, fargate, providers, identities] = await Promise.all([
			readAddons(context),
			readAccessEntries(context),
			readNodeGroups(context),
			readFargateProfiles(context),
			readIdentityProviders(context),
			readPodIdentities(context),
		]);
		const own = await clusterFacts(context, {
			addons,
			accessEntries,
			nodeGroupNames: nodeGroups.names,
			podIdentities: identities.podIdentities,
		});
		const children = [nodeGroups, fargate, providers, identities];
		return {
			resources: [own, ...children.flatMap(({ resources }) => resources)],
			errors: children.flatMap(({ errors }) => errors),
		};
	});
	return {
		resources: parts.flatMap(({ resources }) => resources),
		errors: [...listingErrors(aws.scope, listed, ...kinds), ...parts.flatMap(({ errors }) => errors)],
	};
}

async function describe(aws: AwsCaller, name: string): Promise<Observed<Cluster>> {
	const answer = await aws.call("eks", new DescribeClusterCommand({ name }));
	const read = "unread" in answer ? answer : answer.value.cluster;
	if (read && !("unread" in read)) return seen(read);
	const reason = read?.unread ?? incomplete("eks", "DescribeCluster", "cluster");
	return unread({ ...reason, message: `Cluster ${name}: ${reason.message}` });
}
