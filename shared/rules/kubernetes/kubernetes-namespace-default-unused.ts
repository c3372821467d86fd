import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";

export const kubernetesNamespaceDefaultUnused = defineRule({
	id: "kubernetes-namespace-default-unused",
	title: "Nothing runs in the default namespace",
	severity: "low",
	resource: "kubernetes.Namespace",
	risk: "What ends there by omission shares Secrets, service accounts, quotas and policies with whatever else does.",
	recommendation: "Give each application a namespace with its own roles, policies and quotas, and move the workloads there.",
	links: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"],
	related: { others: ["kube-bench:4.5.2", "kubescape:C-0061", "kubescape:C-0212"] },
	evaluate(namespace) {
		if (namespace.name !== "default") return notApplicable(`${namespace.name} is not the default namespace.`);
		return expectNone({ name: "default" }, need(namespace.workloads), {
			pass: "nothing runs in this namespace",
			fail: (list) => `workloads run in this namespace: ${list}`,
		});
	},
});
