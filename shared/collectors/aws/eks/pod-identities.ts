import {
	DescribePodIdentityAssociationCommand,
	ListPodIdentityAssociationsCommand,
	type PodIdentityAssociationSummary,
} from "@aws-sdk/client-eks";
import { incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { EksCluster, EksPodIdentity } from "../../../core/resources/eks.ts";
import type { Collected } from "../../ports.ts";
import { readChildren } from "./children.ts";
import type { ClusterContext } from "./context.ts";

/** The pod identity associations of a cluster, as resources and as the cluster's own list; the latter is unread when one of them is. */
export async function readPodIdentities(
	context: ClusterContext,
): Promise<Collected & { readonly podIdentities: EksCluster["podIdentities"] }> {
	const { aws, name } = context;
	const listed = await aws.list(
		"eks",
		(nextToken) => new ListPodIdentityAssociationsCommand({ clusterName: name, maxResults: 100, nextToken }),
		(page) => page.associations,
		(page) => page.nextToken,
	);
	const { resources, errors } = await readChildren(
		listed,
		"eks.PodIdentity",
		aws.scope,
		(one) => `Pod identity ${name}/${one.namespace}/${one.serviceAccount}`,
		(one) => readAssociation(context, one),
	);
	const [error] = errors;
	return {
		resources,
		errors,
		podIdentities: error
			? unread({ service: error.service, operation: error.operation, cause: error.cause, message: error.message })
			: seen(resources.map(({ namespace, serviceAccount, roleArn }) => ({ namespace, serviceAccount, roleArn }))),
	};
}

async function readAssociation(
	{ aws, roles, name }: ClusterContext,
	{ associationId }: PodIdentityAssociationSummary,
): Promise<Observed<EksPodIdentity>> {
	const answer = await aws.call("eks", new DescribePodIdentityAssociationCommand({ clusterName: name, associationId }));
	if ("unread" in answer) return answer;
	const { association } = answer.value;
	const { namespace, serviceAccount, roleArn } = association ?? {};
	if (!association || !namespace || !serviceAccount || !roleArn)
		return unread(incomplete("eks", "DescribePodIdentityAssociation", "namespace, serviceAccount or roleArn"));
	const { partition, region, account } = aws.scope;
	return seen({
		kind: "eks.PodIdentity",
		...aws.scope,
		arn: association.associationArn ?? `arn:${partition}:eks:${region}:${account}:podidentityassociation/${name}/${associationId}`,
		name: `${name}/${namespace}/${serviceAccount}`,
		tags: seen(association.tags ?? {}),
		cluster: name,
		namespace,
		serviceAccount,
		roleArn,
		targetRoleArn: association.targetRoleArn,
		// EKS attaches session tags unless told otherwise.
		disableSessionTags: association.disableSessionTags ?? false,
		role: roles.role(roleArn),
	});
}
