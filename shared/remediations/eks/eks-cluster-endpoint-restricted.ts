import { internetReach, isOpen } from "../../core/network.ts";
import { Unobserved } from "../../core/observed.ts";
import { type ApiCall, defineAction, type JsonObject } from "../action.ts";
import { afterSettling, apiCall, compliant, planned, refused, sortedSet } from "../decisions.ts";
import { type ClusterState, readCluster, unchangeable } from "./cluster-state.ts";

interface EndpointState extends ClusterState {
	readonly endpointPublic: boolean;
	readonly endpointPrivate: boolean;
	readonly publicCidrs: readonly string[];
	readonly ipv6: boolean;
}

/** Blocks that an endpoint may have. */
const maximumCidrs = 40;

export const eksClusterEndpointRestricted = defineAction<EndpointState>({
	id: "eks-cluster-endpoint-restricted",
	title: "Limit the public endpoint of an EKS cluster to allowed networks",
	family: "eks",
	kinds: ["eks.Cluster"],
	rules: ["eks-cluster-endpoint-not-public"],
	controls: ["EKS.1"],
	level: "approve",
	reads: ["eks:DescribeCluster"],
	writes: ["eks:UpdateClusterConfig"],
	alsoNeeds: [
		{
			action: "route53:AssociateVPCWithHostedZone",
			why: "EKS puts the private endpoint into a hosted zone of its own, in the name of the caller",
		},
	],
	triggers: ["eks:CreateCluster", "eks:UpdateClusterConfig"],
	guards: [
		"Private access is turned on first, so that nodes do not hang on the public endpoint; the public one is limited only after that.",
		"Needs settings.allowedCidrs with public ranges, which must not be wide themselves.",
		"One update of a cluster at a time.",
	],
	downtime: "Whoever reaches the endpoint from elsewhere, such as CI, is cut off.",
	reversible: true,
	read: (target, aws) =>
		readCluster(target, aws, ({ resourcesVpcConfig: vpc, kubernetesNetworkConfig }) =>
			vpc?.endpointPublicAccess === undefined || vpc.endpointPrivateAccess === undefined
				? undefined
				: {
						endpointPublic: vpc.endpointPublicAccess,
						endpointPrivate: vpc.endpointPrivateAccess,
						publicCidrs: sortedSet(vpc.publicAccessCidrs ?? []),
						ipv6: kubernetesNetworkConfig?.ipFamily === "ipv6",
					},
		),
	facts: ({ endpointPublic, endpointPrivate, publicCidrs }) => ({ endpointPublic, endpointPrivate, publicCidrs: [...publicCidrs] }),
	plan(state, settings) {
		const { name, endpointPublic, endpointPrivate, publicCidrs } = state;
		if (!endpointPublic) return compliant(`${name} has no public endpoint.`);
		if (publicCidrs.length === 0) return refused("unknown", `AWS did not report publicAccessCidrs of ${name}.`);
		try {
			if (!isOpen(internetReach(publicCidrs).reach))
				return compliant(`The public endpoint of ${name} admits only ${publicCidrs.join(", ")}.`);
		} catch (error) {
			if (!(error instanceof Unobserved)) throw error;
			return refused("unknown", error.message);
		}
		const held = unchangeable(state);
		if (held) return held;
		// EKS takes no reserved ranges, and IPv6 only where the cluster is IPv6.
		const allowed = sortedSet(settings.allowedCidrs).filter(
			(cidr) => (state.ipv6 || !cidr.includes(":")) && internetReach([cidr]).reach !== "none",
		);
		if (allowed.length === 0) return refused("settings", "settings.allowedCidrs names no public range that may reach the endpoint.");
		if (isOpen(internetReach(allowed).reach)) return refused("settings", "settings.allowedCidrs lets a large part of the internet in.");
		if (allowed.length > maximumCidrs)
			return refused("settings", `settings.allowedCidrs has ${allowed.length} public ranges; EKS takes ${maximumCidrs}.`);
		const update = (resourcesVpcConfig: JsonObject, does: string): ApiCall =>
			apiCall("eks:UpdateClusterConfig", { name, resourcesVpcConfig }, does);
		const limit = update({ publicAccessCidrs: allowed }, `Limit the public endpoint to ${allowed.join(", ")}`);
		const widen = update({ publicAccessCidrs: [...publicCidrs] }, `Open the public endpoint to ${publicCidrs.join(", ")} again`);
		return planned({
			level: "approve",
			calls: endpointPrivate ? [limit] : [update({ endpointPrivateAccess: true }, "Turn on the private endpoint"), afterSettling(limit)],
			inverse: endpointPrivate
				? [widen]
				: [widen, afterSettling(update({ endpointPrivateAccess: false }, "Turn off the private endpoint"))],
			desired: { endpointPublic: true, endpointPrivate: true, publicCidrs: allowed },
			downtime: "Whoever reaches the endpoint from elsewhere, such as CI, is cut off.",
			risk: "high",
			notes: [
				`Only ${allowed.join(", ")} reach the public endpoint afterwards: check the addresses that CI, kubectl and other clusters come from.`,
				...(endpointPrivate ? [] : ["The VPC needs DNS resolution and DNS host names for the private endpoint."]),
				"Nodes and pods in the VPC use the private endpoint.",
			],
			hints: {
				terraform: `aws_eks_cluster vpc_config: endpoint_private_access = true, public_access_cidrs = ${JSON.stringify(allowed)}`,
				cloudformation: "AWS::EKS::Cluster ResourcesVpcConfig.EndpointPrivateAccess and PublicAccessCidrs",
			},
		});
	},
});
