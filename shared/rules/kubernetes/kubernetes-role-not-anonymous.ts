import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { holderEvidence } from "./judge/rights.ts";
import { allHolders, described, needAllHolders, roleName } from "./judge/subjects.ts";

const anonymous = ["User system:anonymous", "Group system:unauthenticated"];

export const kubernetesRoleNotAnonymous = defineRule({
	id: "kubernetes-role-not-anonymous",
	title: "Roles are not given to callers who have not logged in",
	severity: "critical",
	resource: "kubernetes.Role",
	risk: "Whoever reaches the API server has the rights of the role without any credential; where the endpoint is public, that is everybody.",
	recommendation: "Delete the binding; give probes and scanners a service account, or an access entry, of their own.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { others: ["kubescape:C-0262"] },
	evaluate(role) {
		const called = roleName(role);
		const found = allHolders(role).filter(({ subject }) => anonymous.includes(subject));
		if (found.length === 0) needAllHolders(role);
		if (found.length === 0)
			return role.builtIn
				? notApplicable(`${called} comes with the cluster, and nothing beyond it gives it to callers who have not logged in.`)
				: pass(`${called} is not given to callers who have not logged in.`, { count: 0 });
		// Version and health of the API server are open to everybody in any cluster.
		const harmless = role.rules.every(({ resources, nonResourceUrls }) => resources.length === 0 && nonResourceUrls.every(isPublic));
		return fail(
			`${called} is given to callers who have not logged in: ${listed(found.map(described))}.`,
			{ ...holderEvidence(found), rules: role.rules.length },
			harmless ? "low" : "critical",
		);
	},
});

const isPublic = (url: string): boolean => /^\/(healthz|livez|readyz|version)(\/|\/\*)?$/.test(url);
