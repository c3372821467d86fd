import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksIdentityProviderRequiredClaims = defineRule({
	id: "eks-identity-provider-required-claims",
	title: "EKS identity provider requires a claim beyond issuer and audience",
	severity: "low",
	resource: "eks.IdentityProvider",
	risk: "Every account of a shared identity provider that obtains a token for the client id is authenticated to the cluster.",
	recommendation: "Require a claim that only your users carry, such as a tenant or hosted domain, when the provider serves others too.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html"],
	related: {},
	evaluate(provider) {
		const claims = Object.keys(provider.requiredClaims);
		return claims.length > 0
			? pass(`${provider.name} requires the claims ${claims.join(", ")}.`, { claims })
			: fail(`${provider.name} accepts every token of ${provider.issuerUrl ?? "its issuer"} for its client id.`, { claims });
	},
});
