import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, sortedSet } from "../decisions.ts";
import { type Aliases, keyOf, readAliases } from "../kms/key-setting.ts";
import { type ClusterState, readCluster, unchangeable } from "./cluster-state.ts";

interface EncryptionState extends ClusterState {
	readonly encryptedResources: readonly string[];
	readonly key: string | null;
	readonly aliases: Aliases;
}

export const eksClusterSecretsEncrypted = defineAction<EncryptionState>({
	id: "eks-cluster-secrets-encrypted",
	title: "Encrypt the Kubernetes secrets of an EKS cluster with a KMS key of the account",
	family: "eks",
	kinds: ["eks.Cluster"],
	rules: ["eks-cluster-secrets-encrypted"],
	controls: ["EKS.3"],
	level: "approve",
	reads: ["eks:DescribeCluster", "kms:ListAliases"],
	writes: ["eks:AssociateEncryptionConfig"],
	alsoNeeds: [
		{ action: "kms:DescribeKey", why: "EKS looks at the key in the name of the caller" },
		{ action: "kms:CreateGrant", why: "EKS makes itself a grant to use the key, in the name of the caller" },
	],
	triggers: ["eks:CreateCluster"],
	guards: [
		"Needs settings.kmsKey, in the region of the cluster.",
		"It cannot be undone: a person has to approve it.",
		"One update of a cluster at a time.",
	],
	downtime: "none",
	reversible: "EKS cannot take an encryption configuration away again, nor change its key.",
	async read(target, aws) {
		const cluster = await readCluster(target, aws, ({ encryptionConfig }) => ({
			encryptedResources: sortedSet((encryptionConfig ?? []).flatMap(({ resources }) => resources ?? [])),
			key: encryptionConfig?.find(({ resources }) => resources?.includes("secrets"))?.provider?.keyArn ?? null,
		}));
		if (!("state" in cluster)) return cluster;
		const aliases = await readAliases(aws);
		return "unread" in aliases ? aliases : { state: { ...cluster.state, aliases: aliases.value } };
	},
	facts: ({ encryptedResources, key }) => ({ encryptedResources: [...encryptedResources], key }),
	plan(state, settings, target) {
		const { name, encryptedResources } = state;
		if (encryptedResources.includes("secrets")) return compliant(`${name} encrypts secrets with a KMS key.`);
		const held = unchangeable(state);
		if (held) return held;
		const key = keyOf(settings.kmsKey, state.aliases, target);
		if (typeof key !== "string") return key;
		return planned({
			level: "approve",
			calls: [
				apiCall(
					"eks:AssociateEncryptionConfig",
					{ clusterName: name, encryptionConfig: [{ resources: ["secrets"], provider: { keyArn: key } }] },
					`Encrypt secrets with ${key}`,
				),
			],
			inverse: { irreversible: "EKS cannot take an encryption configuration away again, nor change its key." },
			desired: { encryptedResources: sortedSet([...encryptedResources, "secrets"]), key },
			downtime: "none",
			risk: "high",
			notes: [
				"Were the key deleted, the cluster would be lost with it.",
				"The update takes up to an hour, during which EKS encrypts the existing secrets again.",
				"The key must be an enabled symmetric key; EKS refuses others.",
			],
			hints: {
				terraform: `aws_eks_cluster encryption_config { resources = ["secrets"], provider { key_arn = "${key}" } }`,
				cloudformation: "AWS::EKS::Cluster EncryptionConfig",
			},
		});
	},
});
