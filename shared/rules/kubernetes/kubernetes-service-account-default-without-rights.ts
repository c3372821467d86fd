import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesServiceAccountDefaultWithoutRights = defineRule({
	id: "kubernetes-service-account-default-without-rights",
	title: "Default service accounts have no roles",
	severity: "medium",
	resource: "kubernetes.ServiceAccount",
	risk: "Every pod of the namespace that names no service account has the rights of the default one, whether it needs them or not.",
	recommendation: "Bind the role to a service account of the workload that needs it, and delete the binding to default.",
	links: ["https://kubernetes.io/docs/concepts/security/service-accounts/"],
	related: { others: ["kube-bench:4.1.5"] },
	parameters: { exemptNamespaces },
	evaluate(account, { parameters }) {
		if (account.name !== "default") return notApplicable(`${nameOf(account)} was made for a purpose.`);
		return (
			ofPlatform(account, parameters) ??
			expectNone({ name: nameOf(account) }, need(account.roles), {
				pass: "no role is bound to the default service account",
				fail: (list) => `roles are bound to the default service account: ${list}`,
			})
		);
	},
});
