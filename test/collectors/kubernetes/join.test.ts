import { describe, expect, it } from "vitest";
import { joinClusters, rolesOf } from "../../../shared/collectors/kubernetes/join.ts";
import type { CollectionError, Inventory } from "../../../shared/core/inventory.ts";
import { seen, type Unread, unread } from "../../../shared/core/observed.ts";
import type { KubernetesCluster, KubernetesServiceAccount } from "../../../shared/core/resources/index.ts";
import { Resource } from "../../../shared/core/resources/index.ts";
import { compliant } from "../../support/compliant/index.ts";

const place = { partition: "aws", account: "123456789012", region: "eu-west-1" };
const nowhere = { partition: "-", account: "-", region: "-" };
const skipped: Unread = { service: "eks", operation: "DescribeCluster", cause: "skipped", message: "scan AWS too" };
const roleArn = "arn:aws:iam::123456789012:role/orders-api";
const trust = { json: '{"Statement":[]}' };

const eks = {
	...compliant("eks.Cluster"),
	...place,
	name: "prod",
	arn: "arn:aws:eks:eu-west-1:123456789012:cluster/prod",
	endpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
	oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC",
	podIdentities: seen([{ namespace: "orders", serviceAccount: "orders-api", roleArn: "arn:aws:iam::123456789012:role/pod" }]),
};
const role = { ...compliant("iam.Principal"), ...place, region: "global", type: "role" as const, arn: roleArn, trust };
const cluster = (more: Partial<KubernetesCluster> = {}): KubernetesCluster => {
	const { eksCluster: _, ...rest } = compliant("kubernetes.Cluster");
	return { ...rest, ...place, cluster: "prod", endpoint: "abc.gr7.eu-west-1.eks.amazonaws.com", ...more };
};
const account = (more: Partial<KubernetesServiceAccount> = {}): KubernetesServiceAccount => ({
	...compliant("kubernetes.ServiceAccount"),
	...place,
	cluster: "prod",
	roleArn,
	role: unread(skipped),
	oidcIssuer: unread(skipped),
	podIdentityRole: unread(skipped),
	...more,
});

const inventory = (
	resources: readonly Resource[],
	errors: readonly CollectionError[] = [],
	scopes: Inventory["scopes"] = [place],
): Inventory => ({
	scopes,
	resources,
	errors,
});
const error = (kind: "eks.Cluster" | "iam.Principal", region: string): CollectionError => ({
	service: kind === "eks.Cluster" ? "eks" : "iam",
	operation: "List",
	cause: "denied",
	message: "no",
	scope: { ...place, region },
	kinds: [kind],
});

function join(
	kubernetes: readonly Resource[],
	aws: Inventory | undefined,
): { cluster: KubernetesCluster; account: KubernetesServiceAccount; all: Inventory } {
	const all = joinClusters(inventory(kubernetes, [], [{ ...nowhere, cluster: "prod" }]), aws);
	for (const resource of all.resources) expect(Resource.safeParse(resource).error?.issues).toBeUndefined();
	const [first, second] = all.resources;
	if (first?.kind !== "kubernetes.Cluster" || second?.kind !== "kubernetes.ServiceAccount") throw new Error("order");
	return { cluster: first, account: second, all };
}

