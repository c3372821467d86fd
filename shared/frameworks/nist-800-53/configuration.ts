import type { Requirement } from "../../core/framework.ts";
import type { RuleId } from "../../rules/index.ts";
import { insideSystems, organisational } from "../reasons.ts";
import { assessed, unassessed } from "../requirement.ts";
import * as access from "../themes/access.ts";
import * as data from "../themes/data.ts";
import * as logging from "../themes/logging.ts";
import * as network from "../themes/network.ts";
import * as operation from "../themes/operation.ts";

/** CA: assessment and monitoring; CM: configuration management. */
export const nistConfiguration: readonly Requirement<RuleId>[] = [
	unassessed("CA-1", "Policy and procedures", organisational),
	unassessed("CA-2", "Control assessments", organisational),
	unassessed("CA-3", "Information exchange", organisational),
	unassessed("CA-5", "Plan of action and milestones", organisational),
	unassessed("CA-6", "Authorisation", organisational),
	assessed(
		"CA-7",
		"Continuous monitoring",
		logging.performance,
		logging.databaseEvents,
		logging.alarmDelivery,
		logging.activityAlarms,
		logging.threatDetection,
		logging.logDelivery,
		"log-group-retention",
		"eks-cluster-audit-logging",
		"rds-cluster-audit-logging",
	),
	unassessed("CA-8", "Penetration tests", organisational),
	assessed("CA-9", "Internal connections", network.denyByDefault, "rds-instance-security-group-restricted"),
	assessed(
		"CA-9(1)",
		"Components comply before they connect",
		access.defaultAccounts,
		operation.inheritedTags,
		data.encryptionAtRest,
		"eks-cluster-version-supported",
		"security-group-high-risk-ports-not-open",
	),
	unassessed("CM-1", "Policy and procedures", organisational),
	assessed(
		"CM-2",
		"Baseline configuration",
		access.defaultAccounts,
		operation.ownConfiguration,
		operation.inheritedTags,
		operation.effectiveConfiguration,
		"eks-cluster-version-supported",
		"security-group-high-risk-ports-not-open",
	),
	assessed(
		"CM-2(2)",
		"The baseline is kept current by automated means",
		operation.inheritedTags,
		"security-group-high-risk-ports-not-open",
		"eks-nodegroup-ami-current",
	),
	assessed(
		"CM-3",
		"Configuration change control",
		operation.deletionProtection,
		logging.controlChangeAlarms,
		logging.networkChangeAlarms,
		"account-rds-events-parameter-groups",
		"account-rds-events-security-groups",
		"rds-event-subscription-parameter-group-categories",
		"rds-event-subscription-security-group-categories",
	),
	assessed("CM-3(6)", "Cryptography is under change control", data.encryptionAtRest, "account-filter-kms-key-deletion"),
	unassessed("CM-4", "Impact analyses", organisational),
	assessed("CM-5", "Access restrictions for change", "eks-cluster-admin-limited", "iam-rds-connect-not-master-users"),
	assessed(
		"CM-6",
		"Configuration settings",
		operation.effectiveConfiguration,
		operation.ownConfiguration,
		operation.idleSessions,
		access.databaseRestrictions,
		data.encryptionInTransit,
		access.passwordStrength,
		"security-group-default-restricts",
	),
	assessed(
		"CM-7",
		"Least functionality",
		operation.leastFunctionality,
		operation.podIsolation,
		operation.unused,
		network.openPorts,
		network.databasePorts,
	),
	assessed("CM-8", "Inventory of components", operation.inventory, operation.inheritedTags, "rds-snapshot-not-orphaned"),
	unassessed("CM-9", "Configuration management plan", organisational),
	unassessed("CM-10", "Software usage restrictions", organisational),
	unassessed("CM-11", "Software installed by users", insideSystems),
	assessed("CM-12", "Information location", data.keyLocation, operation.inventory),
	unassessed("CM-13", "Data action mapping", organisational),
	unassessed("CM-14", "Signed components", insideSystems),
];
