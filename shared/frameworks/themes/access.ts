import type { RuleId } from "../../rules/index.ts";

/** People and programs log in to databases by an identity that IAM manages. */
export const managedIdentity: readonly RuleId[] = [
	"rds-instance-iam-authentication",
	"rds-cluster-iam-authentication",
	"rds-proxy-iam-authentication-required",
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
];

/** Accounts that come with the product do not have their well-known names. */
export const defaultAccounts: readonly RuleId[] = ["rds-instance-master-username-not-default", "rds-cluster-master-username-not-default"];

/** IAM gives no more access to databases and what opens them than the work needs. */
export const databasePrivileges: readonly RuleId[] = [
	"iam-rds-connect-known-database",
	"iam-rds-connect-not-master-users",
	"iam-rds-connect-not-wildcard",
	"iam-principal-secrets-read-restricted",
	"secret-restrictive-resource-policy",
];

/** Within the database, access is limited by row, and passwords by role. */
export const databaseRestrictions: readonly RuleId[] = [
	"rds-instance-row-security-on",
	"rds-cluster-row-security-on",
	"rds-instance-password-commands-restricted",
	"rds-cluster-password-commands-restricted",
];

/** People get into EKS clusters by roles, few of them as administrators. */
export const clusterAccess: readonly RuleId[] = [
	"eks-cluster-access-entries-roles-only",
	"eks-cluster-access-entries-used",
	"eks-cluster-admin-limited",
	"eks-identity-provider-prefixes",
	"eks-identity-provider-required-claims",
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
];

/** Passwords of databases are in Secrets Manager and not in people's hands. */
export const managedPasswords: readonly RuleId[] = ["rds-instance-master-password-managed", "rds-cluster-master-password-managed"];

/** Passwords and keys in Secrets Manager are replaced in time. */
export const secretRotation: readonly RuleId[] = [
	"secret-rotation-enabled",
	"secret-database-rotates",
	"secret-rotated-on-schedule",
	"secret-rotated-recently",
	"secret-no-stuck-pending",
];

/** What may be done is limited to what is needed. */
export const leastPrivilege: readonly RuleId[] = [...databasePrivileges, ...clusterAccess, ...workloadIdentity];
