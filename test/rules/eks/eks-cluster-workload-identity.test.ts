import { seen } from "../../../shared/core/observed.ts";
import { eksClusterWorkloadIdentity } from "../../../shared/rules/eks/eks-cluster-workload-identity.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const without = { oidcProvider: seen(false), addons: seen([{ name: "coredns", issues: [] }]) };

testRule(eksClusterWorkloadIdentity, {
	pass: [
		{ name: "an OIDC provider", with: { addons: denied("eks", "ListAddons") }, evidence: { oidcProvider: true } },
		{ name: "the agent", with: { oidcProvider: seen(false) }, evidence: { podIdentityAgent: true } },
		{ name: "the agent, and the providers could not be read", with: { oidcProvider: denied("iam", "ListOpenIDConnectProviders") } },
		{ name: "Auto Mode", with: { ...without, autoMode: true }, evidence: { autoMode: true } },
	],
	fail: [{ name: "neither", with: without, evidence: { podIdentityAgent: false, oidcProvider: false } }],
	indeterminate: [
		{ name: "no provider, add-ons unread", with: { ...without, addons: denied("eks", "ListAddons") }, says: "ListAddons" },
		{
			name: "no agent, providers unread",
			with: { ...without, oidcProvider: denied("iam", "ListOpenIDConnectProviders") },
			says: "ListOpenID",
		},
	],
});
