import type { Requirement } from "../../core/framework.ts";
import type { RuleId } from "../../rules/index.ts";
import { organisational } from "../reasons.ts";
import { assessed, unassessed } from "../requirement.ts";
import * as logging from "../themes/logging.ts";

/** AU: audit and accountability. */
export const nistAudit: readonly Requirement<RuleId>[] = [
	unassessed("AU-1", "Policy and procedures", organisational),
	assessed("AU-2", "Event logging", logging.auditTrail),
	assessed(
		"AU-3",
		"Content of audit records",
		logging.recordContent,
		logging.activityEvents,
		logging.logDelivery,
		"eks-cluster-audit-logging",
	),
	assessed("AU-3(3)", "Records carry no more personal information than needed", logging.logMinimisation),
	assessed("AU-4", "Storage for audit logs", logging.logDelivery, "rds-instance-log-retention", "rds-cluster-log-retention"),
	assessed("AU-4(1)", "Audit logs are moved to another store", logging.logDelivery, "eks-cluster-logging-all-types"),
	assessed("AU-5", "Response to failures of audit logging", logging.alarmDelivery, "account-filter-cloudtrail-changes"),
	assessed("AU-6", "Review and analysis of audit records", logging.activityAlarms, logging.threatDetection),
	assessed("AU-6(1)", "Review is automated", logging.alarmDelivery, logging.activityAlarms, logging.threatDetection),
	assessed(
		"AU-6(3)",
		"Records of several stores are correlated",
		logging.logDelivery,
		"log-group-retention",
		"eks-cluster-audit-logging",
		"rds-cluster-audit-logging",
	),
	assessed(
		"AU-6(4)",
		"Review and analysis are central",
		logging.logDelivery,
		"log-group-retention",
		"eks-cluster-audit-logging",
		"rds-cluster-audit-logging",
	),
	assessed("AU-6(5)", "Analysis is joined with monitoring", logging.alarmDelivery, logging.threatDetection),
	assessed("AU-7", "Reduction of records and reports", logging.logDelivery, "rds-instance-log-line-prefix", "rds-cluster-log-line-prefix"),
	assessed("AU-8", "Time stamps", "rds-instance-log-line-prefix", "rds-cluster-log-line-prefix"),
	assessed("AU-9", "Protection of audit information", logging.logProtection, "rds-cluster-activity-stream"),
	assessed("AU-9(2)", "Records are kept on other systems", logging.logDelivery, "eks-cluster-logging-all-types"),
	assessed("AU-9(3)", "Records are protected by encryption", "log-group-encrypted-with-kms"),
	assessed("AU-9(7)", "Records are kept under another operating system", logging.logDelivery, "eks-cluster-audit-logging"),
	assessed(
		"AU-10",
		"Non-repudiation",
		logging.activityEvents,
		logging.connectionEvents,
		logging.logDelivery,
		"log-group-retention",
		"eks-cluster-audit-logging",
	),
	assessed("AU-11", "Retention of audit records", logging.logRetention),
	assessed("AU-12", "Generation of audit records", logging.auditTrail),
	unassessed("AU-13", "Monitoring for disclosure of information", organisational),
	assessed("AU-14", "Session audit", logging.activityEvents),
	unassessed("AU-16", "Audit logging across organisations", organisational),
];
