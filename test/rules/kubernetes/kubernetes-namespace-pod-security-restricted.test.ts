import { seen } from "../../../shared/core/observed.ts";
import { kubernetesNamespacePodSecurityRestricted } from "../../../shared/rules/kubernetes/kubernetes-namespace-pod-security-restricted.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesNamespacePodSecurityRestricted, {
	pass: [
		{ name: "in every mode", says: "(enforce, audit, warn)", evidence: { restricted: ["enforce", "audit", "warn"] } },
		{ name: "enforced", with: { podSecurity: { enforce: "restricted" } } },
		{ name: "warned of", with: { podSecurity: { enforce: "baseline", warn: "restricted" } }, evidence: { restricted: ["warn"] } },
		{ name: "audited", with: { podSecurity: { audit: "restricted" } }, evidence: { restricted: ["audit"] } },
	],
	fail: [
		{ name: "no label", with: { podSecurity: {} }, says: "orders holds no pod against", evidence: { restricted: [] } },
		{ name: "baseline everywhere", with: { podSecurity: { enforce: "baseline", audit: "baseline", warn: "baseline" } } },
	],
	notApplicable: [
		{ name: "the cluster's own", with: { podSecurity: {}, system: true }, says: "of the platform" },
		{ name: "empty", with: { podSecurity: {}, workloads: seen([]) }, says: "Nothing runs" },
	],
	indeterminate: [{ name: "workloads were not read", with: { workloads: denied("kubernetes", "list pods") } }],
});
