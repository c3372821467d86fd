import { seen } from "../../../shared/core/observed.ts";
import { kubernetesClusterNamespacesSeparate } from "../../../shared/rules/kubernetes/kubernetes-cluster-namespaces-separate.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesClusterNamespacesSeparate, {
	pass: [
		{ name: "two", says: "prod has 2 namespaces", evidence: { namespaces: ["orders", "gateway"], count: 2 } },
		{ name: "one beside default", with: { namespaces: seen(["default", "orders"]) }, says: "has 1 namespace of" },
	],
	fail: [
		{ name: "default alone", with: { namespaces: seen(["default"]) }, says: "no namespace but the default one", evidence: { count: 0 } },
		{ name: "none", with: { namespaces: seen([]) } },
	],
	notApplicable: [
		{
			name: "chosen namespaces",
			with: { onlyNamespaces: ["orders"], namespaces: seen([]) },
			says: "Only 1 chosen namespace of prod was read",
		},
	],
	indeterminate: [{ name: "namespaces were not read", with: { namespaces: denied("kubernetes", "list namespaces") } }],
});
