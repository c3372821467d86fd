import type { Requirement } from "../../core/framework.ts";
import type { RuleId } from "../../rules/index.ts";
import { application, insideSystems, organisational } from "../reasons.ts";
import { assessed, unassessed } from "../requirement.ts";
import * as data from "../themes/data.ts";
import * as logging from "../themes/logging.ts";
import * as operation from "../themes/operation.ts";

/** SI: system and information integrity. */
export const nistIntegrity: readonly Requirement<RuleId>[] = [
	unassessed("SI-1", "Policy and procedures", organisational),
	assessed(
		"SI-2",
		"Flaw remediation",
		operation.patching,
		operation.supportedVersions,
		operation.supportHorizon,
		operation.knownFlaws,
		logging.databaseEvents,
		"rds-instance-enhanced-monitoring",
		"rds-cluster-enhanced-monitoring",
	),
	assessed(
		"SI-2(2)",
		"State of remediation is known by automated means",
		operation.patching,
		"eks-cluster-version-supported",
		"eks-nodegroup-version-supported",
	),
	assessed(
		"SI-2(4)",
		"Patches are managed by tools",
		"rds-instance-auto-minor-version-upgrade",
		"rds-cluster-auto-minor-version-upgrade",
		"eks-cluster-version-supported",
	),
	assessed(
		"SI-2(5)",
		"Updates are automatic",
		"rds-instance-auto-minor-version-upgrade",
		"rds-cluster-auto-minor-version-upgrade",
		"eks-cluster-upgrade-policy",
	),
	assessed("SI-3", "Protection against malicious code", "account-guardduty-eks-runtime-monitoring"),
	assessed("SI-3(8)", "Unauthorised commands are detected", logging.activityEvents, logging.logDelivery, "eks-cluster-audit-logging"),
	assessed(
		"SI-4",
		"System monitoring",
		logging.threatDetection,
		logging.activityAlarms,
		logging.performance,
		logging.controlPlaneEvents,
		operation.health,
	),
	assessed("SI-4(5)", "Alerts of the system", "alarm-has-actions", logging.databaseEvents),
	assessed("SI-4(12)", "Alerts are sent automatically", logging.alarmDelivery, logging.databaseEvents),
	assessed(
		"SI-4(20)",
		"Privileged users are monitored",
		logging.activityEvents,
		logging.logDelivery,
		"eks-cluster-audit-logging",
		"account-filter-root-usage",
	),
	unassessed("SI-5", "Alerts and advisories", organisational),
	unassessed("SI-6", "Verification of functions", insideSystems),
	assessed("SI-7", "Integrity of software, firmware and information", operation.backupProtection, "eks-nodegroup-ami-current"),
	assessed("SI-7(6)", "Integrity is protected by cryptography", data.encryptionAtRest),
	assessed("SI-7(8)", "Significant events are audited", logging.activityEvents, logging.logDelivery, "eks-cluster-audit-logging"),
	unassessed("SI-8", "Spam protection", organisational),
	unassessed("SI-10", "Validation of input", application),
	unassessed("SI-11", "Error handling", application),
	assessed(
		"SI-12",
		"Management and retention of information",
		operation.backups,
		data.dataDisposal,
		"log-group-retention",
		"backup-recovery-point-encrypted",
	),
	assessed("SI-12(1)", "Personal information is limited", logging.logMinimisation),
	unassessed("SI-13", "Predictable failure prevention", organisational),
	assessed("SI-13(5)", "Failover", operation.availability, operation.backups, "rds-instance-deletion-protection", "rds-cluster-backtrack"),
	unassessed("SI-14", "Non-persistence", insideSystems),
	unassessed("SI-15", "Filtering of output", application),
	unassessed("SI-16", "Protection of memory", insideSystems),
	unassessed("SI-17", "Fail-safe procedures", application),
	unassessed("SI-18", "Quality of personal information", application),
	unassessed("SI-19", "De-identification", application),
	unassessed("SI-20", "Tainting", organisational),
	unassessed("SI-21", "Refresh of information", application),
	unassessed("SI-22", "Diversity of information", organisational),
	unassessed("SI-23", "Fragmentation of information", application),
];
