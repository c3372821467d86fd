import { describe, expect, it } from "vitest";
import type { Action } from "../../../shared/remediations/action.ts";
import { eksClusterAdminKnown } from "../../../shared/remediations/eks/eks-cluster-admin-known.ts";
import { eksClusterEndpointRestricted } from "../../../shared/remediations/eks/eks-cluster-endpoint-restricted.ts";
import { eksClusterLogs } from "../../../shared/remediations/eks/eks-cluster-logs.ts";
import { eksClusterSecretsEncrypted } from "../../../shared/remediations/eks/eks-cluster-secrets-encrypted.ts";
import { eksClusterVersion } from "../../../shared/remediations/eks/eks-cluster-version.ts";
import { eksActions } from "../../../shared/remediations/eks/index.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";
import { type State, testSettings } from "../../support/remediation-cases.ts";
import { clusterTarget } from "../../support/remediation-others.ts";

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const full = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
const view = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
const associated = (policyArn: string, type = "cluster") => ({ policyArn, accessScope: { type, namespaces: [] } });
/** Access entries, one a page, with their policies. */
const access = (entries: Record<string, object[]>): Record<string, Answer> => ({
	"eks:ListAccessEntries": paged(
		"accessEntries",
		Object.keys(entries).map((one) => [one] as never),
		"nextToken",
		"nextToken",
	),
	"eks:ListAssociatedAccessPolicies": ({ principalArn }) => ({ associatedAccessPolicies: entries[String(principalArn)] }),
});
const base = {
	name: "prod",
	status: "ACTIVE",
	version: "1.32",
	accessConfig: { authenticationMode: "API" },
	resourcesVpcConfig: { endpointPublicAccess: true, endpointPrivateAccess: false, publicAccessCidrs: ["0.0.0.0/0"] },
};
const answers = (cluster: object, more: Record<string, Answer>): Record<string, Answer> => ({
	"eks:DescribeCluster": { cluster: { ...base, ...cluster } },
	"eks:DescribeClusterVersions": paged(
		"clusterVersions",
		[
			[
				{ clusterVersion: "1.31", versionStatus: "EXTENDED_SUPPORT" },
				{ clusterVersion: "1.32", status: "extended-support" },
			],
			[{ clusterVersion: "1.33", versionStatus: "STANDARD_SUPPORT" }],
		],
		"nextToken",
		"nextToken",
	),
	"eks:ListNodegroups": { nodegroups: ["workers"] },
	"eks:DescribeNodegroup": { nodegroup: { version: "1.32" } },
	"eks:ListInsights": { insights: [] },
	"kms:ListAliases": { Aliases: [{ AliasName: "alias/parapet", TargetKeyId: "key-1" }] },
	...access({ [role("break-glass")]: [associated(full)], [role("ci")]: [associated(view), associated(full)] }),
	...more,
});
async function decide(action: Action, cluster: object = {}, more: Record<string, Answer> = {}, settings = testSettings): Promise<State> {
	const reading = await action.read(clusterTarget, fakeCaller(answers(cluster, more)));
	return "state" in reading ? action.plan(reading.state, settings, clusterTarget) : reading;
}

describe.each(eksActions)("$id", (action) => {
	it.each([
		["UPDATING", { kind: "busy" }],
		["CREATING", { kind: "busy" }],
		["FAILED", { kind: "refused", reason: "unsupported" }],
		["DELETING", { kind: "refused", reason: "unsupported" }],
	])("changes nothing while the cluster is %s", async (status, expected) => {
		expect(await decide(action, { status })).toMatchObject(expected);
	});

	it("leaves a local cluster on an Outpost alone", async () => {
		expect(await decide(action, { outpostConfig: {} })).toMatchObject({ kind: "refused", reason: "unsupported" });
	});

	it("tells a cluster that is gone from one that cannot be read", async () => {
		expect(await decide(action, {}, { "eks:DescribeCluster": fails("notFound") })).toHaveProperty("gone");
	});

	it.each(action.reads)("is not read without %s", async (api) => {
		expect(await decide(action, {}, { [api]: fails("denied") })).toMatchObject({ unread: { cause: "denied" } });
	});
});