describe("a cluster beside AWS", () => {
	it("is the EKS cluster of its place and name, whose issuer and pod identities count for its service accounts", () => {
		const { cluster: joined, account: identity } = join([cluster(), account()], inventory([eks, role]));
		expect(joined.eksCluster).toBe(eks.arn);
		expect(identity).toMatchObject({
			oidcIssuer: seen("oidc.eks.eu-west-1.amazonaws.com/id/ABC"),
			podIdentityRole: seen("arn:aws:iam::123456789012:role/pod"),
			role: seen({ arn: roleArn, exists: true, trust }),
		});
	});

	it("also under the name that tells it from others of the same name", () => {
		const name = "prod.eu-west-1.123456789012";
		expect(join([cluster({ cluster: name }), account({ cluster: name })], inventory([eks, role])).cluster.eksCluster).toBe(eks.arn);
	});

	it.each([
		["another account", { account: "999999999999" }],
		["another region", { region: "eu-west-2" }],
		["another name", { name: "test" }],
		["another partition", { partition: "aws-cn" }],
	])("is not one of %s, even with the same endpoint", (_, more) => {
		const { cluster: joined, account: identity } = join([cluster(), account()], inventory([{ ...eks, ...more }]));
		expect(joined.eksCluster).toBeUndefined();
		expect(identity.podIdentityRole).toMatchObject({
			unread: { cause: "skipped", message: expect.stringContaining("name its region with --region") },
		});
	});

	it("takes the place of the EKS cluster that has its endpoint, with everything in it and all that could not be read", () => {
		const placed = joinClusters(
			{
				scopes: [
					{ ...nowhere, cluster: "prod" },
					{ ...nowhere, cluster: "other" },
				],
				resources: [cluster(nowhere), account(nowhere), account({ ...nowhere, cluster: "other" })],
				errors: [
					{
						service: "kubernetes",
						operation: "list pods",
						cause: "denied",
						message: "no",
						scope: { ...nowhere, cluster: "prod" },
						kinds: [],
					},
				],
			},
			inventory([eks, role]),
		);
		expect(placed.scopes).toEqual([
			{ ...place, cluster: "prod" },
			{ ...nowhere, cluster: "other" },
		]);
		expect(placed.resources.map(({ account: id }) => id)).toEqual([place.account, place.account, "-"]);
		expect(placed.errors[0]?.scope).toEqual({ ...place, cluster: "prod" });
		expect(placed.resources[1]).toMatchObject({ podIdentityRole: seen("arn:aws:iam::123456789012:role/pod") });
	});

	it("without an endpoint or with another is of no EKS cluster", () => {
		for (const endpoint of [undefined, "xyz.gr7.eu-west-1.eks.amazonaws.com"])
			expect(join([cluster({ ...nowhere, endpoint }), account(nowhere)], inventory([eks])).cluster.eksCluster).toBeUndefined();
	});

	it("keeps its facts unread, with the advice, when AWS was not read", () => {
		const resources = [cluster(), account()];
		expect(join(resources, undefined).all.resources).toEqual(resources);
	});
});

describe("a service account beside AWS", () => {
	it("without a pod identity association has none", () => {
		expect(join([cluster(), account({ name: "other" })], inventory([eks, role])).account.podIdentityRole).toEqual(seen(null));
		expect(join([cluster(), account({ namespace: "other" })], inventory([eks, role])).account.podIdentityRole).toEqual(seen(null));
	});

	it("does not know its pod identity when the associations were not read", () => {
		const podIdentities = unread({ service: "eks", operation: "ListPodIdentityAssociations", cause: "denied" as const, message: "no" });
		expect(join([cluster(), account()], inventory([{ ...eks, podIdentities }, role])).account.podIdentityRole).toEqual(podIdentities);
	});

	it("does not know the issuer when AWS names none", () => {
		expect(join([cluster(), account()], inventory([{ ...eks, oidcIssuer: undefined }])).account.oidcIssuer).toMatchObject({
			unread: { cause: "malformed" },
		});
	});

	it("tells why when the clusters of its place were not read", () => {
		const identity = join(
			[cluster(), account()],
			inventory([], [error("eks.Cluster", "eu-west-2"), error("eks.Cluster", "eu-west-1")]),
		).account;
		expect(identity.oidcIssuer).toEqual(unread({ service: "eks", operation: "List", cause: "denied", message: "no" }));
	});

	it("has a role that does not exist when all roles of the account were read", () => {
		expect(join([cluster(), account()], inventory([eks])).account.role).toEqual(seen({ arn: roleArn, exists: false }));
	});

	it("does not know a role that an inventory of another time does not hold", () => {
		const all = joinClusters(inventory([cluster(), account()]), inventory([eks]), false);
		expect(all.resources[1]).toMatchObject({
			role: { unread: { cause: "skipped", message: expect.stringContaining("may exist all the same") } },
		});
	});

	it("does not know its role when IAM was not read, or the account was not scanned", () => {
		expect(join([cluster(), account()], inventory([eks], [error("iam.Principal", "global")])).account.role).toMatchObject({
			unread: { service: "iam", cause: "denied" },
		});
		const foreign = "arn:aws:iam::999999999999:role/orders-api";
		expect(join([cluster(), account({ roleArn: foreign })], inventory([eks, role])).account.role).toMatchObject({
			unread: { cause: "skipped", message: expect.stringContaining("another account") },
		});
	});

	it("without a role is given none", () => {
		const { roleArn: _, role: __, ...plain } = account();
		expect(join([cluster(), plain], inventory([eks])).account).not.toHaveProperty("role");
	});

	it("names the roles that IAM must keep", () => {
		expect(rolesOf(inventory([cluster(), account(), account({ roleArn: undefined })]))).toEqual(new Set([roleArn]));
	});
});
