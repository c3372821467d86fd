import type { RuleId } from "../../rules/index.ts";

/** People and programs log in to databases by an identity that IAM manages. */
export const managedIdentity: readonly RuleId[] = [
	"rds-instance-iam-authentication",
	"rds-cluster-iam-authentication",
	"rds-proxy-iam-authentication-required",
	"postgres-rds-iam-used",
	"postgres-rds-iam-not-with-superuser",
	"kubernetes-service-account-database-identity",
	"connection-authentication-strong",
];

/** Passwords are stored and exchanged by methods without known weaknesses. */
export const passwordStrength: readonly RuleId[] = [
	"rds-instance-password-auth-method-scram",
	"rds-cluster-password-auth-method-scram",
	"rds-instance-password-encryption-scram",
	"rds-cluster-password-encryption-scram",
	"rds-instance-default-authentication-plugin-strong",
	"rds-cluster-default-authentication-plugin-strong",
	"rds-proxy-client-password-strong",
	"postgres-password-encryption-scram",
	"postgres-passwords-scram",
	"postgres-hba-no-trust",
	"postgres-hba-no-cleartext-password",
	"postgres-hba-no-md5",
	"postgres-hba-no-errors",
	"mysql-strong-default-authentication",
	"mysql-accounts-strong-plugin",
	"mysql-accounts-have-password",
	"mysql-password-validation-active",
	"kubernetes-config-password-encryption-scram",
	"kubernetes-config-hba-no-trust",
	"kubernetes-config-hba-no-cleartext-password",
	"kubernetes-config-hba-no-md5",
	"kubernetes-config-grant-tables-in-force",
	"kubernetes-operator-password-encryption-scram",
	"kubernetes-operator-hba-no-trust",
	"kubernetes-operator-hba-no-weak-passwords",
	"kubernetes-database-no-trust",
	"kubernetes-database-authentication-strong",
];

/** Accounts that come with the product do not have their well-known names. */
export const defaultAccounts: readonly RuleId[] = [
	"rds-instance-master-username-not-default",
	"rds-cluster-master-username-not-default",
	"postgres-sessions-not-default-superuser",
	"mysql-root-not-remote",
	"mysql-sessions-not-root",
	"mysql-accounts-not-anonymous",
	"kubernetes-workload-database-user-not-superuser",
	"kubernetes-database-root-local",
	"kubernetes-operator-superuser-access-off",
	"connection-user-not-default",
];

/** IAM gives no more access to databases and what opens them than the work needs. */
export const databasePrivileges: readonly RuleId[] = [
	"iam-rds-connect-known-database",
	"iam-rds-connect-not-master-users",
	"iam-rds-connect-not-wildcard",
	"iam-principal-secrets-read-restricted",
	"secret-restrictive-resource-policy",
	"postgres-superusers-limited",
	"postgres-roles-no-bypassrls",
	"postgres-roles-no-createrole",
	"postgres-roles-no-createdb",
	"postgres-replication-roles-dedicated",
	"postgres-server-files-restricted",
	"postgres-server-programs-restricted",
	"postgres-all-data-roles-restricted",
	"postgres-admin-option-limited",
	"postgres-rds-superuser-limited",
	"postgres-sessions-no-superuser-application",
	"postgres-schemas-not-public-writable",
	"postgres-databases-public-connect-revoked",
	"postgres-databases-public-temporary-revoked",
	"postgres-tables-not-granted-to-public",
	"postgres-definer-functions-search-path",
	"postgres-definer-functions-not-public",
	"mysql-super-limited",
	"mysql-file-privilege-limited",
	"mysql-process-privilege-limited",
	"mysql-administration-limited",
	"mysql-data-privileges-not-global",
	"mysql-grant-option-limited",
	"mysql-grant-tables-restricted",
	"connection-no-privileged-role",
	"connection-write-right-used",
	"connection-define-right-used",
	"connection-own-database-user",
];

