import type { RuleId } from "../../rules/index.ts";

/** There are backups, kept for long enough. */
export const backups: readonly RuleId[] = [
	"rds-instance-backup-enabled",
	"rds-instance-backup-retention",
	"rds-cluster-backup-retention",
	"rds-instance-backup-plan",
	"rds-cluster-backup-plan",
	"account-backup-plan-exists",
	"account-backup-vault-exists",
	"kubernetes-operator-backups-configured",
];

/** Databases can be brought back to a recent point in time. */
export const recovery: readonly RuleId[] = ["rds-instance-restorable", "rds-cluster-restorable", "rds-cluster-backtrack"];

/** Backups are somewhere else than the database. */
export const remoteBackups: readonly RuleId[] = ["rds-instance-backup-replicated"];

/** Backups cannot be erased by whoever erases the database. */
export const backupProtection: readonly RuleId[] = ["backup-vault-locked"];

/** Backups are reported on. */
export const backupReports: readonly RuleId[] = ["account-backup-report-plan-exists"];

/** The loss of an Availability Zone does not stop the service. */
export const availability: readonly RuleId[] = [
	"rds-instance-multi-az",
	"rds-cluster-multi-az",
	"rds-instance-subnets-span-zones",
	"rds-subnet-group-spans-zones",
	"eks-cluster-zonal-shift",
	"eks-nodegroup-auto-repair",
	"kubernetes-operator-replicated",
	"kubernetes-database-stateful-set",
	"kubernetes-config-durable",
	"kubernetes-operator-durable",
	"kubernetes-database-durable",
];

/** There is room for the load. */
export const capacity: readonly RuleId[] = [
	"rds-instance-not-overutilized",
	"postgres-roles-connection-limit",
	"postgres-replication-slots-lag",
	"kubernetes-database-memory-limited",
	"kubernetes-workload-memory-limited",
	"kubernetes-workload-cpu-limited",
];

/** Nothing is deleted by mistake. */
export const deletionProtection: readonly RuleId[] = [
	"rds-instance-deletion-protection",
	"rds-cluster-deletion-protection",
	"rds-global-cluster-deletion-protection",
	"eks-cluster-deletion-protection",
	"secret-database-not-scheduled-for-deletion",
];

/** Components run as they should. */
export const health: readonly RuleId[] = [
	"rds-instance-status-healthy",
	"rds-cluster-status-healthy",
	"eks-cluster-healthy",
	"eks-cluster-addons-healthy",
	"eks-nodegroup-healthy",
	"postgres-replication-slots-active",
	"postgres-data-checksums-on",
];

/** Corrections are installed. */
export const patching: readonly RuleId[] = [
	"rds-instance-auto-minor-version-upgrade",
	"rds-cluster-auto-minor-version-upgrade",
	"rds-instance-no-overdue-maintenance",
	"rds-cluster-no-overdue-maintenance",
	"rds-instance-engine-version-offered",
	"rds-cluster-engine-version-offered",
	"eks-nodegroup-ami-current",
	"eks-nodegroup-version-matches-cluster",
	"kubernetes-cluster-kubelets-in-step",
];

/** The maker still corrects what runs. */
export const supportedVersions: readonly RuleId[] = [
	"rds-instance-engine-in-standard-support",
	"rds-cluster-engine-in-standard-support",
	"rds-global-cluster-supported-version",
	"rds-cluster-not-serverless-v1",
	"eks-cluster-version-supported",
	"eks-cluster-version-standard-support",
	"eks-nodegroup-version-supported",
	"mysql-version-current",
];

/** The end of support is known and prepared for. */
export const supportHorizon: readonly RuleId[] = [
	"rds-instance-engine-support-horizon",
	"rds-cluster-engine-support-horizon",
	"rds-instance-extended-support-opt-out",
	"rds-cluster-extended-support-opt-out",
	"rds-instance-current-generation-class",
	"eks-cluster-support-horizon",
	"eks-cluster-upgrade-policy",
];

