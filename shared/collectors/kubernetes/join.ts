import type { CollectionError, Inventory } from "../../core/inventory.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import { type Observed, seen, type Unread, unread } from "../../core/observed.ts";
import type { RoleFacts } from "../../core/resources/iam.ts";
import type { EksCluster, IamPrincipal, KubernetesCluster, KubernetesServiceAccount, Resource } from "../../core/resources/index.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { clusterNameAt } from "./name.ts";

/**
 * What AWS says of clusters and service accounts: the EKS cluster with its issuer and pod identity associations, and the roles that service accounts
 * are given. Pure. Clusters that only their endpoint tells to be of EKS take its place in the resources and errors of Kubernetes. Without AWS the facts stay
 * unread. A role that is not there does not exist when the
 * roles were kept as IAM was read (`rolesOf`); an inventory of another time, without `rolesKept`, says nothing of it.
 */
export function joinClusters(kubernetes: Inventory, aws: Inventory | undefined, rolesKept = true): Inventory {
	if (aws === undefined) return kubernetes;
	const eksClusters = aws.resources.filter((resource) => resource.kind === "eks.Cluster");
	const found = new Map<string, EksCluster>();
	for (const resource of kubernetes.resources) {
		if (resource.kind !== "kubernetes.Cluster") continue;
		const eks = eksClusters.find((candidate) => isSame(resource, candidate));
		if (eks) found.set(keyOf(resource), eks);
	}
	const placed = <T extends Scope>(thing: T): T => {
		const eks = found.get(keyOf(thing));
		return eks ? { ...thing, partition: eks.partition, account: eks.account, region: eks.region } : thing;
	};
	const role = roleDirectory(aws, rolesKept);
	return {
		scopes: kubernetes.scopes.map(placed),
		errors: kubernetes.errors.map((error) => ({ ...error, scope: placed(error.scope) })),
		resources: kubernetes.resources.map((resource): Resource => {
			const eks = found.get(keyOf(resource));
			const here = placed(resource);
			switch (here.kind) {
				case "kubernetes.Cluster":
					return eks ? { ...here, eksCluster: eks.arn } : here;
				case "kubernetes.ServiceAccount":
					return {
						...here,
						...(here.roleArn === undefined ? {} : { role: role(here.roleArn) }),
						...(eks ? identityOf(here, eks) : unknownCluster(here, failureOf(here, aws))),
					};
				default:
					return here;
			}
		}),
	};
}

/** The kinds of AWS that clusters are joined with. */
export const joinedKinds: readonly ResourceKind[] = ["eks.Cluster", "iam.Principal"];

/** The roles that service accounts are given, which must end in the inventory of AWS to be joined. */
export const rolesOf = ({ resources }: Inventory): ReadonlySet<string> =>
	new Set(resources.flatMap((resource) => (resource.kind === "kubernetes.ServiceAccount" && resource.roleArn ? [resource.roleArn] : [])));

const keyOf = (scope: Scope): string => scopeKey({ ...scope, cluster: scope.cluster ?? "" });

/** By place and name where the place is known, else by the host of the API server. */
function isSame(cluster: KubernetesCluster, eks: EksCluster): boolean {
	if (cluster.account !== "-")
		return (
			cluster.partition === eks.partition &&
			cluster.account === eks.account &&
			cluster.region === eks.region &&
			(cluster.cluster === eks.name || cluster.cluster === clusterNameAt(eks))
		);
	return cluster.endpoint !== undefined && eks.endpoint !== undefined && cluster.endpoint === hostOf(eks.endpoint);
}

const hostOf = (url: string): string =>
	url
		.replace(/^https:\/\//, "")
		.replace(/(:443)?\/*$/, "")
		.toLowerCase();

function identityOf(
	{ namespace, name }: KubernetesServiceAccount,
	eks: EksCluster,
): Pick<KubernetesServiceAccount, "oidcIssuer" | "podIdentityRole"> {
	const { oidcIssuer: issuer, podIdentities } = eks;
	return {
		oidcIssuer:
			issuer === undefined
				? unread({ service: "eks", operation: "DescribeCluster", cause: "malformed", message: `AWS names no OIDC issuer of ${eks.name}.` })
				: seen(issuer.replace(/^https:\/\//, "")),
		podIdentityRole:
			"unread" in podIdentities
				? podIdentities
				: seen(
						podIdentities.value.find((identity) => identity.namespace === namespace && identity.serviceAccount === name)?.roleArn ?? null,
					),
	};
}

function unknownCluster(
	{ cluster }: KubernetesServiceAccount,
	failure: Unread | undefined,
): Pick<KubernetesServiceAccount, "oidcIssuer" | "podIdentityRole"> {
	const reason = failure ?? {
		service: "eks",
		operation: "DescribeCluster",
		cause: "skipped" as const,
		message: `No EKS cluster of the scanned regions is ${cluster}: name its region with --region.`,
	};
	return { oidcIssuer: unread(reason), podIdentityRole: unread(reason) };
}

/** Why the clusters of the place are not all known. */
const failureOf = (place: Scope, aws: Inventory): Unread | undefined =>
	reasonOf(aws.errors.find(({ scope, kinds }) => kinds.includes("eks.Cluster") && (place.account === "-" || sameRegion(scope, place))));

function roleDirectory(aws: Inventory, kept: boolean): (arn: string) => Observed<RoleFacts> {
	const roles = new Map(
		aws.resources.flatMap((resource) =>
			resource.kind === "iam.Principal" && resource.type === "role" ? [[resource.arn, resource] as const] : [],
		),
	);
	return (arn) => {
		const role: IamPrincipal | undefined = roles.get(arn);
		if (role) return seen({ arn, exists: true, trust: role.trust });
		const account = arn.split(":")[4] ?? "";
		const failed = aws.errors.find(({ scope, kinds }) => kinds.includes("iam.Principal") && scope.account === account);
		if (failed) return unread(reasonOf(failed) as Unread);
		const scanned = aws.scopes.some((scope) => scope.account === account);
		if (scanned && kept) return seen({ arn, exists: false });
		return unread({
			service: "iam",
			operation: "GetAccountAuthorizationDetails",
			cause: "skipped",
			message: scanned
				? `The saved inventory does not hold the role ${arn}, which may exist all the same: scan AWS together with the cluster.`
				: `The role ${arn} belongs to another account than those that were scanned.`,
		});
	};
}

const sameRegion = (a: Scope, b: Scope): boolean => a.partition === b.partition && a.account === b.account && a.region === b.region;

const reasonOf = (error: CollectionError | undefined): Unread | undefined =>
	error && { service: error.service, operation: error.operation, cause: error.cause, message: error.message };
