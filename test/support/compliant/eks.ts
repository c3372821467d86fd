import { seen } from "../../../shared/core/observed.ts";
import type {
	EksCluster,
	EksFargateProfile,
	EksIdentityProvider,
	EksNodeGroup,
	EksPodIdentity,
} from "../../../shared/core/resources/index.ts";
import { account, arn, customerKey, place, privateNetwork } from "./common.ts";

const versionSupport = seen({
	version: "1.34",
	status: "STANDARD_SUPPORT",
	standardSupportEnd: "2026-12-02T00:00:00.000Z",
	extendedSupportEnd: "2027-12-02T00:00:00.000Z",
});

/** A private cluster that passes every rule which applies to it. */
export const eksCluster: EksCluster = {
	kind: "eks.Cluster",
	arn: arn("eks", "cluster/platform"),
	name: "platform",
	...place,
	version: "1.34",
	platformVersion: "eks.9",
	status: "ACTIVE",
	versionSupport,
	upgradePolicy: "STANDARD",
	healthIssues: [],
	endpointPublic: false,
	endpointPrivate: true,
	publicAccessCidrs: [],
	logTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
	encryptedResources: ["secrets"],
	encryptionKey: customerKey,
	deletionProtection: true,
	vpcId: "vpc-0a1b2c3d",
	clusterSecurityGroup: "sg-0cluster",
	securityGroups: ["sg-0control"],
	network: privateNetwork(443),
	oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF",
	oidcProvider: seen(true),
	authenticationMode: "API",
	accessEntries: seen([
		{
			principalArn: `arn:aws:iam::${account}:role/platform-admin`,
			type: "STANDARD",
			groups: [],
			policies: seen([
				{ policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", scopeType: "cluster", namespaces: [] },
			]),
		},
	]),
	addons: seen([
		{ name: "vpc-cni", version: "v1.20.4-eksbuild.1", status: "ACTIVE", configuration: '{"enableNetworkPolicy":"true"}', issues: [] },
		{ name: "eks-pod-identity-agent", version: "v1.3.8-eksbuild.2", status: "ACTIVE", issues: [] },
	]),
	nodeGroupNames: seen(["workers"]),
	autoMode: false,
	podIdentities: seen([{ namespace: "payments", serviceAccount: "api", roleArn: `arn:aws:iam::${account}:role/payments-api` }]),
	zonalShift: true,
	createdAt: "2025-11-02T08:00:00.000Z",
};

export const nodeGroup: EksNodeGroup = {
	kind: "eks.NodeGroup",
	arn: arn("eks", "nodegroup/platform/workers/1a2b"),
	name: "platform/workers",
	...place,
	cluster: "platform",
	clusterVersion: "1.34",
	version: "1.34",
	releaseVersion: "1.34.1-20260601",
	versionSupport,
	amiType: "AL2023_x86_64_STANDARD",
	status: "ACTIVE",
	healthIssues: [],
	network: privateNetwork(443),
	roleArn: `arn:aws:iam::${account}:role/platform-nodes`,
	metadata: seen({ httpTokens: "required", hopLimit: 1 }),
	autoRepair: true,
};

export const fargateProfile: EksFargateProfile = {
	kind: "eks.FargateProfile",
	arn: arn("eks", "fargateprofile/platform/batch/1a2b"),
	name: "platform/batch",
	...place,
	cluster: "platform",
	status: "ACTIVE",
	selectors: [{ namespace: "batch", labels: {} }],
	network: privateNetwork(443),
	podExecutionRole: seen({
		arn: `arn:aws:iam::${account}:role/fargate-pods`,
		exists: true,
		trust: {
			json: JSON.stringify({
				Version: "2012-10-17",
				Statement: [
					{
						Effect: "Allow",
						Principal: { Service: "eks-fargate-pods.amazonaws.com" },
						Action: "sts:AssumeRole",
						Condition: { ArnLike: { "aws:SourceArn": arn("eks", "fargateprofile/platform/*") } },
					},
				],
			}),
		},
	}),
};

export const identityProvider: EksIdentityProvider = {
	kind: "eks.IdentityProvider",
	arn: arn("eks", "identityproviderconfig/platform/oidc/corp/1a2b"),
	name: "platform/corp",
	...place,
	cluster: "platform",
	issuerUrl: "https://login.example.com",
	clientId: "kubernetes",
	usernamePrefix: "corp:",
	groupsPrefix: "corp:",
	requiredClaims: { hd: "example.com" },
	status: "ACTIVE",
};

export const podIdentity: EksPodIdentity = {
	kind: "eks.PodIdentity",
	arn: arn("eks", "podidentityassociation/platform/a-1a2b"),
	name: "platform/payments/api",
	...place,
	cluster: "platform",
	namespace: "payments",
	serviceAccount: "api",
	roleArn: `arn:aws:iam::${account}:role/payments-api`,
	disableSessionTags: false,
	role: seen({
		arn: `arn:aws:iam::${account}:role/payments-api`,
		exists: true,
		trust: {
			json: JSON.stringify({
				Version: "2012-10-17",
				Statement: [
					{
						Effect: "Allow",
						Principal: { Service: "pods.eks.amazonaws.com" },
						Action: ["sts:AssumeRole", "sts:TagSession"],
						Condition: {
							StringEquals: {
								"aws:RequestTag/eks-cluster-arn": arn("eks", "cluster/platform"),
								"aws:RequestTag/kubernetes-namespace": "payments",
								"aws:RequestTag/kubernetes-service-account": "api",
							},
						},
					},
				],
			}),
		},
	}),
};
