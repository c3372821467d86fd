import { seen } from "../../../shared/core/observed.ts";
import { kubernetesNamespaceDefaultUnused } from "../../../shared/rules/kubernetes/kubernetes-namespace-default-unused.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesNamespaceDefaultUnused,
	{
		pass: [{ name: "empty", with: { workloads: seen([]) }, says: "default: nothing runs", evidence: { count: 0 } }],
		fail: [{ name: "a workload", with: { workloads: seen(["api"]) }, says: '"api"', evidence: { count: 1, first: ["api"] } }],
		notApplicable: [{ name: "another namespace", with: { name: "orders" }, says: "orders is not the default" }],
		indeterminate: [{ name: "workloads were not read", with: { workloads: denied("kubernetes", "list pods") } }],
	},
	{ name: "default" },
);
