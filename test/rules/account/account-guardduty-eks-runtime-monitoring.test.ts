import { seen } from "../../../shared/core/observed.ts";
import { accountGuarddutyEksRuntimeMonitoring } from "../../../shared/rules/account/account-guardduty-eks-runtime-monitoring.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const detector = (features: Record<string, boolean>, runtimeEksAddon?: boolean) => ({
	guardDuty: seen({ enabled: true, features, ...(runtimeEksAddon === undefined ? {} : { runtimeEksAddon }) }),
});

testRule(accountGuarddutyEksRuntimeMonitoring, {
	pass: [
		{ name: "runtime monitoring", says: "runs Runtime Monitoring", evidence: { feature: "RUNTIME_MONITORING" } },
		{ name: "its older form", with: detector({ EKS_RUNTIME_MONITORING: true }, true), evidence: { feature: "EKS_RUNTIME_MONITORING" } },
		{ name: "one of both", with: detector({ EKS_RUNTIME_MONITORING: true, RUNTIME_MONITORING: false }, true) },
		{ name: "on, though nobody knows of clusters", with: { eksClusters: denied("eks", "ListClusters") } },
	],
	fail: [
		{ name: "no detector", with: { guardDuty: seen(null) }, says: "no detector" },
		{ name: "off", with: detector({ RUNTIME_MONITORING: false }, true), says: "without Runtime Monitoring" },
		{ name: "both off", with: detector({ RUNTIME_MONITORING: false, EKS_RUNTIME_MONITORING: false }) },
		{
			name: "without managed agents",
			with: detector({ RUNTIME_MONITORING: true }, false),
			severity: "low",
			says: "does not install its agent",
			evidence: { agentManagement: false, enabled: true },
		},
	],
	notApplicable: [
		{ name: "a region where GuardDuty does not offer it", with: detector({ S3_DATA_EVENTS: false }, true), says: "among what it offers" },
		{ name: "no clusters", with: { eksClusters: seen(0), guardDuty: seen(null) }, says: "no EKS clusters" },
	],
	indeterminate: [
		{ name: "the detector was not read", with: { guardDuty: denied("guardduty", "GetDetector") }, says: "guardduty:GetDetector" },
		{ name: "GuardDuty does not name the features", with: detector({}, true), says: "RUNTIME_MONITORING or EKS_RUNTIME_MONITORING" },
		{ name: "agent management is not known", with: detector({ RUNTIME_MONITORING: true }), says: "EKS_ADDON_MANAGEMENT" },
		{
			name: "no managed agents, and nobody knows of clusters",
			with: { ...detector({ RUNTIME_MONITORING: true }, false), eksClusters: denied("eks", "ListClusters") },
			says: "eks:ListClusters",
		},
	],
});
