import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";
import { firstOf, listed } from "../judge/offenders.ts";

export const kubernetesClusterAwsAuthNoMasters = defineRule({
	id: "kubernetes-cluster-aws-auth-no-masters",
	title: "The aws-auth ConfigMap makes nobody a member of system:masters",
	severity: "high",
	resource: "kubernetes.Cluster",
	risk: "Members of system:masters pass every check of rights, no role limits them and EKS does not list them among its access entries.",
	recommendation:
		"Create an access entry with the access policy that the principal needs, then remove it from aws-auth; name an entry for emergencies.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/migrating-access-entries.html",
		"https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
	],
	related: { others: ["kube-bench:4.1.7", "kube-bench:5.5.1", "kubescape:C-0246"] },
	evaluate(cluster) {
		const entries = need(cluster.awsAuth);
		if (entries === null) return pass(`${cluster.name} has no aws-auth ConfigMap.`, { awsAuth: null });
		const { masters } = entries;
		if (masters.length === 0) return pass(`The aws-auth ConfigMap of ${cluster.name} names no member of system:masters.`, { masters: [] });
		return fail(
			`The aws-auth ConfigMap of ${cluster.name} makes ${counted(masters.length, "principal")} a member of system:masters: ${listed(masters)}.`,
			{ masters: firstOf(masters), count: masters.length },
		);
	},
});
