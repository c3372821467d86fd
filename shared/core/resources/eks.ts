import * as z from "zod";
import { RoleFacts } from "./iam.ts";
import { Exposure } from "./network.ts";
import { base, KeyFacts, observed, Timestamp } from "./schema.ts";

/** What DescribeClusterVersions says of a Kubernetes version. `status`: STANDARD_SUPPORT, EXTENDED_SUPPORT or UNSUPPORTED. */
export const VersionSupport = z.strictObject({
	version: z.string(),
	status: z.string(),
	standardSupportEnd: Timestamp.optional(),
	extendedSupportEnd: Timestamp.optional(),
});

/** One access entry with its associated policies. `scopeType` is cluster or namespace. */
export const AccessEntry = z.strictObject({
	principalArn: z.string(),
	/** STANDARD, EC2_LINUX, FARGATE_LINUX, … */
	type: z.string(),
	username: z.string().optional(),
	groups: z.array(z.string()),
	policies: observed(z.array(z.strictObject({ policyArn: z.string(), scopeType: z.string(), namespaces: z.array(z.string()) }))),
});

export const EksCluster = z.strictObject({
	kind: z.literal("eks.Cluster"),
	...base,
	version: z.string().optional(),
	platformVersion: z.string().optional(),
	status: z.string().optional(),
	versionSupport: observed(VersionSupport),
	/** upgradePolicy.supportType: STANDARD or EXTENDED. */
	upgradePolicy: z.string().optional(),
	/** DescribeCluster health issues: code and message. */
	healthIssues: z.array(z.strictObject({ code: z.string(), message: z.string() })),
	/** The URL of its API server. */
	endpoint: z.string().optional(),
	endpointPublic: z.boolean().optional(),
	endpointPrivate: z.boolean().optional(),
	publicAccessCidrs: z.array(z.string()),
	/** Control-plane log types that are enabled. */
	logTypes: z.array(z.string()),
	/** Resources encrypted by a KMS key, normally ["secrets"]; empty when there is no encryption configuration. */
	encryptedResources: z.array(z.string()),
	encryptionKey: observed(KeyFacts).optional(),
	deletionProtection: z.boolean().optional(),
	vpcId: z.string().optional(),
	clusterSecurityGroup: z.string().optional(),
	/** The additional security groups of the control plane. */
	securityGroups: z.array(z.string()),
	/** Subnets and rules of the control plane's network interfaces. */
	network: observed(Exposure),
	oidcIssuer: z.string().optional(),
	/** Is an IAM OIDC provider registered for the issuer? */
	oidcProvider: observed(z.boolean()),
	/** accessConfig.authenticationMode: API, API_AND_CONFIG_MAP, CONFIG_MAP. */
	authenticationMode: z.string().optional(),
	accessEntries: observed(z.array(AccessEntry)),
	addons: observed(
		z.array(
			z.strictObject({
				name: z.string(),
				version: z.string().optional(),
				status: z.string().optional(),
				configuration: z.string().optional(),
				issues: z.array(z.string()),
				roleArn: z.string().optional(),
			}),
		),
	),
	nodeGroupNames: observed(z.array(z.string())),
	/** EKS Auto Mode compute. */
	autoMode: z.boolean().optional(),
	podIdentities: observed(z.array(z.strictObject({ namespace: z.string(), serviceAccount: z.string(), roleArn: z.string() }))),
	zonalShift: z.boolean().optional(),
	createdAt: Timestamp.optional(),
});
export type EksCluster = z.infer<typeof EksCluster>;

export const EksNodeGroup = z.strictObject({
	kind: z.literal("eks.NodeGroup"),
	...base,
	cluster: z.string(),
	clusterVersion: z.string().optional(),
	version: z.string().optional(),
	releaseVersion: z.string().optional(),
	versionSupport: observed(VersionSupport),
	/** AL2023_x86_64_STANDARD, AL2_x86_64, BOTTLEROCKET_…, CUSTOM. */
	amiType: z.string().optional(),
	status: z.string().optional(),
	healthIssues: z.array(z.strictObject({ code: z.string(), message: z.string() })),
	/** remoteAccess: the SSH key and the groups that may use it; no groups means the internet. Absent when SSH is off. */
	remoteAccess: z.strictObject({ key: z.string().optional(), sourceSecurityGroups: z.array(z.string()) }).optional(),
	/** ASG subnets; `public` by route. */
	network: observed(Exposure),
	roleArn: z.string().optional(),
	/** IMDSv2 required, hop limit: from its launch template and, where that and the AMI family leave them open, from its running nodes. */
	metadata: observed(z.strictObject({ httpTokens: z.string().optional(), hopLimit: z.int().optional() })).optional(),
	autoRepair: z.boolean().optional(),
});
export type EksNodeGroup = z.infer<typeof EksNodeGroup>;

export const EksFargateProfile = z.strictObject({
	kind: z.literal("eks.FargateProfile"),
	...base,
	cluster: z.string(),
	status: z.string().optional(),
	selectors: z.array(z.strictObject({ namespace: z.string().optional(), labels: z.record(z.string(), z.string()) })),
	network: observed(Exposure),
	podExecutionRole: observed(RoleFacts),
});
export type EksFargateProfile = z.infer<typeof EksFargateProfile>;

/** An OIDC identity provider that the cluster trusts for users. */
export const EksIdentityProvider = z.strictObject({
	kind: z.literal("eks.IdentityProvider"),
	...base,
	cluster: z.string(),
	issuerUrl: z.string().optional(),
	clientId: z.string().optional(),
	usernamePrefix: z.string().optional(),
	groupsPrefix: z.string().optional(),
	requiredClaims: z.record(z.string(), z.string()),
	status: z.string().optional(),
});
export type EksIdentityProvider = z.infer<typeof EksIdentityProvider>;

/** A pod identity association: which IAM role the pods of a service account get. */
export const EksPodIdentity = z.strictObject({
	kind: z.literal("eks.PodIdentity"),
	...base,
	cluster: z.string(),
	namespace: z.string(),
	serviceAccount: z.string(),
	roleArn: z.string(),
	targetRoleArn: z.string().optional(),
	disableSessionTags: z.boolean().optional(),
	role: observed(RoleFacts),
});
export type EksPodIdentity = z.infer<typeof EksPodIdentity>;
