import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesServiceAccountSingleIdentity = defineRule({
	id: "kubernetes-service-account-single-identity",
	title: "Service account gets its IAM role in one way",
	severity: "low",
	resource: "kubernetes.ServiceAccount",
	risk: "Only one of two roles is in use, and which one depends on the webhook and the SDK; the other is a way in that nobody watches.",
	recommendation:
		"Delete the annotation eks.amazonaws.com/role-arn once the pod identity association works, and the role if nothing else uses it.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html"],
	related: {},
	evaluate(account) {
		const { roleArn } = account;
		const called = nameOf(account);
		if (roleArn === undefined) return notApplicable(`${called} has no role by annotation.`);
		const podIdentityRole = need(account.podIdentityRole);
		const evidence = { roleArn, podIdentityRole };
		return podIdentityRole === null
			? pass(`${called} gets its role by annotation alone.`, evidence)
			: fail(`${called} has the role ${quoted(roleArn)} by annotation and ${quoted(podIdentityRole)} by pod identity.`, evidence);
	},
});
