import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeGuardDuty } from "./judge/guard-duty.ts";
import { hasNoClusters } from "./judge/watched.ts";

export const accountGuarddutyEksAuditLogs = defineRule({
	id: "account-guardduty-eks-audit-logs",
	title: "GuardDuty EKS Protection is on where there are EKS clusters",
	severity: "high",
	resource: "aws.Region",
	risk: "Stolen credentials, anonymous access and new privileged pods show in the Kubernetes audit log, and nobody looks at it.",
	recommendation:
		"Enable GuardDuty in the region and switch on EKS Protection (feature EKS_AUDIT_LOGS); it reads the audit log without any change of the clusters.",
	links: ["https://docs.aws.amazon.com/guardduty/latest/ug/kubernetes-protection.html"],
	related: {
		prowler: ["guardduty_eks_audit_log_enabled"],
		securityHub: ["GuardDuty.5"],
		awsConfig: ["guardduty-eks-protection-audit-enabled"],
	},
	evaluate(region) {
		if (hasNoClusters(region)) return notApplicable(`There are no EKS clusters in ${region.name}.`);
		return judgeGuardDuty(region, "EKS audit log monitoring", ["EKS_AUDIT_LOGS"], region.eksClusters);
	},
});
