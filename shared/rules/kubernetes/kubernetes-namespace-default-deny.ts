import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, pass } from "../../core/verdict.ts";
import { holdsDatabase, unusedNamespace } from "./judge/namespace.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesNamespaceDefaultDeny = defineRule({
	id: "kubernetes-namespace-default-deny",
	title: "Namespaces with workloads admit no traffic unless a policy allows it",
	severity: "low",
	resource: "kubernetes.Namespace",
	risk: "A pod that no policy selects is open to the whole cluster, and nobody notices when a new one is forgotten.",
	recommendation: "Add a NetworkPolicy with an empty podSelector, policyTypes Ingress and no rules, beside those of the workloads.",
	links: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
	related: { others: ["kube-bench:4.3.2", "kubescape:C-0030", "kubescape:C-0054"] },
	parameters: { exemptNamespaces },
	evaluate(namespace, { parameters }) {
		const unused = unusedNamespace(namespace, parameters);
		if (unused) return unused;
		const defaultDenyIngress = need(namespace.defaultDenyIngress);
		const evidence = { defaultDenyIngress, databases: holdsDatabase(namespace) };
		if (defaultDenyIngress) return pass(`${namespace.name} admits nothing by default.`, evidence);
		if (need(namespace.otherNetworkPolicies))
			return indeterminate(`${namespace.name} has policies of another network engine, which Parapet does not read.`, evidence);
		return fail(
			`${namespace.name} admits traffic to every pod that no policy selects.`,
			evidence,
			holdsDatabase(namespace) ? "medium" : "low",
		);
	},
});
