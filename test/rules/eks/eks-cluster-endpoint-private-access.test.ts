import { eksClusterEndpointPrivateAccess } from "../../../shared/rules/eks/eks-cluster-endpoint-private-access.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterEndpointPrivateAccess, {
	pass: [{ name: "a private endpoint", evidence: { endpointPrivateAccess: true } }],
	fail: [{ name: "none", with: { endpointPrivate: false }, evidence: { endpointPrivateAccess: false } }],
	indeterminate: [{ name: "AWS did not say", with: { endpointPrivate: undefined }, says: "endpointPrivateAccess" }],
});
