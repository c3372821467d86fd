import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, notApplicable, pass } from "../../core/verdict.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesOperatorSuperuserAccessOff = defineRule({
	id: "kubernetes-operator-superuser-access-off",
	title: "Database of an operator has no password for the superuser",
	severity: "medium",
	resource: "kubernetes.OperatorDatabase",
	risk: "A Secret holds a password that opens everything, for whoever may read Secrets in the namespace.",
	recommendation:
		"Set enableSuperuserAccess: false in the Cluster; administrators get in by kubectl cnpg psql, which RBAC and the audit log cover.",
	links: ["https://cloudnative-pg.io/documentation/current/security/"],
	related: {},
	evaluate(database) {
		const { operator, superuserAccess } = database;
		if (operator !== "cloudnative-pg") return notApplicable(`${nameOf(database)} is run by ${operator}, which has no such switch.`);
		const evidence = { superuserAccess: superuserAccess ?? null };
		if (superuserAccess === undefined)
			return indeterminate(
				`${nameOf(database)} does not say whether the superuser has a password, which older releases gave it.`,
				evidence,
			);
		return superuserAccess
			? fail(`${nameOf(database)} gives the superuser a password.`, evidence)
			: pass(`${nameOf(database)} gives the superuser no password.`, evidence);
	},
});
