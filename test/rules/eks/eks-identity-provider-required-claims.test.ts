import { eksIdentityProviderRequiredClaims } from "../../../shared/rules/eks/eks-identity-provider-required-claims.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksIdentityProviderRequiredClaims, {
	pass: [{ name: "a hosted domain", evidence: { claims: ["hd"] } }],
	fail: [
		{ name: "no claim", with: { requiredClaims: {} }, says: "every token of https://login.example.com" },
		{ name: "no claim and no issuer", with: { requiredClaims: {}, issuerUrl: undefined }, says: "its issuer" },
	],
});
