import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksPodIdentityRoleExists = defineRule({
	id: "eks-pod-identity-role-exists",
	title: "EKS pod identity association names a role that exists",
	severity: "medium",
	resource: "eks.PodIdentity",
	risk: "Pods get no credentials; and whoever may create a role of that name decides what they get later.",
	recommendation: "Create the role with a trust policy for pods.eks.amazonaws.com, or delete the association.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html"],
	related: {},
	evaluate(association) {
		const { exists } = need(association.role);
		const evidence = { role: association.roleArn, exists };
		return exists
			? pass(`The role ${association.roleArn} of ${association.name} exists.`, evidence)
			: fail(`The role ${association.roleArn} of ${association.name} does not exist.`, evidence);
	},
});
