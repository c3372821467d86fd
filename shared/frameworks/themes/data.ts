import type { RuleId } from "../../rules/index.ts";

/** Stored data is encrypted. */
export const encryptionAtRest: readonly RuleId[] = [
	"rds-instance-storage-encrypted",
	"rds-cluster-storage-encrypted",
	"rds-global-cluster-storage-encrypted",
	"rds-snapshot-encrypted",
	"eks-cluster-secrets-encrypted",
	"backup-recovery-point-encrypted",
	"backup-vault-encrypted",
	"log-group-encrypted-with-kms",
];

/** The organisation controls the keys. */
export const customerKeys: readonly RuleId[] = [
	"rds-instance-storage-encrypted-with-customer-key",
	"rds-cluster-storage-encrypted-with-customer-key",
	"rds-snapshot-encrypted-with-customer-key",
	"rds-instance-master-secret-customer-key",
	"rds-cluster-master-secret-customer-key",
	"rds-instance-performance-insights-customer-key",
	"eks-cluster-secrets-customer-key",
	"backup-vault-customer-key",
	"secret-customer-key",
];

/** Keys stay usable for as long as data needs them. */
export const keyAvailability: readonly RuleId[] = [
	"rds-instance-storage-key-usable",
	"rds-cluster-storage-key-usable",
	"rds-snapshot-key-usable",
	"kms-key-enabled",
	"kms-key-not-pending-deletion",
];

/** Key material is replaced in time. */
export const keyRotation: readonly RuleId[] = ["kms-key-rotation-enabled", "kms-key-rotation-period"];

/** Only those who need to may use keys. */
export const keyAccess: readonly RuleId[] = [
	"kms-key-not-public",
	"kms-key-not-shared-with-unknown-accounts",
	"kms-key-grants-least-privilege",
	"kms-key-no-duplicate-grants",
	"iam-policy-kms-decrypt-restricted",
	"iam-principal-kms-decrypt-restricted",
];

/** Key material stays in its region. */
export const keyLocation: readonly RuleId[] = ["kms-key-not-multi-region"];

/** Data on the way to and from databases is encrypted, by protocols and ciphers without known weaknesses. */
export const encryptionInTransit: readonly RuleId[] = [
	"rds-instance-tls-required",
	"rds-cluster-tls-required",
	"rds-proxy-tls-required",
	"rds-instance-oracle-encryption-in-transit",
	"rds-instance-tls-minimum-version",
	"rds-cluster-tls-minimum-version",
	"rds-instance-tls-ciphers-strong",
	"rds-cluster-tls-ciphers-strong",
	"postgres-tls-enabled",
	"postgres-tls-required",
	"postgres-tls-minimum-version",
	"postgres-tls-ciphers-strong",
	"postgres-sessions-use-tls",
	"postgres-sessions-tls-version",
	"postgres-sessions-tls-ciphers",
	"mysql-tls-required",
	"mysql-tls-minimum-version",
	"mysql-accounts-require-tls",
	"mysql-sessions-use-tls",
	"mysql-sessions-tls-version",
	"kubernetes-workload-database-tls",
	"kubernetes-workload-database-host-by-name",
	"kubernetes-database-tls",
	"kubernetes-service-database-tls-end-to-end",
	"kubernetes-service-external-name-not-database",
	"kubernetes-config-tls-enabled",
	"kubernetes-config-tls-minimum-version",
	"kubernetes-config-tls-ciphers-strong",
	"kubernetes-config-hba-tls-required",
	"kubernetes-config-secure-transport-required",
	"kubernetes-operator-tls-required",
	"kubernetes-operator-tls-minimum-version",
	"kubernetes-service-load-balancer-tls",
	"connection-tls-required",
	"connection-tls-version",
	"connection-tls-cipher-strong",
	"connection-server-verified",
];

/** Server certificates are valid. */
export const certificates: readonly RuleId[] = [
	"rds-instance-certificate-valid",
	"rds-instance-certificate-authority-valid",
	"postgres-scan-connection-verified",
	"mysql-scan-connection-verified",
];

/** Copies of data and whatever opens it are not given to everybody or to strangers. */
export const sharing: readonly RuleId[] = [
	"rds-snapshot-not-public",
	"rds-snapshot-not-shared-with-unknown-accounts",
	"kms-key-not-public",
	"kms-key-not-shared-with-unknown-accounts",
	"log-group-not-public",
	"secret-not-public",
	"secret-not-shared-with-unknown-accounts",
];

/** Data is not kept longer than it may be. */
export const dataDisposal: readonly RuleId[] = ["rds-snapshot-retention", "rds-snapshot-not-orphaned"];
