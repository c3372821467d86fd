import { seen } from "../../../shared/core/observed.ts";
import { kubernetesNamespacePodSecurityEnforced } from "../../../shared/rules/kubernetes/kubernetes-namespace-pod-security-enforced.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const enforcing = (enforce?: string) => ({
	podSecurity: { ...(enforce === undefined ? {} : { enforce }), warn: "restricted" },
	databaseWorkloads: seen([]),
});

testRule(kubernetesNamespacePodSecurityEnforced, {
	pass: [
		{ name: "restricted", says: "orders enforces the restricted Pod Security Standard", evidence: { enforce: "restricted" } },
		{ name: "baseline", with: enforcing("baseline") },
	],
	fail: [
		{ name: "nothing", with: enforcing(), says: "enforces no Pod Security Standard", evidence: { enforce: null } },
		{ name: "privileged", with: enforcing("privileged"), says: 'enforces "privileged", which forbids no pod' },
		{ name: "a mistake", with: enforcing("Restricted") },
		{ name: "around a database", with: { podSecurity: {} }, severity: "high" },
	],
	notApplicable: [
		{ name: "the cluster's own", with: { ...enforcing(), system: true }, says: "of the platform" },
		{ name: "empty", with: { ...enforcing(), workloads: seen([]) }, says: "Nothing runs" },
	],
	indeterminate: [{ name: "workloads were not read", with: { workloads: denied("kubernetes", "list pods") } }],
});
