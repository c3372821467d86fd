import { eksClusterEndpointNotPublic } from "../../../shared/rules/eks/eks-cluster-endpoint-not-public.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterEndpointNotPublic, {
	pass: [
		{ name: "no public endpoint", says: "no public endpoint" },
		{ name: "no public endpoint, whatever the CIDRs say", with: { publicAccessCidrs: ["0.0.0.0/0"] } },
		{
			name: "a public endpoint for an office",
			with: { endpointPublic: true, publicAccessCidrs: ["203.0.113.0/28"] },
			says: "203.0.113.0/28",
			evidence: { reach: "some" },
		},
	],
	fail: [
		{ name: "the whole internet", with: { endpointPublic: true, publicAccessCidrs: ["0.0.0.0/0"] }, evidence: { reach: "world" } },
		{
			name: "its two halves",
			with: { endpointPublic: true, publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] },
			evidence: { reach: "world" },
		},
		{ name: "all of IPv6", with: { endpointPublic: true, publicAccessCidrs: ["::/0"] }, evidence: { reach: "world" } },
		{ name: "a wide block", with: { endpointPublic: true, publicAccessCidrs: ["52.0.0.0/6"] }, evidence: { reach: "wide" } },
		{ name: "the world beside an office", with: { endpointPublic: true, publicAccessCidrs: ["203.0.113.0/28", "0.0.0.0/0"] } },
	],
	indeterminate: [
		{ name: "AWS did not say", with: { endpointPublic: undefined }, says: "endpointPublicAccess" },
		{ name: "no CIDRs", with: { endpointPublic: true, publicAccessCidrs: [] }, says: "publicAccessCidrs" },
		{ name: "a malformed CIDR", with: { endpointPublic: true, publicAccessCidrs: ["office"] } },
	],
});