/** Within the database, access is limited by row, and passwords by role. */
export const databaseRestrictions: readonly RuleId[] = [
	"rds-instance-row-security-on",
	"rds-cluster-row-security-on",
	"rds-instance-password-commands-restricted",
	"rds-cluster-password-commands-restricted",
	"postgres-row-security-on",
	"postgres-sensitive-tables-row-security",
	"postgres-settings-not-overridden",
	"connection-no-tools-in-production",
];

/** Within clusters, roles give no more than their holders need, and no ways to more. */
export const clusterRights: readonly RuleId[] = [
	"kubernetes-role-cluster-admin-limited",
	"kubernetes-role-secrets-restricted",
	"kubernetes-role-no-wildcards",
	"kubernetes-role-pod-creation-restricted",
	"kubernetes-role-pod-exec-restricted",
	"kubernetes-role-port-forward-restricted",
	"kubernetes-role-node-proxy-restricted",
	"kubernetes-role-persistent-volume-creation-restricted",
	"kubernetes-role-csr-approval-restricted",
	"kubernetes-role-webhook-configuration-restricted",
	"kubernetes-role-token-creation-restricted",
	"kubernetes-role-no-impersonation",
	"kubernetes-role-no-bind-escalate",
	"kubernetes-role-not-anonymous",
	"kubernetes-role-not-all-authenticated",
	"kubernetes-namespace-database-secrets-restricted",
];

/** People get into EKS clusters by roles, few of them as administrators. */
export const clusterAccess: readonly RuleId[] = [
	"eks-cluster-access-entries-roles-only",
	"eks-cluster-access-entries-used",
	"eks-cluster-admin-limited",
	"eks-identity-provider-prefixes",
	"eks-identity-provider-required-claims",
	"kubernetes-cluster-aws-auth-no-masters",
	"kubernetes-cluster-aws-auth-no-users",
];

/** Pods have identities of their own, and no more rights than they need. */
export const workloadIdentity: readonly RuleId[] = [
	"eks-cluster-workload-identity",
	"eks-pod-identity-role-exists",
	"eks-pod-identity-session-tags",
	"eks-pod-identity-trust-scoped",
	"eks-fargate-profile-execution-role-scoped",
	"eks-nodegroup-imds-hop-limit",
	"eks-nodegroup-imdsv2-required",
	"iam-service-account-role-trust-scoped",
	"kubernetes-service-account-role-exists",
	"kubernetes-service-account-role-trust-scoped",
	"kubernetes-service-account-single-identity",
	"kubernetes-service-account-database-not-shared",
	"kubernetes-service-account-database-automount-off",
	"kubernetes-database-token-not-mounted",
	"kubernetes-workload-own-service-account",
	"kubernetes-service-account-default-without-rights",
	"kubernetes-service-account-default-automount-off",
	"kubernetes-service-account-token-where-needed",
	"connection-own-service-account",
];

/** Passwords of databases are in Secrets Manager and not in people's hands. */
export const managedPasswords: readonly RuleId[] = [
	"rds-instance-master-password-managed",
	"rds-cluster-master-password-managed",
	"kubernetes-workload-no-plaintext-credentials",
	"kubernetes-workload-secrets-as-files",
	"kubernetes-cluster-external-secret-store",
];

/** Passwords and keys in Secrets Manager are replaced in time. */
export const secretRotation: readonly RuleId[] = [
	"secret-rotation-enabled",
	"secret-rotation-has-function",
	"secret-rotation-proven",
	"secret-database-rotates",
	"secret-rotated-on-schedule",
	"secret-rotated-recently",
	"secret-no-stuck-pending",
	"postgres-passwords-expire",
	"postgres-expired-roles-removed",
	"mysql-password-lifetime",
];

/** What may be done is limited to what is needed. */
export const leastPrivilege: readonly RuleId[] = [...databasePrivileges, ...clusterAccess, ...clusterRights, ...workloadIdentity];
