import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable } from "../../core/verdict.ts";
import { judgeGuardDuty } from "./judge/guard-duty.ts";
import { hasNoClusters } from "./judge/watched.ts";

export const accountGuarddutyEksRuntimeMonitoring = defineRule({
	id: "account-guardduty-eks-runtime-monitoring",
	title: "GuardDuty Runtime Monitoring with managed agents is on for EKS clusters",
	severity: "medium",
	resource: "aws.Region",
	risk: "What an intruder runs inside a container (miners, shells, escapes to the node) leaves no trace in the Kubernetes audit log.",
	recommendation: "Switch on GuardDuty Runtime Monitoring with automated agent configuration for EKS (EKS_ADDON_MANAGEMENT).",
	links: ["https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html"],
	related: {
		prowler: ["guardduty_eks_runtime_monitoring_enabled"],
		securityHub: ["GuardDuty.7"],
		awsConfig: ["guardduty-eks-protection-runtime-enabled"],
	},
	evaluate(region) {
		if (hasNoClusters(region)) return notApplicable(`There are no EKS clusters in ${region.name}.`);
		const verdict = judgeGuardDuty(region, "Runtime Monitoring", ["RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"], region.eksClusters);
		if (verdict.verdict !== "pass" || reported(need(region.guardDuty)?.runtimeEksAddon, "EKS_ADDON_MANAGEMENT")) return verdict;
		need(region.eksClusters);
		return fail(
			`GuardDuty Runtime Monitoring in ${region.name} does not install its agent on EKS clusters; only those with an agent of their own are seen.`,
			{ ...verdict.evidence, agentManagement: false },
			"low",
		);
	},
});
