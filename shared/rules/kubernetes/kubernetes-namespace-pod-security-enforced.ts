import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { holdsDatabase, unusedNamespace } from "./judge/namespace.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesNamespacePodSecurityEnforced = defineRule({
	id: "kubernetes-namespace-pod-security-enforced",
	title: "Namespaces enforce the baseline or restricted Pod Security Standard",
	severity: "medium",
	resource: "kubernetes.Namespace",
	risk: "Whoever creates a pod there may make it privileged, mount the node's files, and so take the node and every database on it.",
	recommendation:
		"Set the label pod-security.kubernetes.io/enforce to restricted, or to baseline; suppress the finding where Kyverno or Gatekeeper does the same.",
	links: ["https://kubernetes.io/docs/concepts/security/pod-security-admission/"],
	related: { others: ["kube-bench:4.2.1", "kube-bench:4.2.2", "kube-bench:4.2.3", "kube-bench:4.2.4", "kubescape:C-0192"] },
	parameters: { exemptNamespaces },
	evaluate(namespace, { parameters }) {
		const unused = unusedNamespace(namespace, parameters);
		if (unused) return unused;
		const { enforce } = namespace.podSecurity;
		const evidence = { enforce: enforce ?? null };
		if (enforce === "baseline" || enforce === "restricted")
			return pass(`${namespace.name} enforces the ${enforce} Pod Security Standard.`, evidence);
		return fail(
			enforce === undefined
				? `${namespace.name} enforces no Pod Security Standard.`
				: `${namespace.name} enforces ${JSON.stringify(enforce)}, which forbids no pod.`,
			evidence,
			holdsDatabase(namespace) ? "high" : "medium",
		);
	},
});