describe("logs of the control plane", () => {
	it("are turned on where they are missing, and only those off again", async () => {
		const set = (enabled: boolean) => ({
			api: "eks:UpdateClusterConfig",
			input: { name: "prod", logging: { clusterLogging: [{ types: ["audit", "authenticator", "controllerManager"], enabled }] } },
		});
		const logging = {
			clusterLogging: [
				{ types: ["api", "scheduler"], enabled: true },
				{ types: ["audit"], enabled: false },
			],
		};
		expect(await decide(eksClusterLogs, { logging })).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [set(true)],
			inverse: [set(false)],
		});
	});

	it("are left alone when all are on, even during an update (M1)", async () => {
		const logging = { clusterLogging: [{ types: ["api", "audit", "authenticator", "controllerManager", "scheduler"], enabled: true }] };
		expect(await decide(eksClusterLogs, { logging, status: "UPDATING" })).toMatchObject({ kind: "compliant" });
	});
});

describe("the public endpoint", () => {
	const update = (resourcesVpcConfig: object) => ({ api: "eks:UpdateClusterConfig", input: { name: "prod", resourcesVpcConfig } });

	it("is limited only after the private one is there, and opened first when that is taken back", async () => {
		const plan = await decide(eksClusterEndpointRestricted);
		expect(plan).toMatchObject({
			kind: "plan",
			level: "approve",
			calls: [update({ endpointPrivateAccess: true }), { ...update({ publicAccessCidrs: ["203.0.113.0/24"] }), afterSettling: true }],
			inverse: [update({ publicAccessCidrs: ["0.0.0.0/0"] }), { ...update({ endpointPrivateAccess: false }), afterSettling: true }],
		});
		expect(plan.calls[0]).not.toHaveProperty("afterSettling");
	});

	it("is limited at once where the private one is on", async () => {
		const resourcesVpcConfig = { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ["128.0.0.0/1", "0.0.0.0/1"] };
		const plan = await decide(eksClusterEndpointRestricted, { resourcesVpcConfig });
		expect(plan.calls).toMatchObject([update({ publicAccessCidrs: ["203.0.113.0/24"] })]);
		expect(plan.inverse).toMatchObject([update({ publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] })]);
	});

	it.each([
		["is not public", { endpointPublicAccess: false, endpointPrivateAccess: true, publicAccessCidrs: ["0.0.0.0/0"] }],
		["admits few addresses", { endpointPublicAccess: true, endpointPrivateAccess: false, publicAccessCidrs: ["198.51.100.0/24"] }],
	])("is left alone when it %s (M1)", async (_what, resourcesVpcConfig) => {
		expect(await decide(eksClusterEndpointRestricted, { resourcesVpcConfig })).toMatchObject({ kind: "compliant" });
	});

	it.each([
		["no range", []],
		["private ranges alone", ["10.0.0.0/8"]],
		["IPv6 alone, for an IPv4 cluster", ["2001:db8::/48"]],
		["the world", ["0.0.0.0/1", "128.0.0.0/1"]],
		["more ranges than EKS takes", Array.from({ length: 41 }, (_, index) => `203.0.113.${index}/32`)],
	])("needs an allow-list, not %s", async (_what, allowedCidrs) => {
		expect(await decide(eksClusterEndpointRestricted, {}, {}, { ...testSettings, allowedCidrs })).toMatchObject({
			kind: "refused",
			reason: "settings",
		});
	});

	it("takes IPv6 for an IPv6 cluster", async () => {
		const settings = { ...testSettings, allowedCidrs: ["2001:db8::/48", "203.0.113.0/24"] };
		const plan = await decide(eksClusterEndpointRestricted, { kubernetesNetworkConfig: { ipFamily: "ipv6" } }, {}, settings);
		expect(plan.desired.publicCidrs).toEqual(["2001:db8::/48", "203.0.113.0/24"]);
	});

	it("is not guessed", async () => {
		expect(await decide(eksClusterEndpointRestricted, { resourcesVpcConfig: {} })).toHaveProperty("unread");
		const resourcesVpcConfig = { endpointPublicAccess: true, endpointPrivateAccess: true };
		expect(await decide(eksClusterEndpointRestricted, { resourcesVpcConfig })).toMatchObject({ kind: "refused", reason: "unknown" });
	});
});

