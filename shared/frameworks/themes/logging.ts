import type { RuleId } from "../../rules/index.ts";

/** Databases record who came and went. */
export const connectionEvents: readonly RuleId[] = [
	"rds-instance-log-connections",
	"rds-cluster-log-connections",
	"rds-instance-log-disconnections",
	"rds-cluster-log-disconnections",
	"postgres-log-connections",
	"postgres-log-disconnections",
	"kubernetes-config-log-connections",
	"kubernetes-config-log-disconnections",
	"kubernetes-operator-log-sessions",
];

/** Databases record what was done, above all by administrators. */
export const activityEvents: readonly RuleId[] = [
	"rds-instance-log-statement",
	"rds-cluster-log-statement",
	"rds-instance-pgaudit-loaded",
	"rds-cluster-pgaudit-loaded",
	"rds-instance-pgaudit-classes",
	"rds-cluster-pgaudit-classes",
	"rds-instance-pgaudit-role",
	"rds-cluster-pgaudit-role",
	"rds-instance-log-replication-commands",
	"rds-cluster-log-replication-commands",
	"rds-instance-mysql-audit-plugin",
	"rds-instance-oracle-audit-trail-on",
	"rds-cluster-audit-logging",
	"rds-cluster-activity-stream",
	"postgres-log-statement",
	"postgres-pgaudit-in-force",
	"postgres-log-replication-commands",
	"postgres-sensitive-tables-audited",
	"mysql-audit-plugin-active",
	"kubernetes-config-log-statement",
	"kubernetes-operator-log-statement",
];

/** EKS records what was asked of the control plane. */
export const controlPlaneEvents: readonly RuleId[] = ["eks-cluster-audit-logging", "eks-cluster-logging-all-types"];

/** Records say when, who, from where and on what. */
export const recordContent: readonly RuleId[] = [
	"rds-instance-log-line-prefix",
	"rds-cluster-log-line-prefix",
	"rds-instance-log-error-verbosity",
	"rds-cluster-log-error-verbosity",
	"rds-instance-log-hostname-off",
	"rds-cluster-log-hostname-off",
	"postgres-log-line-prefix",
	"postgres-log-error-verbosity",
	"postgres-log-hostname-off",
	"postgres-log-min-messages",
	"postgres-log-min-error-statement",
	"mysql-error-log-verbosity",
	"kubernetes-config-log-line-prefix",
];

/** Logs leave the database for a store that its administrators do not control. */
export const logDelivery: readonly RuleId[] = [
	"rds-instance-logs-exported",
	"rds-cluster-logs-exported",
	"rds-instance-postgresql-log-exported",
	"rds-instance-mariadb-logs-exported",
	"rds-cluster-aurora-mysql-audit-log-exported",
	"rds-instance-log-output-file",
	"rds-cluster-log-output-file",
	"postgres-log-collected",
	"mysql-error-log-set",
];

/** Logs are kept. */
export const logRetention: readonly RuleId[] = ["log-group-retention", "rds-instance-log-retention", "rds-cluster-log-retention"];

/** Logs are not read or changed by others. */
export const logProtection: readonly RuleId[] = ["log-group-encrypted-with-kms", "log-group-not-public", "postgres-log-file-mode"];

/** Logs do not carry the data itself. */
export const logMinimisation: readonly RuleId[] = [
	"rds-instance-general-log-off",
	"rds-cluster-general-log-off",
	"rds-instance-log-parameter-values-limited",
	"rds-cluster-log-parameter-values-limited",
	"rds-proxy-debug-logging-off",
	"log-group-no-secrets",
	"postgres-log-parameter-values-limited",
	"postgres-debug-output-off",
	"mysql-general-log-off",
	"mysql-log-raw-off",
];

/** Everything that is recorded about databases and clusters, and brought to CloudWatch Logs. */
export const auditTrail: readonly RuleId[] = [...connectionEvents, ...activityEvents, ...controlPlaneEvents, ...logDelivery];

/** Changes of the network raise an alarm. */
export const networkChangeAlarms: readonly RuleId[] = [
	"account-filter-network-acl-changes",
	"account-filter-network-gateway-changes",
	"account-filter-route-table-changes",
	"account-filter-security-group-changes",
	"account-filter-vpc-changes",
];

/** Changes of rights and of what watches over the account raise an alarm. */
export const controlChangeAlarms: readonly RuleId[] = [
	"account-filter-cloudtrail-changes",
	"account-filter-config-changes",
	"account-filter-iam-policy-changes",
	"account-filter-kms-key-deletion",
	"account-filter-organizations-changes",
	"account-filter-s3-bucket-policy-changes",
];

/** Suspicious sign-ins and calls raise an alarm. */
export const accessAlarms: readonly RuleId[] = [
	"account-filter-console-authentication-failures",
	"account-filter-console-sign-in-without-mfa",
	"account-filter-root-usage",
	"account-filter-unauthorized-api-calls",
];

/** Alarms reach somebody. */
export const alarmDelivery: readonly RuleId[] = ["alarm-actions-enabled", "alarm-has-actions"];

/** RDS tells somebody of failures, maintenance and changes. */
export const databaseEvents: readonly RuleId[] = [
	"account-rds-events-clusters",
	"account-rds-events-instances",
	"account-rds-events-parameter-groups",
	"account-rds-events-security-groups",
	"rds-event-subscription-cluster-categories",
	"rds-event-subscription-delivers",
	"rds-event-subscription-instance-categories",
	"rds-event-subscription-parameter-group-categories",
	"rds-event-subscription-security-group-categories",
];

/** GuardDuty watches databases and clusters. */
export const threatDetection: readonly RuleId[] = [
	"account-guardduty-eks-audit-logs",
	"account-guardduty-eks-runtime-monitoring",
	"account-guardduty-rds-protection",
];

/** Load and performance are measured. */
export const performance: readonly RuleId[] = [
	"rds-instance-enhanced-monitoring",
	"rds-cluster-enhanced-monitoring",
	"rds-instance-performance-insights-enabled",
	"rds-cluster-performance-insights",
	"rds-instance-log-min-duration-statement",
	"rds-cluster-log-min-duration-statement",
	"rds-instance-slow-query-log-on",
	"rds-cluster-slow-query-log-on",
];

/** All alarms on what CloudTrail records. */
export const activityAlarms: readonly RuleId[] = [...networkChangeAlarms, ...controlChangeAlarms, ...accessAlarms];
