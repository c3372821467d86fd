import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const eksClusterSecretsCustomerKey = defineRule({
	id: "eks-cluster-secrets-customer-key",
	title: "EKS cluster secrets are encrypted with a usable customer managed key",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "A key that is not yours cannot be restricted or audited; a disabled or deleted one makes the secrets, and in the end the cluster, unusable.",
	recommendation: "Use an enabled customer managed key with a policy that only the cluster role and key administrators satisfy.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html"],
	related: { prowler: ["eks_cluster_kms_cmk_encryption_in_secrets_enabled"], others: ["kube-bench:5.3.1"] },
	evaluate(cluster) {
		if (!cluster.encryptedResources.includes("secrets"))
			return notApplicable(`${cluster.name} names no key for secrets, which eks-cluster-secrets-encrypted judges.`);
		const { arn, manager, state } = need(reported(cluster.encryptionKey, "encryptionConfig.provider.keyArn"));
		const evidence = { key: arn, manager, state };
		if (manager !== "CUSTOMER") return fail(`${cluster.name} encrypts secrets with a key that AWS manages.`, evidence);
		// Whether a key that its owner does not show is enabled is judged with its owner.
		if (state !== "Enabled" && state !== "Foreign") return fail(`The key for secrets of ${cluster.name} is ${state}.`, evidence, "high");
		return pass(`${cluster.name} encrypts secrets with a customer managed key.`, evidence);
	},
});
