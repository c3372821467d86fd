import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { limitedBy, trustOf } from "./judge/trust.ts";

/** What can tie the role to its place: tags that EKS puts on the session, and the source of the call. */
const scopes = [
	"aws:RequestTag/kubernetes-namespace",
	"aws:RequestTag/kubernetes-service-account",
	"aws:RequestTag/eks-cluster-name",
	"aws:RequestTag/eks-cluster-arn",
	"aws:SourceArn",
];

export const eksPodIdentityTrustScoped = defineRule({
	id: "eks-pod-identity-trust-scoped",
	title: "EKS pod identity role trusts only its own pods",
	severity: "low",
	resource: "eks.PodIdentity",
	risk: "Whoever may create pod identity associations in the account gives the role, and the database behind it, to pods of any cluster.",
	recommendation:
		"Add conditions on aws:RequestTag/eks-cluster-arn, kubernetes-namespace and kubernetes-service-account to the trust policy of the role.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
		"https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html",
	],
	related: {},
	evaluate(association) {
		const role = need(association.role);
		if (!role.exists) return notApplicable(`The role of ${association.name} does not exist, which eks-pod-identity-role-exists judges.`);
		const trust = trustOf(role, "pods.eks.amazonaws.com");
		if (trust.length === 0)
			return fail(`The role ${role.arn} of ${association.name} does not trust pods.eks.amazonaws.com.`, { role: role.arn, trusting: 0 });
		const open = trust.filter((statement) => !scopes.some((key) => limitedBy(statement, key)));
		const evidence = { role: role.arn, trusting: trust.length, unscoped: open.length };
		return open.length > 0
			? fail(`The role ${role.arn} of ${association.name} trusts the pods of every cluster of the account.`, evidence)
			: pass(`The role ${role.arn} of ${association.name} trusts only pods that its conditions name.`, evidence);
	},
});