describe("encryption of Kubernetes secrets", () => {
	const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/key-1";

	it("is set up with the key that the settings name, after approval and for good", async () => {
		expect(await decide(eksClusterSecretsEncrypted)).toMatchObject({
			kind: "plan",
			level: "approve",
			calls: [
				{
					api: "eks:AssociateEncryptionConfig",
					input: { clusterName: "prod", encryptionConfig: [{ resources: ["secrets"], provider: { keyArn } }] },
				},
			],
			inverse: { irreversible: expect.any(String) },
		});
	});

	it("is left alone where it is (M1), and refused without a key", async () => {
		const encryptionConfig = [{ resources: ["secrets"], provider: { keyArn } }];
		expect(await decide(eksClusterSecretsEncrypted, { encryptionConfig })).toMatchObject({ kind: "compliant" });
		expect(await decide(eksClusterSecretsEncrypted, {}, {}, { ...testSettings, kmsKey: undefined })).toMatchObject({
			kind: "refused",
			reason: "settings",
		});
	});
});

describe("the version", () => {
	it("is raised by one minor version, after approval and for good", async () => {
		expect(await decide(eksClusterVersion)).toMatchObject({
			kind: "plan",
			level: "approve",
			calls: [{ api: "eks:UpdateClusterVersion", input: { name: "prod", version: "1.33" } }],
			inverse: { irreversible: expect.any(String) },
		});
	});

	it.each([
		["is in standard support (M1)", { version: "1.33" }, {}, { kind: "compliant" }],
		["is two versions behind", { version: "1.31" }, {}, { kind: "refused", reason: "unsupported" }],
		["is not listed", { version: "1.20" }, {}, { kind: "refused", reason: "unknown" }],
		[
			"has node groups behind it",
			{},
			{ "eks:DescribeNodegroup": { nodegroup: { version: "1.31" } } },
			{ kind: "refused", reason: "unsupported" },
		],
		[
			"is not ready by EKS's own checks",
			{},
			{ "eks:ListInsights": { insights: [{ name: "Deprecated APIs" }] } },
			{ kind: "refused", reason: "unsupported" },
		],
	] as [string, object, Record<string, Answer>, object][])("stays when it %s", async (_what, cluster, more, expected) => {
		expect(await decide(eksClusterVersion, cluster, more)).toMatchObject(expected);
	});

	it("asks EKS for the checks of the next version that fail", async () => {
		const aws = fakeCaller(answers({}, {}));
		await eksClusterVersion.read(clusterTarget, aws);
		expect(aws.calls.find(({ operation }) => operation === "ListInsights")?.input).toMatchObject({
			clusterName: "prod",
			filter: { categories: ["UPGRADE_READINESS"], kubernetesVersions: ["1.33"], statuses: ["ERROR"] },
		});
	});
});

describe("administrators of the cluster", () => {
	it("whom nobody named lose that policy alone, and get it back", async () => {
		expect(await decide(eksClusterAdminKnown)).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [{ api: "eks:DisassociateAccessPolicy", input: { clusterName: "prod", principalArn: role("ci"), policyArn: full } }],
			inverse: [
				{
					api: "eks:AssociateAccessPolicy",
					input: { clusterName: "prod", principalArn: role("ci"), policyArn: full, accessScope: { type: "cluster" } },
				},
			],
		});
	});

	it.each([
		["only the named ones are", { [role("break-glass")]: [associated(full)] }],
		[
			"a pattern names them",
			{
				[role("break-glass")]: [associated(full)],
				[role("aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_1a2b")]: [associated(full)],
			},
		],
		[
			"others are so in a namespace, or only view",
			{ [role("break-glass")]: [associated(full)], [role("ci")]: [associated(full, "namespace"), associated(view)] },
		],
	])("stay when %s (M1)", async (_what, entries) => {
		expect(await decide(eksClusterAdminKnown, {}, access(entries))).toMatchObject({ kind: "compliant" });
	});

	it.each([
		["no named one is left", { [role("ci")]: [associated(full)] }],
		[
			"the named one may not administer everything",
			{ [role("ci")]: [associated(full)], [role("break-glass")]: [associated(full.replace("ClusterAdmin", "Admin"))] },
		],
	])("are not taken away when %s", async (_what, entries) => {
		expect(await decide(eksClusterAdminKnown, {}, access(entries))).toMatchObject({ kind: "refused", reason: "lastWayIn" });
	});

	it("are not judged while nobody is named, nor by the aws-auth config map", async () => {
		expect(await decide(eksClusterAdminKnown, {}, {}, { ...testSettings, breakGlass: [] })).toMatchObject({
			kind: "refused",
			reason: "settings",
		});
		const refusing = { "eks:ListAccessEntries": fails("other") };
		expect(await decide(eksClusterAdminKnown, { accessConfig: { authenticationMode: "CONFIG_MAP" } }, refusing)).toMatchObject({
			kind: "refused",
			reason: "unsupported",
		});
	});
});
