import { defineRule } from "../../core/rule.ts";
import type { Severity } from "../../core/severity.ts";
import { fail, pass } from "../../core/verdict.ts";
import { firstOf, listed } from "../judge/offenders.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { heldByNobody, holderEvidence } from "./judge/rights.ts";
import { allowedSubjects, holders, needAllHolders, roleName } from "./judge/subjects.ts";
import { type Breadth, breadthOf, wildcardText } from "./judge/wildcards.ts";

const severities: Record<Breadth, Severity> = { everything: "high", kubernetes: "medium", extension: "low" };

export const kubernetesRoleNoWildcards = defineRule({
	id: "kubernetes-role-no-wildcards",
	title: "Roles name verbs, resources and API groups instead of wildcards",
	severity: "medium",
	resource: "kubernetes.Role",
	risk: "A wildcard also gives what nobody thought of, and what later versions and operators add: Secrets, commands in pods, rights on roles.",
	recommendation: "List the verbs, resources and API groups that audit logs show in use, and drop the wildcard.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { prowler: ["rbac_minimize_wildcard_use_roles"], others: ["kube-bench:4.1.3", "kubescape:C-0187"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate(role, { parameters }) {
		const called = roleName(role);
		const wild = role.rules.flatMap((rule) => {
			const breadth = breadthOf(rule);
			return breadth ? [{ breadth, text: wildcardText(rule) }] : [];
		});
		if (wild.length === 0) return pass(`${called} has no wildcards.`, { wildcards: [] });
		const texts = wild.map(({ text }) => text);
		const found = holders(role, parameters);
		if (found.length === 0) {
			needAllHolders(role);
			return heldByNobody(role, "use wildcards", texts);
		}
		const worst = (["everything", "kubernetes", "extension"] as const).find((breadth) => wild.some((rule) => rule.breadth === breadth));
		return fail(
			`${called} gives by wildcard: ${listed(texts)}.`,
			{ wildcards: firstOf(texts), ...holderEvidence(found) },
			severities[worst as Breadth],
		);
	},
});
