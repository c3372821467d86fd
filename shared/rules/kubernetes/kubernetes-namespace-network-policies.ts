import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, pass } from "../../core/verdict.ts";
import { firstOf } from "../judge/offenders.ts";
import { holdsDatabase, unusedNamespace } from "./judge/namespace.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesNamespaceNetworkPolicies = defineRule({
	id: "kubernetes-namespace-network-policies",
	title: "Namespaces with workloads have network policies",
	severity: "medium",
	resource: "kubernetes.Namespace",
	risk: "Without a policy every pod of the cluster reaches every port of the namespace, so that one compromised pod leads to all databases.",
	recommendation: "Start with a policy that selects all pods and admits nothing, then admit each client on its port.",
	links: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
	related: { others: ["kube-bench:4.3.2", "kubescape:C-0206", "kubescape:C-0260"] },
	parameters: { exemptNamespaces },
	evaluate(namespace, { parameters }) {
		const unused = unusedNamespace(namespace, parameters);
		if (unused) return unused;
		const policies = need(namespace.networkPolicies);
		const evidence = { networkPolicies: firstOf(policies), databases: holdsDatabase(namespace) };
		if (policies.length > 0) return pass(`${namespace.name} has network policies.`, evidence);
		if (need(namespace.otherNetworkPolicies))
			return indeterminate(
				`${namespace.name} has policies of another network engine alone, such as Cilium's, which Parapet does not read.`,
				evidence,
			);
		return holdsDatabase(namespace)
			? fail(`${namespace.name} holds a database and has no network policy.`, evidence, "high")
			: fail(`${namespace.name} has no network policy.`, evidence);
	},
});
