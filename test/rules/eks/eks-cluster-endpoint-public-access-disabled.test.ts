import { eksClusterEndpointPublicAccessDisabled } from "../../../shared/rules/eks/eks-cluster-endpoint-public-access-disabled.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterEndpointPublicAccessDisabled, {
	pass: [{ name: "private only", evidence: { endpointPublicAccess: false } }],
	fail: [
		{
			name: "public, for one address",
			with: { endpointPublic: true, publicAccessCidrs: ["203.0.113.7/32"] },
			evidence: { endpointPublicAccess: true },
		},
	],
	indeterminate: [{ name: "AWS did not say", with: { endpointPublic: undefined }, says: "endpointPublicAccess" }],
});
