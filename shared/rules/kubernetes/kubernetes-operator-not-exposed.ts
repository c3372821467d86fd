import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, pass } from "../../core/verdict.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesOperatorNotExposed = defineRule({
	id: "kubernetes-operator-not-exposed",
	title: "Database of an operator is reached from inside the cluster only",
	severity: "high",
	resource: "kubernetes.OperatorDatabase",
	risk: "The database can be tried from outside the cluster, past the NetworkPolicies of the namespaces.",
	recommendation:
		"Remove the LoadBalancer or NodePort service from the custom resource, and have clients in the cluster use its ClusterIP service.",
	links: ["https://kubernetes.io/docs/concepts/services-networking/service/"],
	related: {},
	evaluate(database) {
		const { exposed } = database;
		const evidence = { exposed: exposed ?? null };
		if (exposed === undefined) return indeterminate(`${nameOf(database)} does not say whether a service exposes it.`, evidence);
		return exposed
			? fail(`${nameOf(database)} is exposed by a LoadBalancer or NodePort service of its operator.`, evidence)
			: pass(`${nameOf(database)} is not exposed by its operator.`, evidence);
	},
});
