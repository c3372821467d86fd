import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { minorOf } from "./judge/version.ts";

/** Since this minor version EKS encrypts all Kubernetes API data with a key that AWS owns when no other is named. */
const encryptedByDefault = 28;

export const eksClusterSecretsEncrypted = defineRule({
	id: "eks-cluster-secrets-encrypted",
	title: "EKS cluster encrypts Kubernetes secrets with a KMS key of the account",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Database passwords in Kubernetes secrets are protected by a key that AWS owns at best: its use is neither audited nor revocable by you.",
	recommendation: "Associate an encryption configuration for secrets with a KMS key of yours; existing secrets are encrypted again by it.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html",
		"https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
	],
	related: {
		prowler: ["eks_cluster_kms_cmk_encryption_in_secrets_enabled"],
		securityHub: ["EKS.3"],
		awsConfig: ["eks-cluster-secrets-encrypted"],
		others: ["cloudsploit:eksSecretsEncrypted", "kube-bench:5.3.1"],
	},
	evaluate(cluster) {
		const encryptedResources = cluster.encryptedResources;
		if (encryptedResources.includes("secrets")) return pass(`${cluster.name} encrypts secrets with a KMS key.`, { encryptedResources });
		const version = reported(cluster.version, "version");
		return minorOf(version) >= encryptedByDefault
			? fail(`${cluster.name} names no KMS key for secrets, so that only the key that AWS owns protects them.`, {
					encryptedResources,
					version,
				})
			: fail(`${cluster.name} stores secrets without envelope encryption.`, { encryptedResources, version }, "high");
	},
});
