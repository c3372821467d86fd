import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";

export const kubernetesClusterAwsAuthNoUsers = defineRule({
	id: "kubernetes-cluster-aws-auth-no-users",
	title: "The aws-auth ConfigMap maps no IAM users",
	severity: "medium",
	resource: "kubernetes.Cluster",
	risk: "IAM users log in to the cluster with access keys that do not expire, and that get lost in files and pipelines.",
	recommendation: "Let people and pipelines assume a role, give the role an access entry, and remove mapUsers from aws-auth.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/migrating-access-entries.html"],
	related: { others: ["kube-bench:5.5.1"] },
	evaluate(cluster) {
		const entries = need(cluster.awsAuth);
		if (entries === null) return pass(`${cluster.name} has no aws-auth ConfigMap.`, { awsAuth: null });
		const { users } = entries;
		return users === 0
			? pass(`The aws-auth ConfigMap of ${cluster.name} maps no IAM users.`, { users })
			: fail(`The aws-auth ConfigMap of ${cluster.name} maps ${counted(users, "IAM user")}.`, { users });
	},
});
