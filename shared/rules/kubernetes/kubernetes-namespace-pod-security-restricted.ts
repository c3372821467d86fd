import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { unusedNamespace } from "./judge/namespace.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesNamespacePodSecurityRestricted = defineRule({
	id: "kubernetes-namespace-pod-security-restricted",
	title: "Namespaces enforce the restricted Pod Security Standard, or report what breaks it",
	severity: "low",
	resource: "kubernetes.Namespace",
	risk: "The baseline standard still lets pods run as root and gain privileges; nobody sees which do.",
	recommendation:
		"Set pod-security.kubernetes.io/warn and audit to restricted, mend the workloads that the warnings name, then set enforce.",
	links: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
	related: { others: ["kube-bench:4.2.5"] },
	parameters: { exemptNamespaces },
	evaluate(namespace, { parameters }) {
		const unused = unusedNamespace(namespace, parameters);
		if (unused) return unused;
		const modes = (["enforce", "audit", "warn"] as const).filter((mode) => namespace.podSecurity[mode] === "restricted");
		return modes.length > 0
			? pass(`${namespace.name} holds pods against the restricted Pod Security Standard (${modes.join(", ")}).`, { restricted: modes })
			: fail(`${namespace.name} holds no pod against the restricted Pod Security Standard.`, { restricted: [] });
	},
});
