import { describe, expect, it } from "vitest";
import { isRegistered } from "../../../shared/collectors/aws/eks/cluster.ts";
import { collectEks } from "../../../shared/collectors/aws/eks/collect.ts";
import { need, seen } from "../../../shared/core/observed.ts";
import { factsOver, ofKind } from "../../support/aws/around.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";

const arn = (rest: string) => `arn:aws:eks:eu-west-1:111122223333:${rest}`;
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const cluster = (name: string, changed: object = {}) => ({
	cluster: {
		name,
		arn: arn(`cluster/${name}`),
		version: "1.34",
		tags: { team: "platform" },
		resourcesVpcConfig: {
			vpcId: "vpc-1",
			subnetIds: ["subnet-a"],
			clusterSecurityGroupId: "sg-cluster",
			securityGroupIds: ["sg-extra"],
			endpointPublicAccess: true,
			endpointPrivateAccess: false,
			publicAccessCidrs: ["0.0.0.0/0"],
		},
		logging: {
			clusterLogging: [
				{ enabled: true, types: ["api", "audit"] },
				{ enabled: false, types: ["scheduler"] },
			],
		},
		encryptionConfig: [{ resources: ["secrets"], provider: { keyArn: "arn:aws:kms:eu-west-1:111122223333:key/k" } }],
		identity: { oidc: { issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/A" } },
		accessConfig: { authenticationMode: "API" },
		upgradePolicy: { supportType: "EXTENDED" },
		health: { issues: [{ code: "Ec2SubnetNotFound", message: "gone" }] },
		...changed,
	},
});
const answers: Record<string, Answer> = {
	"eks:ListClusters": { clusters: ["platform"] },
	"eks:DescribeCluster": ({ name }) => cluster(String(name)),
	"eks:DescribeClusterVersions": {
		clusterVersions: [
			{ clusterVersion: "1.34", versionStatus: "STANDARD_SUPPORT", endOfStandardSupportDate: new Date(0) },
			{ clusterVersion: "1.30", status: "extended-support" },
		],
	},
	"eks:ListNodegroups": paged("nodegroups", [["workers"], ["plain"]] as never, "nextToken", "nextToken"),
	"eks:DescribeNodegroup": ({ nodegroupName }) => ({
		nodegroup:
			nodegroupName === "workers"
				? {
						nodegroupArn: arn("nodegroup/platform/workers/1"),
						version: "1.30",
						subnets: ["subnet-a"],
						launchTemplate: { id: "lt-1", version: "3" },
						nodeRepairConfig: { enabled: true },
					}
				: {
						version: "1.34",
						subnets: ["subnet-a"],
						remoteAccess: { ec2SshKey: "k" },
						resources: { remoteAccessSecurityGroup: "sg-extra" },
					},
	}),
	"ec2:DescribeLaunchTemplateVersions": {
		LaunchTemplateVersions: [
			{ LaunchTemplateData: { SecurityGroupIds: ["sg-nodes"], MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 2 } } },
		],
	},
	"eks:ListAddons": { addons: ["vpc-cni"] },
	"eks:DescribeAddon": { addon: { addonVersion: "v1", status: "ACTIVE", health: { issues: [{ code: "Conflict", message: "x" }] } } },
	"eks:ListAccessEntries": { accessEntries: [role("admin"), role("nodes")] },
	"eks:DescribeAccessEntry": ({ principalArn }) => ({
		accessEntry: { type: principalArn === role("nodes") ? "EC2_LINUX" : "STANDARD", kubernetesGroups: ["viewers"] },
	}),
	"eks:ListAssociatedAccessPolicies": {
		associatedAccessPolicies: [{ policyArn: "arn:policy", accessScope: { type: "namespace", namespaces: ["a"] } }],
	},
	"eks:ListFargateProfiles": { fargateProfileNames: ["batch"] },
	"eks:DescribeFargateProfile": {
		fargateProfile: { podExecutionRoleArn: role("pods"), subnets: ["subnet-a"], selectors: [{ namespace: "batch" }], status: "ACTIVE" },
	},
	"eks:ListIdentityProviderConfigs": { identityProviderConfigs: [{ type: "oidc", name: "corp" }] },
	"eks:DescribeIdentityProviderConfig": { identityProviderConfig: { oidc: { issuerUrl: "https://login.example.com", clientId: "k8s" } } },
	"eks:ListPodIdentityAssociations": { associations: [{ associationId: "a-1", namespace: "payments", serviceAccount: "api" }] },
	"eks:DescribePodIdentityAssociation": { association: { namespace: "payments", serviceAccount: "api", roleArn: role("gone") } },
	"ec2:DescribeSecurityGroups": { SecurityGroups: ["sg-cluster", "sg-extra", "sg-nodes"].map((GroupId) => ({ GroupId })) },
	"ec2:DescribeSubnets": { Subnets: [{ SubnetId: "subnet-a", VpcId: "vpc-1" }] },
	"ec2:DescribeRouteTables": { RouteTables: [{ VpcId: "vpc-1", Associations: [{ Main: true }] }] },
	"ec2:DescribeVpcs": { Vpcs: [] },
	"iam:GetAccountAuthorizationDetails": { RoleDetailList: [{ Arn: role("pods"), AssumeRolePolicyDocument: "{}" }] },
	"iam:ListOpenIDConnectProviders": {
		OpenIDConnectProviderList: [{ Arn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A" }],
	},
	"kms:DescribeKey": {
		KeyMetadata: { KeyId: "k", Arn: "arn:aws:kms:eu-west-1:111122223333:key/k", KeyManager: "CUSTOMER", KeyState: "Enabled" },
	},
};
const collect = (changed: Record<string, Answer> = {}) => {
	const aws = fakeCaller({ ...answers, ...changed });
	return { aws, collected: collectEks(aws, factsOver(aws)) };
};

describe("EKS", () => {
	it("describes a cluster with everything that belongs to it", async () => {
		const [platform] = ofKind(await collect().collected, "eks.Cluster");
		expect(platform).toMatchObject({
			arn: arn("cluster/platform"),
			tags: seen({ team: "platform" }),
			version: "1.34",
			versionSupport: seen({ version: "1.34", status: "STANDARD_SUPPORT", standardSupportEnd: "1970-01-01T00:00:00.000Z" }),
			upgradePolicy: "EXTENDED",
			healthIssues: [{ code: "Ec2SubnetNotFound", message: "gone" }],
			endpointPublic: true,
			endpointPrivate: false,
			publicAccessCidrs: ["0.0.0.0/0"],
			logTypes: ["api", "audit"],
			encryptedResources: ["secrets"],
			encryptionKey: { value: { manager: "CUSTOMER" } },
			securityGroups: ["sg-extra"],
			network: { value: { securityGroups: ["sg-cluster", "sg-extra"], subnets: [{ id: "subnet-a", public: false }] } },
			oidcProvider: seen(true),
			authenticationMode: "API",
			accessEntries: {
				value: [
					{
						principalArn: role("admin"),
						type: "STANDARD",
						groups: ["viewers"],
						policies: seen([{ policyArn: "arn:policy", scopeType: "namespace", namespaces: ["a"] }]),
					},
					{ principalArn: role("nodes"), type: "EC2_LINUX", policies: seen([]) },
				],
			},
			addons: seen([{ name: "vpc-cni", version: "v1", status: "ACTIVE", issues: ["Conflict: x"] }]),
			nodeGroupNames: seen(["workers", "plain"]),
			podIdentities: seen([{ namespace: "payments", serviceAccount: "api", roleArn: role("gone") }]),
		});
		expect(platform).toMatchObject({ deletionProtection: false, zonalShift: false });
	});

	it("describes node groups of all pages, with the metadata options and groups of their launch template", async () => {
		const [workers, plain] = ofKind(await collect().collected, "eks.NodeGroup");
		expect(workers).toMatchObject({
			name: "platform/workers",
			clusterVersion: "1.34",
			versionSupport: seen({ version: "1.30", status: "EXTENDED_SUPPORT" }),
			metadata: seen({ httpTokens: "required", hopLimit: 2 }),
			network: { value: { securityGroups: ["sg-nodes"] } },
			autoRepair: true,
		});
		expect(plain).toMatchObject({
			metadata: undefined,
			remoteAccess: { key: "k", sourceSecurityGroups: [] },
			network: { value: { securityGroups: ["sg-cluster", "sg-extra"] } },
		});
	});

	it("describes Fargate profiles, identity providers and pod identities, with the roles that are there or not", async () => {
		const collected = await collect().collected;
		expect(ofKind(collected, "eks.FargateProfile")).toMatchObject([
			{
				name: "platform/batch",
				selectors: [{ namespace: "batch", labels: {} }],
				podExecutionRole: { value: { exists: true, trust: { json: "{}" } } },
			},
		]);
		expect(ofKind(collected, "eks.IdentityProvider")).toMatchObject([
			{ name: "platform/corp", issuerUrl: "https://login.example.com", clientId: "k8s", requiredClaims: {} },
		]);
		expect(ofKind(collected, "eks.PodIdentity")).toMatchObject([
			{ name: "platform/payments/api", roleArn: role("gone"), role: seen({ arn: role("gone"), exists: false }) },
		]);
	});

	it("costs nothing beyond the listing where there is no cluster", async () => {
		const { aws, collected } = collect({ "eks:ListClusters": { clusters: [] } });
		expect(await collected).toEqual({ resources: [], errors: [] });
		expect(aws.count()).toBe(1);
	});

	it("reads what clusters share once", async () => {
		const { aws, collected } = collect({ "eks:ListClusters": { clusters: ["a", "b", "c"] } });
		expect(ofKind(await collected, "eks.Cluster")).toHaveLength(3);
		for (const operation of [
			"eks:ListClusters",
			"eks:DescribeClusterVersions",
			"ec2:DescribeSecurityGroups",
			"ec2:DescribeLaunchTemplateVersions",
			"iam:GetAccountAuthorizationDetails",
			"kms:DescribeKey",
		])
			expect([operation, aws.count(operation)]).toEqual([operation, 1]);
	});

	it("does not let one cluster that cannot be described stop the others", async () => {
		const collected = await collect({
			"eks:ListClusters": { clusters: ["broken", "platform"] },
			"eks:DescribeCluster": ({ name }) => (name === "broken" ? fails("denied") : cluster(String(name))),
		}).collected;
		expect(ofKind(collected, "eks.Cluster").map(({ name }) => name)).toEqual(["platform"]);
		expect(collected.errors).toMatchObject([
			{
				operation: "DescribeCluster",
				cause: "denied",
				message: expect.stringContaining("Cluster broken"),
				kinds: expect.arrayContaining(["eks.Cluster", "eks.NodeGroup"]),
			},
		]);
	});

	it("keeps the clusters of the pages before a failure, and leaves all kinds incomplete", async () => {
		const collected = await collect({
			"eks:ListClusters": ({ nextToken }) => (nextToken ? fails("throttled") : { clusters: ["platform"], nextToken: "1" }),
		}).collected;
		expect(ofKind(collected, "eks.Cluster")).toHaveLength(1);
		expect(collected.errors).toMatchObject([{ cause: "throttled" }]);
		expect(collected.errors[0]?.kinds).toHaveLength(5);
	});

	it("names the child that cannot be described and keeps the cluster", async () => {
		const rows = [
			["eks:DescribeNodegroup", "eks.NodeGroup", "Node group platform/workers"],
			["eks:DescribeFargateProfile", "eks.FargateProfile", "Fargate profile platform/batch"],
			["eks:DescribeIdentityProviderConfig", "eks.IdentityProvider", "Identity provider platform/corp"],
			["eks:DescribePodIdentityAssociation", "eks.PodIdentity", "Pod identity platform/payments/api"],
		] as const;
		for (const [operation, kind, label] of rows)
			for (const answer of [fails("denied"), {}]) {
				const collected = await collect({ [operation]: answer }).collected;
				expect(ofKind(collected, "eks.Cluster")).toHaveLength(1);
				expect(ofKind(collected, kind)).toEqual([]);
				expect(collected.errors[0]).toMatchObject({ kinds: [kind], message: expect.stringContaining(label) });
			}
	});

	it("leaves a fact of the cluster unread when one of its parts is", async () => {
		const rows = [
			["eks:ListAddons", "addons"],
			["eks:DescribeAddon", "addons"],
			["eks:ListAccessEntries", "accessEntries"],
			["eks:DescribeAccessEntry", "accessEntries"],
			["eks:ListNodegroups", "nodeGroupNames"],
			["eks:ListPodIdentityAssociations", "podIdentities"],
			["eks:DescribePodIdentityAssociation", "podIdentities"],
			["eks:DescribeClusterVersions", "versionSupport"],
			["iam:ListOpenIDConnectProviders", "oidcProvider"],
			["ec2:DescribeRouteTables", "network"],
			["kms:DescribeKey", "encryptionKey"],
		] as const;
		for (const [operation, field] of rows) {
			const [platform] = ofKind(await collect({ [operation]: fails("denied") }).collected, "eks.Cluster");
			expect([operation, platform?.[field]]).toEqual([operation, { unread: expect.objectContaining({ cause: "denied" }) }]);
		}
		const [platform] = ofKind(await collect({ "eks:ListAssociatedAccessPolicies": fails("denied") }).collected, "eks.Cluster");
		expect(platform && need(platform.accessEntries)[0]?.policies).toHaveProperty("unread.cause", "denied");
	});

	describe("what launch template and AMI family leave open", () => {
		const node = (group: string, HttpTokens?: string, HttpPutResponseHopLimit?: number) => ({
			Tags: [
				{ Key: "eks:cluster-name", Value: "platform" },
				{ Key: "eks:nodegroup-name", Value: group },
			],
			MetadataOptions: { HttpTokens, HttpPutResponseHopLimit },
		});
		const nodes = (...Instances: ReturnType<typeof node>[]) => ({ "ec2:DescribeInstances": { Reservations: [{ Instances }, {}] } });
		const plain = async (changed: Record<string, Answer>) => {
			const { aws, collected } = collect(changed);
			const group = ofKind(await collected, "eks.NodeGroup").find(({ name }) => name === "platform/plain");
			return { metadata: group?.metadata, asked: aws.count("ec2:DescribeInstances") };
		};
		const template = (MetadataOptions?: object) => ({
			"eks:ListNodegroups": { nodegroups: ["plain"] },
			"eks:DescribeNodegroup": { nodegroup: { amiType: "BOTTLEROCKET_x86_64", subnets: ["subnet-a"], launchTemplate: { id: "lt-1" } } },
			"ec2:DescribeLaunchTemplateVersions": { LaunchTemplateVersions: [{ LaunchTemplateData: { MetadataOptions } }] },
		});

		it.each([
			["the only node", [node("plain", "required", 2)], { httpTokens: "required", hopLimit: 2 }],
			[
				"the least strict of the nodes",
				[node("plain", "required", 1), node("plain", "optional", 3)],
				{ httpTokens: "optional", hopLimit: 3 },
			],
			[
				"the least strict, seen first",
				[node("plain", "optional", 3), node("plain", "required", 1)],
				{ httpTokens: "optional", hopLimit: 3 },
			],
			["what all nodes name", [node("plain", "required", 1), node("plain")], { httpTokens: undefined, hopLimit: undefined }],
			["what one node is known to allow", [node("plain"), node("plain", "optional", 1)], { httpTokens: "optional", hopLimit: undefined }],
		])("is taken from %s", async (_, instances, metadata) => {
			expect(await plain(nodes(...instances, node("other", "optional", 9)))).toEqual({ metadata: seen(metadata), asked: 1 });
		});

		it("is filled in beside what the template says", async () => {
			const running = nodes(node("plain", "optional", 2));
			expect((await plain({ ...template({ HttpTokens: "required" }), ...running })).metadata).toEqual(
				seen({ httpTokens: "required", hopLimit: 2 }),
			);
			expect((await plain({ ...template({ HttpPutResponseHopLimit: 1 }), ...running })).metadata).toEqual(
				seen({ httpTokens: "optional", hopLimit: 1 }),
			);
		});

		it("stays open without nodes, and when they cannot be read", async () => {
			expect((await plain(nodes())).metadata).toBeUndefined();
			expect((await plain({ "ec2:DescribeInstances": fails("denied") })).metadata).toBeUndefined();
			expect((await plain({ ...template({ HttpTokens: "required" }), ...nodes() })).metadata).toEqual(
				seen({ httpTokens: "required", hopLimit: undefined }),
			);
		});

		it("is not asked for where all is said", async () => {
			const full = template({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
			expect((await plain({ ...full, ...nodes() })).asked).toBe(0);
			const al2023 = { nodegroup: { amiType: "AL2023_x86_64_STANDARD", subnets: ["subnet-a"] } };
			expect(await plain({ "eks:ListNodegroups": { nodegroups: ["plain"] }, "eks:DescribeNodegroup": al2023 })).toEqual({
				metadata: undefined,
				asked: 0,
			});
		});
	});

	it("does not know the nodes' metadata options and groups when the launch template is denied", async () => {
		const [workers, plain] = ofKind(await collect({ "ec2:DescribeLaunchTemplateVersions": fails("denied") }).collected, "eks.NodeGroup");
		expect(workers?.metadata).toHaveProperty("unread.cause", "denied");
		expect(workers?.network).toHaveProperty("unread.cause", "denied");
		expect(plain?.network).toHaveProperty("value");
	});

	it("does not ask a cluster that only reads aws-auth for access entries", async () => {
		const { aws, collected } = collect({
			"eks:DescribeCluster": cluster("platform", { accessConfig: { authenticationMode: "CONFIG_MAP" } }),
		});
		expect(ofKind(await collected, "eks.Cluster")[0]?.accessEntries).toEqual(seen([]));
		expect(aws.count("eks:ListAccessEntries")).toBe(0);
	});

	it("does not know the support of a version that AWS does not list", async () => {
		const [old] = ofKind(await collect({ "eks:DescribeCluster": cluster("platform", { version: "1.11" }) }).collected, "eks.Cluster");
		expect(old?.versionSupport).toHaveProperty("unread.cause", "notFound");
	});
});

describe("an OIDC provider", () => {
	const providers = seen(["arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB"]);
	it("is that of the issuer only when the whole path is equal", () => {
		expect(isRegistered("https://oidc.eks.eu-west-1.amazonaws.com/id/AB", providers)).toEqual(seen(true));
		expect(isRegistered("https://oidc.eks.eu-west-1.amazonaws.com/id/A", providers)).toEqual(seen(false));
	});
	it("is unknown without an issuer", () => expect(isRegistered(undefined, providers)).toHaveProperty("unread.cause", "malformed"));
});
