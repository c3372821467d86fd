import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";
import { noRole, roleOf } from "./judge/role.ts";

export const kubernetesServiceAccountRoleExists = defineRule({
	id: "kubernetes-service-account-role-exists",
	title: "IAM role that a service account names exists",
	severity: "medium",
	resource: "kubernetes.ServiceAccount",
	risk: "Pods get no credentials; and whoever may create a role of that name decides what they get later.",
	recommendation: "Create the role with a trust policy for the service account, or remove the annotation eks.amazonaws.com/role-arn.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html"],
	related: {},
	evaluate(account) {
		const aside = noRole(account);
		if (aside) return aside;
		const { arn, exists } = roleOf(account);
		const evidence = { role: arn, exists };
		return exists
			? pass(`The role ${quoted(arn)} of ${nameOf(account)} exists.`, evidence)
			: fail(`The role ${quoted(arn)} of ${nameOf(account)} does not exist.`, evidence);
	},
});
