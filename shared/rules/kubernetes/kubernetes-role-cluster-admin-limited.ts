import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { holderEvidence, severityFor } from "./judge/rights.ts";
import { allowedSubjects, described, holders, needAllHolders, roleName } from "./judge/subjects.ts";
import { givesEverything } from "./judge/wildcards.ts";

export const kubernetesRoleClusterAdminLimited = defineRule({
	id: "kubernetes-role-cluster-admin-limited",
	title: "Full administration of the cluster is given to nobody beyond the control plane",
	severity: "high",
	resource: "kubernetes.Role",
	risk: "A full administrator reads every Secret, enters every pod and takes every database of the cluster; a stolen token of theirs is the cluster.",
	recommendation:
		"Give a role with the rights that are needed, then delete the binding; keep one way in for emergencies and name it in allowedSubjects.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { prowler: ["rbac_cluster_admin_usage"], others: ["kube-bench:4.1.1", "kubescape:C-0035", "kubescape:C-0185"] },
	parameters: { allowedSubjects },
	evaluate(role, { parameters }) {
		const called = roleName(role);
		if (!role.rules.some(givesEverything)) return notApplicable(`${called} does not give full administration.`);
		// Service accounts of the platform count too: an add-on of one's own in kube-system is the usual hiding place.
		const found = holders(role, { ...parameters, exemptNamespaces: [] });
		if (found.length === 0) needAllHolders(role);
		if (found.length === 0)
			return pass(`${called} gives full administration to nobody but the control plane and allowed subjects.`, { holders: [] });
		return fail(
			`${called} gives full administration to ${listed(found.map(described))}.`,
			holderEvidence(found),
			severityFor(role, { everywhere: "high", database: "high", elsewhere: "medium" }, found),
		);
	},
});
