import { kubernetesServiceExternalNameNotDatabase } from "../../../shared/rules/kubernetes/kubernetes-service-external-name-not-database.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceExternalNameNotDatabase, {
	pass: [
		{ name: "another service", with: { type: "ExternalName", externalName: "api.example.com" }, says: '"api.example.com"' },
		{ name: "a name that merely looks like it", with: { type: "ExternalName", externalName: "x.rds.amazonaws.com.example.com" } },
		{ name: "a name that merely ends like it", with: { type: "ExternalName", externalName: "x-rds.amazonaws.com" } },
	],
	fail: [
		{
			name: "RDS",
			with: { type: "ExternalName", externalName: "orders.abc.eu-west-1.rds.amazonaws.com" },
			says: "whose certificate does not carry that name",
			evidence: { externalName: "orders.abc.eu-west-1.rds.amazonaws.com" },
		},
		{
			name: "RDS in China, with the last dot",
			with: { type: "ExternalName", externalName: "orders.abc.cn-north-1.RDS.amazonaws.com.cn." },
		},
	],
	notApplicable: [
		{ name: "inside the cluster", says: "is no alias but ClusterIP" },
		{ name: "a name that is left over", with: { externalName: "orders.abc.eu-west-1.rds.amazonaws.com" } },
		{ name: "an alias without a name", with: { type: "ExternalName" } },
	],
});