/** Known vulnerabilities are corrected. */
export const knownFlaws: readonly RuleId[] = ["rds-instance-postgres-local-file-read-fixed", "rds-cluster-postgres-local-file-read-fixed"];

/** What is configured is what runs. */
export const effectiveConfiguration: readonly RuleId[] = [
	"rds-instance-parameters-in-effect",
	"rds-cluster-parameters-in-effect",
	"rds-instance-no-pending-changes",
	"rds-cluster-no-pending-changes",
	"postgres-no-pending-restart",
	"mysql-sql-mode-strict",
	"kubernetes-config-understood",
];

/** Configuration of one's own instead of defaults. */
export const ownConfiguration: readonly RuleId[] = ["rds-instance-custom-parameter-group"];

/** Functions that are not needed are off. */
export const leastFunctionality: readonly RuleId[] = [
	"rds-instance-local-infile-off",
	"rds-cluster-local-infile-off",
	"rds-instance-log-bin-trust-function-creators-off",
	"rds-cluster-log-bin-trust-function-creators-off",
	"rds-cluster-data-api-disabled",
	"eks-nodegroup-no-ssh",
	"postgres-untrusted-languages-absent",
	"postgres-risky-extensions-absent",
	"mysql-local-infile-off",
	"mysql-secure-file-priv-set",
	"mysql-log-bin-trust-function-creators-off",
	"mysql-symbolic-links-off",
	"mysql-test-database-absent",
	"kubernetes-config-local-infile-off",
	"kubernetes-config-secure-file-priv-set",
	"kubernetes-database-no-host-path",
];

/** Pods keep to themselves: they have no way to their node, nor to other pods over it. */
export const podIsolation: readonly RuleId[] = [
	"kubernetes-workload-not-privileged",
	"kubernetes-workload-no-privilege-escalation",
	"kubernetes-workload-runs-as-non-root",
	"kubernetes-workload-capabilities-dropped",
	"kubernetes-workload-no-added-capabilities",
	"kubernetes-workload-net-raw-dropped",
	"kubernetes-workload-seccomp-profile",
	"kubernetes-workload-no-host-process-namespace",
	"kubernetes-workload-no-host-ipc-namespace",
	"kubernetes-workload-no-host-paths",
	"kubernetes-database-no-host-path",
	"kubernetes-workload-no-runtime-socket",
	"kubernetes-namespace-pod-security-enforced",
	"kubernetes-namespace-pod-security-restricted",
];

/** What runs in pods is what was built and approved, and stays so. */
export const programIntegrity: readonly RuleId[] = [
	"kubernetes-workload-image-tag-fixed",
	"kubernetes-workload-image-digest",
	"kubernetes-workload-approved-registries",
	"kubernetes-workload-root-filesystem-read-only",
];

/** Applications are apart from each other within a cluster. */
export const partition: readonly RuleId[] = [
	"kubernetes-cluster-namespaces-separate",
	"kubernetes-namespace-default-unused",
	"connection-environment-not-crossed",
];

/** Sessions that hold locks without working end. */
export const idleSessions: readonly RuleId[] = [
	"rds-instance-idle-transaction-timeout",
	"rds-cluster-idle-transaction-timeout",
	"postgres-idle-transaction-timeout",
	"postgres-sessions-not-idle-in-transaction",
	"postgres-sessions-max-age",
	"connection-max-age",
	"connection-not-idle-in-transaction",
];

/** Databases that nobody uses any more. */
export const unused: readonly RuleId[] = ["rds-instance-not-idle"];

/** Resources say what they are and whose. */
export const inventory: readonly RuleId[] = [
	"rds-instance-tagged",
	"rds-cluster-tagged",
	"rds-snapshot-tagged",
	"rds-proxy-tagged",
	"rds-subnet-group-tagged",
	"eks-cluster-tagged",
	"eks-nodegroup-tagged",
	"eks-identity-provider-tagged",
	"secret-tagged",
	"connection-client-known",
];

/** Snapshots inherit what is known of their database. */
export const inheritedTags: readonly RuleId[] = ["rds-instance-copy-tags-to-snapshots", "rds-cluster-copy-tags-to-snapshots"];
