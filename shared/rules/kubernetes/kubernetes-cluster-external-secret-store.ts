import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const kubernetesClusterExternalSecretStore = defineRule({
	id: "kubernetes-cluster-external-secret-store",
	title: "Secrets come from a store outside of the cluster",
	severity: "low",
	resource: "kubernetes.Cluster",
	risk: "Secrets that live in the cluster alone are rotated by nobody, appear in no trail of AWS, and lie in whatever repository made them.",
	recommendation: "Keep them in AWS Secrets Manager, and bring them in by External Secrets or the Secrets Store CSI driver, with rotation.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/manage-secrets.html"],
	related: { others: ["kube-bench:4.4.2", "kubescape:C-0208", "kubescape:C-0234"] },
	evaluate(cluster) {
		const externalSecretStores = need(cluster.externalSecretStores);
		return externalSecretStores.length > 0
			? pass(`${cluster.name} takes secrets from outside by ${externalSecretStores.join(" and ")}.`, { externalSecretStores })
			: fail(`${cluster.name} has neither External Secrets nor the Secrets Store CSI driver.`, { externalSecretStores });
	},
});
