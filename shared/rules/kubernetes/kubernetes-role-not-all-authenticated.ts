import type { KubernetesRole } from "../../core/resources/index.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { grantedBy, holderEvidence } from "./judge/rights.ts";
import { allHolders, described, needAllHolders, roleName } from "./judge/subjects.ts";

/** Everybody who logs in, and every service account of the cluster or of a namespace. */
const broad = /^Group system:(authenticated|serviceaccounts(:.+)?)$/;

export const kubernetesRoleNotAllAuthenticated = defineRule({
	id: "kubernetes-role-not-all-authenticated",
	title: "Roles are not given to everybody who logs in, nor to all service accounts",
	severity: "medium",
	resource: "kubernetes.Role",
	risk: "Every principal that IAM lets into the cluster, and every pod with a token, has the rights of the role, whatever it was meant for.",
	recommendation: "Bind the role to the groups and service accounts that need it, and delete the binding to the built-in group.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { others: ["kubescape:C-0265"] },
	evaluate(role) {
		const called = roleName(role);
		const found = allHolders(role).filter(({ subject }) => broad.test(subject));
		if (found.length === 0) needAllHolders(role);
		if (found.length === 0)
			return role.builtIn
				? notApplicable(`${called} comes with the cluster, and nothing beyond it gives it to everybody who logs in.`)
				: pass(`${called} is given to named subjects only.`, { count: 0 });
		return fail(`${called} is given to ${listed(found.map(described))}.`, holderEvidence(found), changes(role) ? "high" : "medium");
	},
});

/** Does the role let its holders change anything, or read Secrets? */
const changes = ({ rules }: KubernetesRole): boolean =>
	rules.some(({ verbs, resources }) => resources.length > 0 && verbs.some((verb) => !["get", "list", "watch"].includes(verb))) ||
	grantedBy(rules, [{ groups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }]).length > 0;
