import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";
import { firstOf } from "../judge/offenders.ts";

export const kubernetesClusterNamespacesSeparate = defineRule({
	id: "kubernetes-cluster-namespaces-separate",
	title: "The cluster has namespaces of its own making",
	severity: "low",
	resource: "kubernetes.Cluster",
	risk: "With one namespace for all, rights, Secrets, quotas and policies of applications and databases cannot be told apart.",
	recommendation: "Create a namespace for each application and for databases, and give roles within them only.",
	links: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"],
	related: { others: ["kube-bench:4.5.1", "kubescape:C-0209"] },
	evaluate(cluster) {
		if (cluster.onlyNamespaces !== undefined)
			return notApplicable(`Only ${counted(cluster.onlyNamespaces.length, "chosen namespace")} of ${cluster.name} was read.`);
		const own = need(cluster.namespaces).filter((name) => name !== "default");
		const evidence = { namespaces: firstOf(own), count: own.length };
		return own.length > 0
			? pass(`${cluster.name} has ${counted(own.length, "namespace")} of its own making.`, evidence)
			: fail(`${cluster.name} has no namespace but the default one and those of the platform.`, evidence);
	},
});
