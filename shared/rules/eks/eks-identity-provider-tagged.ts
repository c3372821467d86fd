import { defineRule } from "../../core/rule.ts";
import { judgeTags, requiredTags } from "../judge/tags.ts";

export const eksIdentityProviderTagged = defineRule({
	id: "eks-identity-provider-tagged",
	title: "EKS identity provider configuration is tagged",
	severity: "low",
	resource: "eks.IdentityProvider",
	risk: "Without tags nobody knows who answers for an identity provider that signs users in to the cluster.",
	recommendation: "Tag the identity provider configuration with its owner, or with the keys that your configuration requires.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html"],
	related: { securityHub: ["EKS.7"], awsConfig: ["tagged-eks-identityproviderconfig"] },
	parameters: { requiredTags },
	evaluate: (provider, { parameters }) => judgeTags(provider, parameters.requiredTags),
});
