import { accountBackupPlanExists } from "./account/account-backup-plan-exists.ts";
import { accountBackupReportPlanExists } from "./account/account-backup-report-plan-exists.ts";
import { accountBackupVaultExists } from "./account/account-backup-vault-exists.ts";
import { accountFilterCloudtrailChanges } from "./account/account-filter-cloudtrail-changes.ts";
import { accountFilterConfigChanges } from "./account/account-filter-config-changes.ts";
import { accountFilterConsoleAuthenticationFailures } from "./account/account-filter-console-authentication-failures.ts";
import { accountFilterConsoleSignInWithoutMfa } from "./account/account-filter-console-sign-in-without-mfa.ts";
import { accountFilterIamPolicyChanges } from "./account/account-filter-iam-policy-changes.ts";
import { accountFilterKmsKeyDeletion } from "./account/account-filter-kms-key-deletion.ts";
import { accountFilterNetworkAclChanges } from "./account/account-filter-network-acl-changes.ts";
import { accountFilterNetworkGatewayChanges } from "./account/account-filter-network-gateway-changes.ts";
import { accountFilterOrganizationsChanges } from "./account/account-filter-organizations-changes.ts";
import { accountFilterRootUsage } from "./account/account-filter-root-usage.ts";
import { accountFilterRouteTableChanges } from "./account/account-filter-route-table-changes.ts";
import { accountFilterS3BucketPolicyChanges } from "./account/account-filter-s3-bucket-policy-changes.ts";
import { accountFilterSecurityGroupChanges } from "./account/account-filter-security-group-changes.ts";
import { accountFilterUnauthorizedApiCalls } from "./account/account-filter-unauthorized-api-calls.ts";
import { accountFilterVpcChanges } from "./account/account-filter-vpc-changes.ts";
import { accountGuarddutyEksAuditLogs } from "./account/account-guardduty-eks-audit-logs.ts";
import { accountGuarddutyEksRuntimeMonitoring } from "./account/account-guardduty-eks-runtime-monitoring.ts";
import { accountGuarddutyRdsProtection } from "./account/account-guardduty-rds-protection.ts";
import { backupRecoveryPointEncrypted } from "./backup/backup-recovery-point-encrypted.ts";
import { backupVaultCustomerKey } from "./backup/backup-vault-customer-key.ts";
import { backupVaultEncrypted } from "./backup/backup-vault-encrypted.ts";
import { backupVaultLocked } from "./backup/backup-vault-locked.ts";
import { connectionAuthenticationStrong } from "./connection/connection-authentication-strong.ts";
import { connectionClientKnown } from "./connection/connection-client-known.ts";
import { connectionDefineRightUsed } from "./connection/connection-define-right-used.ts";
import { connectionEnvironmentNotCrossed } from "./connection/connection-environment-not-crossed.ts";
import { connectionMaxAge } from "./connection/connection-max-age.ts";
import { connectionNoPrivilegedRole } from "./connection/connection-no-privileged-role.ts";
import { connectionNoToolsInProduction } from "./connection/connection-no-tools-in-production.ts";
import { connectionNotFromPublicAddress } from "./connection/connection-not-from-public-address.ts";
import { connectionNotIdleInTransaction } from "./connection/connection-not-idle-in-transaction.ts";
import { connectionOwnDatabaseUser } from "./connection/connection-own-database-user.ts";
import { connectionOwnServiceAccount } from "./connection/connection-own-service-account.ts";
import { connectionServerVerified } from "./connection/connection-server-verified.ts";
import { connectionTlsCipherStrong } from "./connection/connection-tls-cipher-strong.ts";
import { connectionTlsRequired } from "./connection/connection-tls-required.ts";
import { connectionTlsVersion } from "./connection/connection-tls-version.ts";
import { connectionUserNotDefault } from "./connection/connection-user-not-default.ts";
import { connectionWriteRightUsed } from "./connection/connection-write-right-used.ts";
import { ec2InstanceCassandraNotExposed } from "./ec2/ec2-instance-cassandra-not-exposed.ts";
import { ec2InstanceElasticsearchNotExposed } from "./ec2/ec2-instance-elasticsearch-not-exposed.ts";
import { ec2InstanceKafkaNotExposed } from "./ec2/ec2-instance-kafka-not-exposed.ts";
import { ec2InstanceMemcachedNotExposed } from "./ec2/ec2-instance-memcached-not-exposed.ts";
import { ec2InstanceMongodbNotExposed } from "./ec2/ec2-instance-mongodb-not-exposed.ts";
import { ec2InstanceMysqlNotExposed } from "./ec2/ec2-instance-mysql-not-exposed.ts";
import { ec2InstanceOracleNotExposed } from "./ec2/ec2-instance-oracle-not-exposed.ts";
import { ec2InstancePostgresqlNotExposed } from "./ec2/ec2-instance-postgresql-not-exposed.ts";
import { ec2InstanceRedisNotExposed } from "./ec2/ec2-instance-redis-not-exposed.ts";
import { ec2InstanceSqlserverNotExposed } from "./ec2/ec2-instance-sqlserver-not-exposed.ts";
import { securityGroupCassandraNotOpen } from "./ec2/security-group-cassandra-not-open.ts";
import { securityGroupDb2NotOpen } from "./ec2/security-group-db2-not-open.ts";
import { securityGroupDefaultRestricts } from "./ec2/security-group-default-restricts.ts";
import { securityGroupElasticsearchNotOpen } from "./ec2/security-group-elasticsearch-not-open.ts";
import { securityGroupHighRiskPortsNotOpen } from "./ec2/security-group-high-risk-ports-not-open.ts";
import { securityGroupKafkaNotOpen } from "./ec2/security-group-kafka-not-open.ts";
import { securityGroupMemcachedNotOpen } from "./ec2/security-group-memcached-not-open.ts";
import { securityGroupMongodbNotOpen } from "./ec2/security-group-mongodb-not-open.ts";
import { securityGroupMysqlNotOpen } from "./ec2/security-group-mysql-not-open.ts";
import { securityGroupNeptuneNotOpen } from "./ec2/security-group-neptune-not-open.ts";
import { securityGroupNotOpenAllPorts } from "./ec2/security-group-not-open-all-ports.ts";
import { securityGroupNotOpenAnyPort } from "./ec2/security-group-not-open-any-port.ts";
import { securityGroupOracleNotOpen } from "./ec2/security-group-oracle-not-open.ts";
import { securityGroupPostgresqlNotOpen } from "./ec2/security-group-postgresql-not-open.ts";
import { securityGroupRedisNotOpen } from "./ec2/security-group-redis-not-open.ts";
import { securityGroupRedshiftNotOpen } from "./ec2/security-group-redshift-not-open.ts";
import { securityGroupSqlserverNotOpen } from "./ec2/security-group-sqlserver-not-open.ts";
import { eksClusterAccessEntriesRolesOnly } from "./eks/eks-cluster-access-entries-roles-only.ts";
import { eksClusterAccessEntriesUsed } from "./eks/eks-cluster-access-entries-used.ts";
import { eksClusterAddonsHealthy } from "./eks/eks-cluster-addons-healthy.ts";
import { eksClusterAdminLimited } from "./eks/eks-cluster-admin-limited.ts";
import { eksClusterAuditLogging } from "./eks/eks-cluster-audit-logging.ts";
import { eksClusterControlPlaneSecurityGroupRestricted } from "./eks/eks-cluster-control-plane-security-group-restricted.ts";
import { eksClusterDefaultVpcNotUsed } from "./eks/eks-cluster-default-vpc-not-used.ts";
import { eksClusterDeletionProtection } from "./eks/eks-cluster-deletion-protection.ts";
import { eksClusterEndpointNotPublic } from "./eks/eks-cluster-endpoint-not-public.ts";
import { eksClusterEndpointPrivateAccess } from "./eks/eks-cluster-endpoint-private-access.ts";
import { eksClusterEndpointPublicAccessDisabled } from "./eks/eks-cluster-endpoint-public-access-disabled.ts";
import { eksClusterHealthy } from "./eks/eks-cluster-healthy.ts";
import { eksClusterLoggingAllTypes } from "./eks/eks-cluster-logging-all-types.ts";
import { eksClusterNetworkPolicyEnabled } from "./eks/eks-cluster-network-policy-enabled.ts";
import { eksClusterSecretsCustomerKey } from "./eks/eks-cluster-secrets-customer-key.ts";
import { eksClusterSecretsEncrypted } from "./eks/eks-cluster-secrets-encrypted.ts";
import { eksClusterSingleSecurityGroup } from "./eks/eks-cluster-single-security-group.ts";
import { eksClusterSupportHorizon } from "./eks/eks-cluster-support-horizon.ts";
import { eksClusterTagged } from "./eks/eks-cluster-tagged.ts";
import { eksClusterUpgradePolicy } from "./eks/eks-cluster-upgrade-policy.ts";
import { eksClusterVersionStandardSupport } from "./eks/eks-cluster-version-standard-support.ts";
import { eksClusterVersionSupported } from "./eks/eks-cluster-version-supported.ts";
import { eksClusterWorkloadIdentity } from "./eks/eks-cluster-workload-identity.ts";
import { eksClusterZonalShift } from "./eks/eks-cluster-zonal-shift.ts";
import { eksFargateProfileExecutionRoleScoped } from "./eks/eks-fargate-profile-execution-role-scoped.ts";
import { eksFargateProfileSubnetsPrivate } from "./eks/eks-fargate-profile-subnets-private.ts";
import { eksIdentityProviderPrefixes } from "./eks/eks-identity-provider-prefixes.ts";
import { eksIdentityProviderRequiredClaims } from "./eks/eks-identity-provider-required-claims.ts";
import { eksIdentityProviderTagged } from "./eks/eks-identity-provider-tagged.ts";
import { eksNodegroupAmiCurrent } from "./eks/eks-nodegroup-ami-current.ts";
import { eksNodegroupAutoRepair } from "./eks/eks-nodegroup-auto-repair.ts";
import { eksNodegroupHealthy } from "./eks/eks-nodegroup-healthy.ts";
import { eksNodegroupImdsHopLimit } from "./eks/eks-nodegroup-imds-hop-limit.ts";
import { eksNodegroupImdsv2Required } from "./eks/eks-nodegroup-imdsv2-required.ts";
import { eksNodegroupNoSsh } from "./eks/eks-nodegroup-no-ssh.ts";
import { eksNodegroupSshRestricted } from "./eks/eks-nodegroup-ssh-restricted.ts";
import { eksNodegroupSubnetsPrivate } from "./eks/eks-nodegroup-subnets-private.ts";
import { eksNodegroupTagged } from "./eks/eks-nodegroup-tagged.ts";
import { eksNodegroupVersionMatchesCluster } from "./eks/eks-nodegroup-version-matches-cluster.ts";
import { eksNodegroupVersionSupported } from "./eks/eks-nodegroup-version-supported.ts";
import { eksPodIdentityRoleExists } from "./eks/eks-pod-identity-role-exists.ts";
import { eksPodIdentitySessionTags } from "./eks/eks-pod-identity-session-tags.ts";
import { eksPodIdentityTrustScoped } from "./eks/eks-pod-identity-trust-scoped.ts";
import { iamPolicyKmsDecryptRestricted } from "./iam/iam-policy-kms-decrypt-restricted.ts";
import { iamPrincipalKmsDecryptRestricted } from "./iam/iam-principal-kms-decrypt-restricted.ts";
import { iamPrincipalSecretsReadRestricted } from "./iam/iam-principal-secrets-read-restricted.ts";
import { iamRdsConnectKnownDatabase } from "./iam/iam-rds-connect-known-database.ts";
import { iamRdsConnectNotMasterUsers } from "./iam/iam-rds-connect-not-master-users.ts";
import { iamRdsConnectNotWildcard } from "./iam/iam-rds-connect-not-wildcard.ts";
import { iamServiceAccountRoleTrustScoped } from "./iam/iam-service-account-role-trust-scoped.ts";
import { kmsKeyEnabled } from "./kms/kms-key-enabled.ts";
import { kmsKeyGrantsLeastPrivilege } from "./kms/kms-key-grants-least-privilege.ts";
import { kmsKeyNoDuplicateGrants } from "./kms/kms-key-no-duplicate-grants.ts";
import { kmsKeyNotMultiRegion } from "./kms/kms-key-not-multi-region.ts";
import { kmsKeyNotPendingDeletion } from "./kms/kms-key-not-pending-deletion.ts";
import { kmsKeyNotPublic } from "./kms/kms-key-not-public.ts";
import { kmsKeyNotSharedWithUnknownAccounts } from "./kms/kms-key-not-shared-with-unknown-accounts.ts";
import { kmsKeyRotationEnabled } from "./kms/kms-key-rotation-enabled.ts";
import { kmsKeyRotationPeriod } from "./kms/kms-key-rotation-period.ts";
import { kubernetesClusterAwsAuthNoMasters } from "./kubernetes/kubernetes-cluster-aws-auth-no-masters.ts";
import { kubernetesClusterAwsAuthNoUsers } from "./kubernetes/kubernetes-cluster-aws-auth-no-users.ts";
import { kubernetesClusterExternalSecretStore } from "./kubernetes/kubernetes-cluster-external-secret-store.ts";
import { kubernetesClusterKubeletsInStep } from "./kubernetes/kubernetes-cluster-kubelets-in-step.ts";
import { kubernetesClusterNamespacesSeparate } from "./kubernetes/kubernetes-cluster-namespaces-separate.ts";
import { kubernetesClusterNetworkPolicyEngine } from "./kubernetes/kubernetes-cluster-network-policy-engine.ts";
import { kubernetesClusterNodesPrivate } from "./kubernetes/kubernetes-cluster-nodes-private.ts";
import { kubernetesConfigDurable } from "./kubernetes/kubernetes-config-durable.ts";
import { kubernetesConfigGrantTablesInForce } from "./kubernetes/kubernetes-config-grant-tables-in-force.ts";
import { kubernetesConfigHbaNoCleartextPassword } from "./kubernetes/kubernetes-config-hba-no-cleartext-password.ts";
import { kubernetesConfigHbaNoMd5 } from "./kubernetes/kubernetes-config-hba-no-md5.ts";
import { kubernetesConfigHbaNoTrust } from "./kubernetes/kubernetes-config-hba-no-trust.ts";
import { kubernetesConfigHbaScoped } from "./kubernetes/kubernetes-config-hba-scoped.ts";
import { kubernetesConfigHbaTlsRequired } from "./kubernetes/kubernetes-config-hba-tls-required.ts";
import { kubernetesConfigLocalInfileOff } from "./kubernetes/kubernetes-config-local-infile-off.ts";
import { kubernetesConfigLogConnections } from "./kubernetes/kubernetes-config-log-connections.ts";
import { kubernetesConfigLogDisconnections } from "./kubernetes/kubernetes-config-log-disconnections.ts";
import { kubernetesConfigLogLinePrefix } from "./kubernetes/kubernetes-config-log-line-prefix.ts";
import { kubernetesConfigLogStatement } from "./kubernetes/kubernetes-config-log-statement.ts";
import { kubernetesConfigPasswordEncryptionScram } from "./kubernetes/kubernetes-config-password-encryption-scram.ts";
import { kubernetesConfigSecureFilePrivSet } from "./kubernetes/kubernetes-config-secure-file-priv-set.ts";
import { kubernetesConfigSecureTransportRequired } from "./kubernetes/kubernetes-config-secure-transport-required.ts";
import { kubernetesConfigTlsCiphersStrong } from "./kubernetes/kubernetes-config-tls-ciphers-strong.ts";
import { kubernetesConfigTlsEnabled } from "./kubernetes/kubernetes-config-tls-enabled.ts";
import { kubernetesConfigTlsMinimumVersion } from "./kubernetes/kubernetes-config-tls-minimum-version.ts";
import { kubernetesConfigUnderstood } from "./kubernetes/kubernetes-config-understood.ts";
import { kubernetesDatabaseAuthenticationStrong } from "./kubernetes/kubernetes-database-authentication-strong.ts";
import { kubernetesDatabaseDurable } from "./kubernetes/kubernetes-database-durable.ts";
import { kubernetesDatabaseEgressIsolated } from "./kubernetes/kubernetes-database-egress-isolated.ts";
import { kubernetesDatabaseMemoryLimited } from "./kubernetes/kubernetes-database-memory-limited.ts";
import { kubernetesDatabaseNamespaceOwn } from "./kubernetes/kubernetes-database-namespace-own.ts";
import { kubernetesDatabaseNetworkIsolated } from "./kubernetes/kubernetes-database-network-isolated.ts";
import { kubernetesDatabaseNetworkSourcesRestricted } from "./kubernetes/kubernetes-database-network-sources-restricted.ts";
import { kubernetesDatabaseNoHostNetwork } from "./kubernetes/kubernetes-database-no-host-network.ts";
import { kubernetesDatabaseNoHostPath } from "./kubernetes/kubernetes-database-no-host-path.ts";
import { kubernetesDatabaseNoTrust } from "./kubernetes/kubernetes-database-no-trust.ts";
import { kubernetesDatabaseRootLocal } from "./kubernetes/kubernetes-database-root-local.ts";
import { kubernetesDatabaseStatefulSet } from "./kubernetes/kubernetes-database-stateful-set.ts";
import { kubernetesDatabaseTls } from "./kubernetes/kubernetes-database-tls.ts";
import { kubernetesDatabaseTokenNotMounted } from "./kubernetes/kubernetes-database-token-not-mounted.ts";
import { kubernetesNamespaceDatabaseSecretsRestricted } from "./kubernetes/kubernetes-namespace-database-secrets-restricted.ts";
import { kubernetesNamespaceDefaultDeny } from "./kubernetes/kubernetes-namespace-default-deny.ts";
import { kubernetesNamespaceDefaultUnused } from "./kubernetes/kubernetes-namespace-default-unused.ts";
import { kubernetesNamespaceNetworkPolicies } from "./kubernetes/kubernetes-namespace-network-policies.ts";
import { kubernetesNamespacePodSecurityEnforced } from "./kubernetes/kubernetes-namespace-pod-security-enforced.ts";
import { kubernetesNamespacePodSecurityRestricted } from "./kubernetes/kubernetes-namespace-pod-security-restricted.ts";
import { kubernetesOperatorBackupsConfigured } from "./kubernetes/kubernetes-operator-backups-configured.ts";
import { kubernetesOperatorDurable } from "./kubernetes/kubernetes-operator-durable.ts";
import { kubernetesOperatorHbaNoTrust } from "./kubernetes/kubernetes-operator-hba-no-trust.ts";
import { kubernetesOperatorHbaNoWeakPasswords } from "./kubernetes/kubernetes-operator-hba-no-weak-passwords.ts";
import { kubernetesOperatorLogSessions } from "./kubernetes/kubernetes-operator-log-sessions.ts";
import { kubernetesOperatorLogStatement } from "./kubernetes/kubernetes-operator-log-statement.ts";
import { kubernetesOperatorNotExposed } from "./kubernetes/kubernetes-operator-not-exposed.ts";
import { kubernetesOperatorPasswordEncryptionScram } from "./kubernetes/kubernetes-operator-password-encryption-scram.ts";
import { kubernetesOperatorReplicated } from "./kubernetes/kubernetes-operator-replicated.ts";
import { kubernetesOperatorSuperuserAccessOff } from "./kubernetes/kubernetes-operator-superuser-access-off.ts";
import { kubernetesOperatorTlsMinimumVersion } from "./kubernetes/kubernetes-operator-tls-minimum-version.ts";
import { kubernetesOperatorTlsRequired } from "./kubernetes/kubernetes-operator-tls-required.ts";
import { kubernetesRoleClusterAdminLimited } from "./kubernetes/kubernetes-role-cluster-admin-limited.ts";
import { kubernetesRoleCsrApprovalRestricted } from "./kubernetes/kubernetes-role-csr-approval-restricted.ts";
import { kubernetesRoleNoBindEscalate } from "./kubernetes/kubernetes-role-no-bind-escalate.ts";
import { kubernetesRoleNoImpersonation } from "./kubernetes/kubernetes-role-no-impersonation.ts";
import { kubernetesRoleNoWildcards } from "./kubernetes/kubernetes-role-no-wildcards.ts";
import { kubernetesRoleNodeProxyRestricted } from "./kubernetes/kubernetes-role-node-proxy-restricted.ts";
import { kubernetesRoleNotAllAuthenticated } from "./kubernetes/kubernetes-role-not-all-authenticated.ts";
import { kubernetesRoleNotAnonymous } from "./kubernetes/kubernetes-role-not-anonymous.ts";
import { kubernetesRolePersistentVolumeCreationRestricted } from "./kubernetes/kubernetes-role-persistent-volume-creation-restricted.ts";
import { kubernetesRolePodCreationRestricted } from "./kubernetes/kubernetes-role-pod-creation-restricted.ts";
import { kubernetesRolePodExecRestricted } from "./kubernetes/kubernetes-role-pod-exec-restricted.ts";
import { kubernetesRolePortForwardRestricted } from "./kubernetes/kubernetes-role-port-forward-restricted.ts";
import { kubernetesRoleSecretsRestricted } from "./kubernetes/kubernetes-role-secrets-restricted.ts";
import { kubernetesRoleTokenCreationRestricted } from "./kubernetes/kubernetes-role-token-creation-restricted.ts";
import { kubernetesRoleWebhookConfigurationRestricted } from "./kubernetes/kubernetes-role-webhook-configuration-restricted.ts";
import { kubernetesServiceAccountDatabaseAutomountOff } from "./kubernetes/kubernetes-service-account-database-automount-off.ts";
import { kubernetesServiceAccountDatabaseIdentity } from "./kubernetes/kubernetes-service-account-database-identity.ts";
import { kubernetesServiceAccountDatabaseNotShared } from "./kubernetes/kubernetes-service-account-database-not-shared.ts";
import { kubernetesServiceAccountDefaultAutomountOff } from "./kubernetes/kubernetes-service-account-default-automount-off.ts";
import { kubernetesServiceAccountDefaultWithoutRights } from "./kubernetes/kubernetes-service-account-default-without-rights.ts";
import { kubernetesServiceAccountRoleExists } from "./kubernetes/kubernetes-service-account-role-exists.ts";
import { kubernetesServiceAccountRoleTrustScoped } from "./kubernetes/kubernetes-service-account-role-trust-scoped.ts";
import { kubernetesServiceAccountSingleIdentity } from "./kubernetes/kubernetes-service-account-single-identity.ts";
import { kubernetesServiceAccountTokenWhereNeeded } from "./kubernetes/kubernetes-service-account-token-where-needed.ts";
import { kubernetesServiceDatabaseNoExternalIps } from "./kubernetes/kubernetes-service-database-no-external-ips.ts";
import { kubernetesServiceDatabaseNoNodePort } from "./kubernetes/kubernetes-service-database-no-node-port.ts";
import { kubernetesServiceDatabaseNotInternetFacing } from "./kubernetes/kubernetes-service-database-not-internet-facing.ts";
import { kubernetesServiceDatabaseSourceRanges } from "./kubernetes/kubernetes-service-database-source-ranges.ts";
import { kubernetesServiceDatabaseTlsEndToEnd } from "./kubernetes/kubernetes-service-database-tls-end-to-end.ts";
import { kubernetesServiceExternalNameNotDatabase } from "./kubernetes/kubernetes-service-external-name-not-database.ts";
import { kubernetesServiceLoadBalancerTls } from "./kubernetes/kubernetes-service-load-balancer-tls.ts";
import { kubernetesWorkloadApprovedRegistries } from "./kubernetes/kubernetes-workload-approved-registries.ts";
import { kubernetesWorkloadCapabilitiesDropped } from "./kubernetes/kubernetes-workload-capabilities-dropped.ts";
import { kubernetesWorkloadCpuLimited } from "./kubernetes/kubernetes-workload-cpu-limited.ts";
import { kubernetesWorkloadDatabaseHostByName } from "./kubernetes/kubernetes-workload-database-host-by-name.ts";
import { kubernetesWorkloadDatabaseTls } from "./kubernetes/kubernetes-workload-database-tls.ts";
import { kubernetesWorkloadDatabaseUserNotSuperuser } from "./kubernetes/kubernetes-workload-database-user-not-superuser.ts";
import { kubernetesWorkloadImageDigest } from "./kubernetes/kubernetes-workload-image-digest.ts";
import { kubernetesWorkloadImageTagFixed } from "./kubernetes/kubernetes-workload-image-tag-fixed.ts";
import { kubernetesWorkloadMemoryLimited } from "./kubernetes/kubernetes-workload-memory-limited.ts";
import { kubernetesWorkloadNetRawDropped } from "./kubernetes/kubernetes-workload-net-raw-dropped.ts";
import { kubernetesWorkloadNoAddedCapabilities } from "./kubernetes/kubernetes-workload-no-added-capabilities.ts";
import { kubernetesWorkloadNoHostIpcNamespace } from "./kubernetes/kubernetes-workload-no-host-ipc-namespace.ts";
import { kubernetesWorkloadNoHostNetwork } from "./kubernetes/kubernetes-workload-no-host-network.ts";
import { kubernetesWorkloadNoHostPaths } from "./kubernetes/kubernetes-workload-no-host-paths.ts";
import { kubernetesWorkloadNoHostPorts } from "./kubernetes/kubernetes-workload-no-host-ports.ts";
import { kubernetesWorkloadNoHostProcessNamespace } from "./kubernetes/kubernetes-workload-no-host-process-namespace.ts";
import { kubernetesWorkloadNoPlaintextCredentials } from "./kubernetes/kubernetes-workload-no-plaintext-credentials.ts";
import { kubernetesWorkloadNoPrivilegeEscalation } from "./kubernetes/kubernetes-workload-no-privilege-escalation.ts";
import { kubernetesWorkloadNoRuntimeSocket } from "./kubernetes/kubernetes-workload-no-runtime-socket.ts";
import { kubernetesWorkloadNotPrivileged } from "./kubernetes/kubernetes-workload-not-privileged.ts";
import { kubernetesWorkloadOwnServiceAccount } from "./kubernetes/kubernetes-workload-own-service-account.ts";
import { kubernetesWorkloadRootFilesystemReadOnly } from "./kubernetes/kubernetes-workload-root-filesystem-read-only.ts";
import { kubernetesWorkloadRunsAsNonRoot } from "./kubernetes/kubernetes-workload-runs-as-non-root.ts";
import { kubernetesWorkloadSeccompProfile } from "./kubernetes/kubernetes-workload-seccomp-profile.ts";
import { kubernetesWorkloadSecretsAsFiles } from "./kubernetes/kubernetes-workload-secrets-as-files.ts";
import { alarmActionsEnabled } from "./logs/alarm-actions-enabled.ts";
import { alarmHasActions } from "./logs/alarm-has-actions.ts";
import { logGroupEncryptedWithKms } from "./logs/log-group-encrypted-with-kms.ts";
import { logGroupNoSecrets } from "./logs/log-group-no-secrets.ts";
import { logGroupNotPublic } from "./logs/log-group-not-public.ts";
import { logGroupRetention } from "./logs/log-group-retention.ts";
import { mysqlAccountsHavePassword } from "./mysql/mysql-accounts-have-password.ts";
import { mysqlAccountsNoWildcardHost } from "./mysql/mysql-accounts-no-wildcard-host.ts";
import { mysqlAccountsNotAnonymous } from "./mysql/mysql-accounts-not-anonymous.ts";
import { mysqlAccountsRequireTls } from "./mysql/mysql-accounts-require-tls.ts";
import { mysqlAccountsStrongPlugin } from "./mysql/mysql-accounts-strong-plugin.ts";
import { mysqlAdministrationLimited } from "./mysql/mysql-administration-limited.ts";
import { mysqlAuditPluginActive } from "./mysql/mysql-audit-plugin-active.ts";
import { mysqlDataPrivilegesNotGlobal } from "./mysql/mysql-data-privileges-not-global.ts";
import { mysqlErrorLogSet } from "./mysql/mysql-error-log-set.ts";
import { mysqlErrorLogVerbosity } from "./mysql/mysql-error-log-verbosity.ts";
import { mysqlFilePrivilegeLimited } from "./mysql/mysql-file-privilege-limited.ts";
import { mysqlGeneralLogOff } from "./mysql/mysql-general-log-off.ts";
import { mysqlGrantOptionLimited } from "./mysql/mysql-grant-option-limited.ts";
import { mysqlGrantTablesRestricted } from "./mysql/mysql-grant-tables-restricted.ts";
import { mysqlLocalInfileOff } from "./mysql/mysql-local-infile-off.ts";
import { mysqlLogBinTrustFunctionCreatorsOff } from "./mysql/mysql-log-bin-trust-function-creators-off.ts";
import { mysqlLogRawOff } from "./mysql/mysql-log-raw-off.ts";
import { mysqlPasswordLifetime } from "./mysql/mysql-password-lifetime.ts";
import { mysqlPasswordValidationActive } from "./mysql/mysql-password-validation-active.ts";
import { mysqlProcessPrivilegeLimited } from "./mysql/mysql-process-privilege-limited.ts";
import { mysqlRootNotRemote } from "./mysql/mysql-root-not-remote.ts";
import { mysqlScanConnectionVerified } from "./mysql/mysql-scan-connection-verified.ts";
import { mysqlSecureFilePrivSet } from "./mysql/mysql-secure-file-priv-set.ts";
import { mysqlSessionsNotRoot } from "./mysql/mysql-sessions-not-root.ts";
import { mysqlSessionsTlsVersion } from "./mysql/mysql-sessions-tls-version.ts";
import { mysqlSessionsUseTls } from "./mysql/mysql-sessions-use-tls.ts";
import { mysqlSkipNameResolve } from "./mysql/mysql-skip-name-resolve.ts";
import { mysqlSqlModeStrict } from "./mysql/mysql-sql-mode-strict.ts";
import { mysqlStrongDefaultAuthentication } from "./mysql/mysql-strong-default-authentication.ts";
import { mysqlSuperLimited } from "./mysql/mysql-super-limited.ts";
import { mysqlSymbolicLinksOff } from "./mysql/mysql-symbolic-links-off.ts";
import { mysqlTestDatabaseAbsent } from "./mysql/mysql-test-database-absent.ts";
import { mysqlTlsMinimumVersion } from "./mysql/mysql-tls-minimum-version.ts";
import { mysqlTlsRequired } from "./mysql/mysql-tls-required.ts";
import { mysqlVersionCurrent } from "./mysql/mysql-version-current.ts";
import { postgresAdminOptionLimited } from "./postgres/postgres-admin-option-limited.ts";
import { postgresAllDataRolesRestricted } from "./postgres/postgres-all-data-roles-restricted.ts";
import { postgresDataChecksumsOn } from "./postgres/postgres-data-checksums-on.ts";
import { postgresDatabasesPublicConnectRevoked } from "./postgres/postgres-databases-public-connect-revoked.ts";
import { postgresDatabasesPublicTemporaryRevoked } from "./postgres/postgres-databases-public-temporary-revoked.ts";
import { postgresDebugOutputOff } from "./postgres/postgres-debug-output-off.ts";
import { postgresDefinerFunctionsNotPublic } from "./postgres/postgres-definer-functions-not-public.ts";
import { postgresDefinerFunctionsSearchPath } from "./postgres/postgres-definer-functions-search-path.ts";
import { postgresExpiredRolesRemoved } from "./postgres/postgres-expired-roles-removed.ts";
import { postgresHbaNoCleartextPassword } from "./postgres/postgres-hba-no-cleartext-password.ts";
import { postgresHbaNoErrors } from "./postgres/postgres-hba-no-errors.ts";
import { postgresHbaNoMd5 } from "./postgres/postgres-hba-no-md5.ts";
import { postgresHbaNoTrust } from "./postgres/postgres-hba-no-trust.ts";
import { postgresHbaReplicationScoped } from "./postgres/postgres-hba-replication-scoped.ts";
import { postgresHbaScoped } from "./postgres/postgres-hba-scoped.ts";
import { postgresIdleTransactionTimeout } from "./postgres/postgres-idle-transaction-timeout.ts";
import { postgresListenAddressesRestricted } from "./postgres/postgres-listen-addresses-restricted.ts";
import { postgresLogCollected } from "./postgres/postgres-log-collected.ts";
import { postgresLogConnections } from "./postgres/postgres-log-connections.ts";
import { postgresLogDisconnections } from "./postgres/postgres-log-disconnections.ts";
import { postgresLogErrorVerbosity } from "./postgres/postgres-log-error-verbosity.ts";
import { postgresLogFileMode } from "./postgres/postgres-log-file-mode.ts";
import { postgresLogHostnameOff } from "./postgres/postgres-log-hostname-off.ts";
import { postgresLogLinePrefix } from "./postgres/postgres-log-line-prefix.ts";
import { postgresLogMinErrorStatement } from "./postgres/postgres-log-min-error-statement.ts";
import { postgresLogMinMessages } from "./postgres/postgres-log-min-messages.ts";
import { postgresLogParameterValuesLimited } from "./postgres/postgres-log-parameter-values-limited.ts";
import { postgresLogReplicationCommands } from "./postgres/postgres-log-replication-commands.ts";
import { postgresLogStatement } from "./postgres/postgres-log-statement.ts";
import { postgresNoPendingRestart } from "./postgres/postgres-no-pending-restart.ts";
import { postgresPasswordEncryptionScram } from "./postgres/postgres-password-encryption-scram.ts";
import { postgresPasswordsExpire } from "./postgres/postgres-passwords-expire.ts";
import { postgresPasswordsScram } from "./postgres/postgres-passwords-scram.ts";
import { postgresPgauditInForce } from "./postgres/postgres-pgaudit-in-force.ts";
import { postgresRdsIamNotWithSuperuser } from "./postgres/postgres-rds-iam-not-with-superuser.ts";
import { postgresRdsIamUsed } from "./postgres/postgres-rds-iam-used.ts";
import { postgresRdsSuperuserLimited } from "./postgres/postgres-rds-superuser-limited.ts";
import { postgresReplicationRolesDedicated } from "./postgres/postgres-replication-roles-dedicated.ts";
import { postgresReplicationSlotsActive } from "./postgres/postgres-replication-slots-active.ts";
import { postgresReplicationSlotsLag } from "./postgres/postgres-replication-slots-lag.ts";
import { postgresRiskyExtensionsAbsent } from "./postgres/postgres-risky-extensions-absent.ts";
import { postgresRolesConnectionLimit } from "./postgres/postgres-roles-connection-limit.ts";
import { postgresRolesNoBypassrls } from "./postgres/postgres-roles-no-bypassrls.ts";
import { postgresRolesNoCreatedb } from "./postgres/postgres-roles-no-createdb.ts";
import { postgresRolesNoCreaterole } from "./postgres/postgres-roles-no-createrole.ts";
import { postgresRowSecurityOn } from "./postgres/postgres-row-security-on.ts";
import { postgresScanConnectionVerified } from "./postgres/postgres-scan-connection-verified.ts";
import { postgresSchemasNotPublicWritable } from "./postgres/postgres-schemas-not-public-writable.ts";
import { postgresSensitiveTablesAudited } from "./postgres/postgres-sensitive-tables-audited.ts";
import { postgresSensitiveTablesRowSecurity } from "./postgres/postgres-sensitive-tables-row-security.ts";
import { postgresServerFilesRestricted } from "./postgres/postgres-server-files-restricted.ts";
import { postgresServerProgramsRestricted } from "./postgres/postgres-server-programs-restricted.ts";
import { postgresSessionsMaxAge } from "./postgres/postgres-sessions-max-age.ts";
import { postgresSessionsNoSuperuserApplication } from "./postgres/postgres-sessions-no-superuser-application.ts";
import { postgresSessionsNotDefaultSuperuser } from "./postgres/postgres-sessions-not-default-superuser.ts";
import { postgresSessionsNotIdleInTransaction } from "./postgres/postgres-sessions-not-idle-in-transaction.ts";
import { postgresSessionsTlsCiphers } from "./postgres/postgres-sessions-tls-ciphers.ts";
import { postgresSessionsTlsVersion } from "./postgres/postgres-sessions-tls-version.ts";
import { postgresSessionsUseTls } from "./postgres/postgres-sessions-use-tls.ts";
import { postgresSettingsNotOverridden } from "./postgres/postgres-settings-not-overridden.ts";
import { postgresSuperusersLimited } from "./postgres/postgres-superusers-limited.ts";
import { postgresTablesNotGrantedToPublic } from "./postgres/postgres-tables-not-granted-to-public.ts";
import { postgresTlsCiphersStrong } from "./postgres/postgres-tls-ciphers-strong.ts";
import { postgresTlsEnabled } from "./postgres/postgres-tls-enabled.ts";
import { postgresTlsMinimumVersion } from "./postgres/postgres-tls-minimum-version.ts";
import { postgresTlsRequired } from "./postgres/postgres-tls-required.ts";
import { postgresUntrustedLanguagesAbsent } from "./postgres/postgres-untrusted-languages-absent.ts";
import { accountRdsEventsClusters } from "./rds/account-rds-events-clusters.ts";
import { accountRdsEventsInstances } from "./rds/account-rds-events-instances.ts";
import { accountRdsEventsParameterGroups } from "./rds/account-rds-events-parameter-groups.ts";
import { accountRdsEventsSecurityGroups } from "./rds/account-rds-events-security-groups.ts";
import { rdsClusterActivityStream } from "./rds/rds-cluster-activity-stream.ts";
import { rdsClusterAuroraMysqlAuditLogExported } from "./rds/rds-cluster-aurora-mysql-audit-log-exported.ts";
import { rdsClusterAutoMinorVersionUpgrade } from "./rds/rds-cluster-auto-minor-version-upgrade.ts";
import { rdsClusterBacktrack } from "./rds/rds-cluster-backtrack.ts";
import { rdsClusterBackupPlan } from "./rds/rds-cluster-backup-plan.ts";
import { rdsClusterBackupRetention } from "./rds/rds-cluster-backup-retention.ts";
import { rdsClusterCopyTagsToSnapshots } from "./rds/rds-cluster-copy-tags-to-snapshots.ts";
import { rdsClusterDataApiDisabled } from "./rds/rds-cluster-data-api-disabled.ts";
import { rdsClusterDeletionProtection } from "./rds/rds-cluster-deletion-protection.ts";
import { rdsClusterEngineInStandardSupport } from "./rds/rds-cluster-engine-in-standard-support.ts";
import { rdsClusterEngineSupportHorizon } from "./rds/rds-cluster-engine-support-horizon.ts";
import { rdsClusterEngineVersionOffered } from "./rds/rds-cluster-engine-version-offered.ts";
import { rdsClusterEnhancedMonitoring } from "./rds/rds-cluster-enhanced-monitoring.ts";
import { rdsClusterExtendedSupportOptOut } from "./rds/rds-cluster-extended-support-opt-out.ts";
import { rdsClusterIamAuthentication } from "./rds/rds-cluster-iam-authentication.ts";
import { rdsClusterLogsExported } from "./rds/rds-cluster-logs-exported.ts";
import { rdsClusterMasterPasswordManaged } from "./rds/rds-cluster-master-password-managed.ts";
import { rdsClusterMasterSecretCustomerKey } from "./rds/rds-cluster-master-secret-customer-key.ts";
import { rdsClusterMasterUsernameNotDefault } from "./rds/rds-cluster-master-username-not-default.ts";
import { rdsClusterMultiAz } from "./rds/rds-cluster-multi-az.ts";
import { rdsClusterNoOverdueMaintenance } from "./rds/rds-cluster-no-overdue-maintenance.ts";
import { rdsClusterNoPendingChanges } from "./rds/rds-cluster-no-pending-changes.ts";
import { rdsClusterNonDefaultPort } from "./rds/rds-cluster-non-default-port.ts";
import { rdsClusterNotServerlessV1 } from "./rds/rds-cluster-not-serverless-v1.ts";
import { rdsClusterPerformanceInsights } from "./rds/rds-cluster-performance-insights.ts";
import { rdsClusterPostgresLocalFileReadFixed } from "./rds/rds-cluster-postgres-local-file-read-fixed.ts";
import { rdsClusterPublicAccessDisabled } from "./rds/rds-cluster-public-access-disabled.ts";
import { rdsClusterRestorable } from "./rds/rds-cluster-restorable.ts";
import { rdsClusterStatusHealthy } from "./rds/rds-cluster-status-healthy.ts";
import { rdsClusterStorageEncrypted } from "./rds/rds-cluster-storage-encrypted.ts";
import { rdsClusterStorageEncryptedWithCustomerKey } from "./rds/rds-cluster-storage-encrypted-with-customer-key.ts";
import { rdsClusterStorageKeyUsable } from "./rds/rds-cluster-storage-key-usable.ts";
import { rdsClusterSubnetsPrivate } from "./rds/rds-cluster-subnets-private.ts";
import { rdsClusterTagged } from "./rds/rds-cluster-tagged.ts";
import { rdsEventSubscriptionClusterCategories } from "./rds/rds-event-subscription-cluster-categories.ts";
import { rdsEventSubscriptionDelivers } from "./rds/rds-event-subscription-delivers.ts";
import { rdsEventSubscriptionInstanceCategories } from "./rds/rds-event-subscription-instance-categories.ts";
import { rdsEventSubscriptionParameterGroupCategories } from "./rds/rds-event-subscription-parameter-group-categories.ts";
import { rdsEventSubscriptionSecurityGroupCategories } from "./rds/rds-event-subscription-security-group-categories.ts";
import { rdsGlobalClusterDeletionProtection } from "./rds/rds-global-cluster-deletion-protection.ts";
import { rdsGlobalClusterStorageEncrypted } from "./rds/rds-global-cluster-storage-encrypted.ts";
import { rdsGlobalClusterSupportedVersion } from "./rds/rds-global-cluster-supported-version.ts";
import { rdsInstanceAutoMinorVersionUpgrade } from "./rds/rds-instance-auto-minor-version-upgrade.ts";
import { rdsInstanceBackupEnabled } from "./rds/rds-instance-backup-enabled.ts";
import { rdsInstanceBackupPlan } from "./rds/rds-instance-backup-plan.ts";
import { rdsInstanceBackupReplicated } from "./rds/rds-instance-backup-replicated.ts";
import { rdsInstanceBackupRetention } from "./rds/rds-instance-backup-retention.ts";
import { rdsInstanceCertificateAuthorityValid } from "./rds/rds-instance-certificate-authority-valid.ts";
import { rdsInstanceCertificateValid } from "./rds/rds-instance-certificate-valid.ts";
import { rdsInstanceCopyTagsToSnapshots } from "./rds/rds-instance-copy-tags-to-snapshots.ts";
import { rdsInstanceCurrentGenerationClass } from "./rds/rds-instance-current-generation-class.ts";
import { rdsInstanceCustomParameterGroup } from "./rds/rds-instance-custom-parameter-group.ts";
import { rdsInstanceDefaultVpcNotUsed } from "./rds/rds-instance-default-vpc-not-used.ts";
import { rdsInstanceDeletionProtection } from "./rds/rds-instance-deletion-protection.ts";
import { rdsInstanceEngineInStandardSupport } from "./rds/rds-instance-engine-in-standard-support.ts";
import { rdsInstanceEngineSupportHorizon } from "./rds/rds-instance-engine-support-horizon.ts";
import { rdsInstanceEngineVersionOffered } from "./rds/rds-instance-engine-version-offered.ts";
import { rdsInstanceEnhancedMonitoring } from "./rds/rds-instance-enhanced-monitoring.ts";
import { rdsInstanceExtendedSupportOptOut } from "./rds/rds-instance-extended-support-opt-out.ts";
import { rdsInstanceIamAuthentication } from "./rds/rds-instance-iam-authentication.ts";
import { rdsInstanceInVpc } from "./rds/rds-instance-in-vpc.ts";
import { rdsInstanceLogsExported } from "./rds/rds-instance-logs-exported.ts";
import { rdsInstanceMariadbLogsExported } from "./rds/rds-instance-mariadb-logs-exported.ts";
import { rdsInstanceMasterPasswordManaged } from "./rds/rds-instance-master-password-managed.ts";
import { rdsInstanceMasterSecretCustomerKey } from "./rds/rds-instance-master-secret-customer-key.ts";
import { rdsInstanceMasterUsernameNotDefault } from "./rds/rds-instance-master-username-not-default.ts";
import { rdsInstanceMultiAz } from "./rds/rds-instance-multi-az.ts";
import { rdsInstanceMysqlAuditPlugin } from "./rds/rds-instance-mysql-audit-plugin.ts";
import { rdsInstanceNoOverdueMaintenance } from "./rds/rds-instance-no-overdue-maintenance.ts";
import { rdsInstanceNoPendingChanges } from "./rds/rds-instance-no-pending-changes.ts";
import { rdsInstanceNonDefaultPort } from "./rds/rds-instance-non-default-port.ts";
import { rdsInstanceNotIdle } from "./rds/rds-instance-not-idle.ts";
import { rdsInstanceNotOverutilized } from "./rds/rds-instance-not-overutilized.ts";
import { rdsInstanceNotPublic } from "./rds/rds-instance-not-public.ts";
import { rdsInstanceOracleEncryptionInTransit } from "./rds/rds-instance-oracle-encryption-in-transit.ts";
import { rdsInstancePerformanceInsightsCustomerKey } from "./rds/rds-instance-performance-insights-customer-key.ts";
import { rdsInstancePerformanceInsightsEnabled } from "./rds/rds-instance-performance-insights-enabled.ts";
import { rdsInstancePostgresLocalFileReadFixed } from "./rds/rds-instance-postgres-local-file-read-fixed.ts";
import { rdsInstancePostgresqlLogExported } from "./rds/rds-instance-postgresql-log-exported.ts";
import { rdsInstancePublicAccessDisabled } from "./rds/rds-instance-public-access-disabled.ts";
import { rdsInstanceRestorable } from "./rds/rds-instance-restorable.ts";
import { rdsInstanceSecurityGroupRestricted } from "./rds/rds-instance-security-group-restricted.ts";
import { rdsInstanceStatusHealthy } from "./rds/rds-instance-status-healthy.ts";
import { rdsInstanceStorageEncrypted } from "./rds/rds-instance-storage-encrypted.ts";
import { rdsInstanceStorageEncryptedWithCustomerKey } from "./rds/rds-instance-storage-encrypted-with-customer-key.ts";
import { rdsInstanceStorageKeyUsable } from "./rds/rds-instance-storage-key-usable.ts";
import { rdsInstanceSubnetsPrivate } from "./rds/rds-instance-subnets-private.ts";
import { rdsInstanceSubnetsSpanZones } from "./rds/rds-instance-subnets-span-zones.ts";
import { rdsInstanceTagged } from "./rds/rds-instance-tagged.ts";
import { rdsProxyClientPasswordStrong } from "./rds/rds-proxy-client-password-strong.ts";
import { rdsProxyDebugLoggingOff } from "./rds/rds-proxy-debug-logging-off.ts";
import { rdsProxyIamAuthenticationRequired } from "./rds/rds-proxy-iam-authentication-required.ts";
import { rdsProxySubnetsPrivate } from "./rds/rds-proxy-subnets-private.ts";
import { rdsProxyTagged } from "./rds/rds-proxy-tagged.ts";
import { rdsProxyTlsRequired } from "./rds/rds-proxy-tls-required.ts";
import { rdsSnapshotEncrypted } from "./rds/rds-snapshot-encrypted.ts";
import { rdsSnapshotEncryptedWithCustomerKey } from "./rds/rds-snapshot-encrypted-with-customer-key.ts";
import { rdsSnapshotKeyUsable } from "./rds/rds-snapshot-key-usable.ts";
import { rdsSnapshotNotOrphaned } from "./rds/rds-snapshot-not-orphaned.ts";
import { rdsSnapshotNotPublic } from "./rds/rds-snapshot-not-public.ts";
import { rdsSnapshotNotSharedWithUnknownAccounts } from "./rds/rds-snapshot-not-shared-with-unknown-accounts.ts";
import { rdsSnapshotRetention } from "./rds/rds-snapshot-retention.ts";
import { rdsSnapshotTagged } from "./rds/rds-snapshot-tagged.ts";
import { rdsSubnetGroupSpansZones } from "./rds/rds-subnet-group-spans-zones.ts";
import { rdsSubnetGroupSubnetsPrivate } from "./rds/rds-subnet-group-subnets-private.ts";
import { rdsSubnetGroupTagged } from "./rds/rds-subnet-group-tagged.ts";
import { rdsClusterAuditLogging } from "./rds-parameters/rds-cluster-audit-logging.ts";
import { rdsClusterDefaultAuthenticationPluginStrong } from "./rds-parameters/rds-cluster-default-authentication-plugin-strong.ts";
import { rdsClusterGeneralLogOff } from "./rds-parameters/rds-cluster-general-log-off.ts";
import { rdsClusterIdleTransactionTimeout } from "./rds-parameters/rds-cluster-idle-transaction-timeout.ts";
import { rdsClusterLocalInfileOff } from "./rds-parameters/rds-cluster-local-infile-off.ts";
import { rdsClusterLogBinTrustFunctionCreatorsOff } from "./rds-parameters/rds-cluster-log-bin-trust-function-creators-off.ts";
import { rdsClusterLogConnections } from "./rds-parameters/rds-cluster-log-connections.ts";
import { rdsClusterLogDisconnections } from "./rds-parameters/rds-cluster-log-disconnections.ts";
import { rdsClusterLogErrorVerbosity } from "./rds-parameters/rds-cluster-log-error-verbosity.ts";
import { rdsClusterLogHostnameOff } from "./rds-parameters/rds-cluster-log-hostname-off.ts";
import { rdsClusterLogLinePrefix } from "./rds-parameters/rds-cluster-log-line-prefix.ts";
import { rdsClusterLogMinDurationStatement } from "./rds-parameters/rds-cluster-log-min-duration-statement.ts";
import { rdsClusterLogOutputFile } from "./rds-parameters/rds-cluster-log-output-file.ts";
import { rdsClusterLogParameterValuesLimited } from "./rds-parameters/rds-cluster-log-parameter-values-limited.ts";
import { rdsClusterLogReplicationCommands } from "./rds-parameters/rds-cluster-log-replication-commands.ts";
import { rdsClusterLogRetention } from "./rds-parameters/rds-cluster-log-retention.ts";
import { rdsClusterLogStatement } from "./rds-parameters/rds-cluster-log-statement.ts";
import { rdsClusterParametersInEffect } from "./rds-parameters/rds-cluster-parameters-in-effect.ts";
import { rdsClusterPasswordAuthMethodScram } from "./rds-parameters/rds-cluster-password-auth-method-scram.ts";
import { rdsClusterPasswordCommandsRestricted } from "./rds-parameters/rds-cluster-password-commands-restricted.ts";
import { rdsClusterPasswordEncryptionScram } from "./rds-parameters/rds-cluster-password-encryption-scram.ts";
import { rdsClusterPgauditClasses } from "./rds-parameters/rds-cluster-pgaudit-classes.ts";
import { rdsClusterPgauditLoaded } from "./rds-parameters/rds-cluster-pgaudit-loaded.ts";
import { rdsClusterPgauditRole } from "./rds-parameters/rds-cluster-pgaudit-role.ts";
import { rdsClusterRowSecurityOn } from "./rds-parameters/rds-cluster-row-security-on.ts";
import { rdsClusterSlowQueryLogOn } from "./rds-parameters/rds-cluster-slow-query-log-on.ts";
import { rdsClusterTlsCiphersStrong } from "./rds-parameters/rds-cluster-tls-ciphers-strong.ts";
import { rdsClusterTlsMinimumVersion } from "./rds-parameters/rds-cluster-tls-minimum-version.ts";
import { rdsClusterTlsRequired } from "./rds-parameters/rds-cluster-tls-required.ts";
import { rdsInstanceDefaultAuthenticationPluginStrong } from "./rds-parameters/rds-instance-default-authentication-plugin-strong.ts";
import { rdsInstanceGeneralLogOff } from "./rds-parameters/rds-instance-general-log-off.ts";
import { rdsInstanceIdleTransactionTimeout } from "./rds-parameters/rds-instance-idle-transaction-timeout.ts";
import { rdsInstanceLocalInfileOff } from "./rds-parameters/rds-instance-local-infile-off.ts";
import { rdsInstanceLogBinTrustFunctionCreatorsOff } from "./rds-parameters/rds-instance-log-bin-trust-function-creators-off.ts";
import { rdsInstanceLogConnections } from "./rds-parameters/rds-instance-log-connections.ts";
import { rdsInstanceLogDisconnections } from "./rds-parameters/rds-instance-log-disconnections.ts";
import { rdsInstanceLogErrorVerbosity } from "./rds-parameters/rds-instance-log-error-verbosity.ts";
import { rdsInstanceLogHostnameOff } from "./rds-parameters/rds-instance-log-hostname-off.ts";
import { rdsInstanceLogLinePrefix } from "./rds-parameters/rds-instance-log-line-prefix.ts";
import { rdsInstanceLogMinDurationStatement } from "./rds-parameters/rds-instance-log-min-duration-statement.ts";
import { rdsInstanceLogOutputFile } from "./rds-parameters/rds-instance-log-output-file.ts";
import { rdsInstanceLogParameterValuesLimited } from "./rds-parameters/rds-instance-log-parameter-values-limited.ts";
import { rdsInstanceLogReplicationCommands } from "./rds-parameters/rds-instance-log-replication-commands.ts";
import { rdsInstanceLogRetention } from "./rds-parameters/rds-instance-log-retention.ts";
import { rdsInstanceLogStatement } from "./rds-parameters/rds-instance-log-statement.ts";
import { rdsInstanceOracleAuditTrailOn } from "./rds-parameters/rds-instance-oracle-audit-trail-on.ts";
import { rdsInstanceParametersInEffect } from "./rds-parameters/rds-instance-parameters-in-effect.ts";
import { rdsInstancePasswordAuthMethodScram } from "./rds-parameters/rds-instance-password-auth-method-scram.ts";
import { rdsInstancePasswordCommandsRestricted } from "./rds-parameters/rds-instance-password-commands-restricted.ts";
import { rdsInstancePasswordEncryptionScram } from "./rds-parameters/rds-instance-password-encryption-scram.ts";
import { rdsInstancePgauditClasses } from "./rds-parameters/rds-instance-pgaudit-classes.ts";
import { rdsInstancePgauditLoaded } from "./rds-parameters/rds-instance-pgaudit-loaded.ts";
import { rdsInstancePgauditRole } from "./rds-parameters/rds-instance-pgaudit-role.ts";
import { rdsInstanceRowSecurityOn } from "./rds-parameters/rds-instance-row-security-on.ts";
import { rdsInstanceSlowQueryLogOn } from "./rds-parameters/rds-instance-slow-query-log-on.ts";
import { rdsInstanceTlsCiphersStrong } from "./rds-parameters/rds-instance-tls-ciphers-strong.ts";
import { rdsInstanceTlsMinimumVersion } from "./rds-parameters/rds-instance-tls-minimum-version.ts";
import { rdsInstanceTlsRequired } from "./rds-parameters/rds-instance-tls-required.ts";
import { secretCustomerKey } from "./secrets/secret-customer-key.ts";
import { secretDatabaseNotScheduledForDeletion } from "./secrets/secret-database-not-scheduled-for-deletion.ts";
import { secretDatabaseRotates } from "./secrets/secret-database-rotates.ts";
import { secretNoStuckPending } from "./secrets/secret-no-stuck-pending.ts";
import { secretNotPublic } from "./secrets/secret-not-public.ts";
import { secretNotSharedWithUnknownAccounts } from "./secrets/secret-not-shared-with-unknown-accounts.ts";
import { secretRecentlyUsed } from "./secrets/secret-recently-used.ts";
import { secretRestrictiveResourcePolicy } from "./secrets/secret-restrictive-resource-policy.ts";
import { secretRotatedOnSchedule } from "./secrets/secret-rotated-on-schedule.ts";
import { secretRotatedRecently } from "./secrets/secret-rotated-recently.ts";
import { secretRotationEnabled } from "./secrets/secret-rotation-enabled.ts";
import { secretRotationHasFunction } from "./secrets/secret-rotation-has-function.ts";
import { secretRotationProven } from "./secrets/secret-rotation-proven.ts";
import { secretTagged } from "./secrets/secret-tagged.ts";

/** Every rule, in the order of the catalogue: one line a rule. `RuleId` derives from it, so that a typo in a framework does not compile. */
export const rules = [
	accountBackupPlanExists,
	accountBackupReportPlanExists,
	accountBackupVaultExists,
	accountFilterCloudtrailChanges,
	accountFilterConfigChanges,
	accountFilterConsoleAuthenticationFailures,
	accountFilterConsoleSignInWithoutMfa,
	accountFilterIamPolicyChanges,
	accountFilterKmsKeyDeletion,
	accountFilterNetworkAclChanges,
	accountFilterNetworkGatewayChanges,
	accountFilterOrganizationsChanges,
	accountFilterRootUsage,
	accountFilterRouteTableChanges,
	accountFilterS3BucketPolicyChanges,
	accountFilterSecurityGroupChanges,
	accountFilterUnauthorizedApiCalls,
	accountFilterVpcChanges,
	accountGuarddutyEksAuditLogs,
	accountGuarddutyEksRuntimeMonitoring,
	accountGuarddutyRdsProtection,
	backupRecoveryPointEncrypted,
	backupVaultCustomerKey,
	backupVaultEncrypted,
	backupVaultLocked,
	connectionAuthenticationStrong,
	connectionClientKnown,
	connectionDefineRightUsed,
	connectionEnvironmentNotCrossed,
	connectionMaxAge,
	connectionNoPrivilegedRole,
	connectionNoToolsInProduction,
	connectionNotFromPublicAddress,
	connectionNotIdleInTransaction,
	connectionOwnDatabaseUser,
	connectionOwnServiceAccount,
	connectionServerVerified,
	connectionTlsCipherStrong,
	connectionTlsRequired,
	connectionTlsVersion,
	connectionUserNotDefault,
	connectionWriteRightUsed,
	ec2InstanceCassandraNotExposed,
	ec2InstanceElasticsearchNotExposed,
	ec2InstanceKafkaNotExposed,
	ec2InstanceMemcachedNotExposed,
	ec2InstanceMongodbNotExposed,
	ec2InstanceMysqlNotExposed,
	ec2InstanceOracleNotExposed,
	ec2InstancePostgresqlNotExposed,
	ec2InstanceRedisNotExposed,
	ec2InstanceSqlserverNotExposed,
	securityGroupCassandraNotOpen,
	securityGroupDb2NotOpen,
	securityGroupDefaultRestricts,
	securityGroupElasticsearchNotOpen,
	securityGroupHighRiskPortsNotOpen,
	securityGroupKafkaNotOpen,
	securityGroupMemcachedNotOpen,
	securityGroupMongodbNotOpen,
	securityGroupMysqlNotOpen,
	securityGroupNeptuneNotOpen,
	securityGroupNotOpenAllPorts,
	securityGroupNotOpenAnyPort,
	securityGroupOracleNotOpen,
	securityGroupPostgresqlNotOpen,
	securityGroupRedisNotOpen,
	securityGroupRedshiftNotOpen,
	securityGroupSqlserverNotOpen,
	eksClusterAccessEntriesRolesOnly,
	eksClusterAccessEntriesUsed,
	eksClusterAddonsHealthy,
	eksClusterAdminLimited,
	eksClusterAuditLogging,
	eksClusterControlPlaneSecurityGroupRestricted,
	eksClusterDefaultVpcNotUsed,
	eksClusterDeletionProtection,
	eksClusterEndpointNotPublic,
	eksClusterEndpointPrivateAccess,
	eksClusterEndpointPublicAccessDisabled,
	eksClusterHealthy,
	eksClusterLoggingAllTypes,
	eksClusterNetworkPolicyEnabled,
	eksClusterSecretsCustomerKey,
	eksClusterSecretsEncrypted,
	eksClusterSingleSecurityGroup,
	eksClusterSupportHorizon,
	eksClusterTagged,
	eksClusterUpgradePolicy,
	eksClusterVersionStandardSupport,
	eksClusterVersionSupported,
	eksClusterWorkloadIdentity,
	eksClusterZonalShift,
	eksFargateProfileExecutionRoleScoped,
	eksFargateProfileSubnetsPrivate,
	eksIdentityProviderPrefixes,
	eksIdentityProviderRequiredClaims,
	eksIdentityProviderTagged,
	eksNodegroupAmiCurrent,
	eksNodegroupAutoRepair,
	eksNodegroupHealthy,
	eksNodegroupImdsHopLimit,
	eksNodegroupImdsv2Required,
	eksNodegroupNoSsh,
	eksNodegroupSshRestricted,
	eksNodegroupSubnetsPrivate,
	eksNodegroupTagged,
	eksNodegroupVersionMatchesCluster,
	eksNodegroupVersionSupported,
	eksPodIdentityRoleExists,
	eksPodIdentitySessionTags,
	eksPodIdentityTrustScoped,
	iamPolicyKmsDecryptRestricted,
	iamPrincipalKmsDecryptRestricted,
	iamPrincipalSecretsReadRestricted,
	iamRdsConnectKnownDatabase,
	iamRdsConnectNotMasterUsers,
	iamRdsConnectNotWildcard,
	iamServiceAccountRoleTrustScoped,
	kmsKeyEnabled,
	kmsKeyGrantsLeastPrivilege,
	kmsKeyNoDuplicateGrants,
	kmsKeyNotMultiRegion,
	kmsKeyNotPendingDeletion,
	kmsKeyNotPublic,
	kmsKeyNotSharedWithUnknownAccounts,
	kmsKeyRotationEnabled,
	kmsKeyRotationPeriod,
	alarmActionsEnabled,
	alarmHasActions,
	logGroupEncryptedWithKms,
	logGroupNoSecrets,
	logGroupNotPublic,
	logGroupRetention,
	accountRdsEventsClusters,
	accountRdsEventsInstances,
	accountRdsEventsParameterGroups,
	accountRdsEventsSecurityGroups,
	rdsClusterActivityStream,
	rdsClusterAuroraMysqlAuditLogExported,
	rdsClusterAutoMinorVersionUpgrade,
	rdsClusterBacktrack,
	rdsClusterBackupPlan,
	rdsClusterBackupRetention,
	rdsClusterCopyTagsToSnapshots,
	rdsClusterDataApiDisabled,
	rdsClusterDeletionProtection,
	rdsClusterEngineInStandardSupport,
	rdsClusterEngineSupportHorizon,
	rdsClusterEngineVersionOffered,
	rdsClusterEnhancedMonitoring,
	rdsClusterExtendedSupportOptOut,
	rdsClusterIamAuthentication,
	rdsClusterLogsExported,
	rdsClusterMasterPasswordManaged,
	rdsClusterMasterSecretCustomerKey,
	rdsClusterMasterUsernameNotDefault,
	rdsClusterMultiAz,
	rdsClusterNoOverdueMaintenance,
	rdsClusterNoPendingChanges,
	rdsClusterNonDefaultPort,
	rdsClusterNotServerlessV1,
	rdsClusterPerformanceInsights,
	rdsClusterPostgresLocalFileReadFixed,
	rdsClusterPublicAccessDisabled,
	rdsClusterRestorable,
	rdsClusterStatusHealthy,
	rdsClusterStorageEncryptedWithCustomerKey,
	rdsClusterStorageEncrypted,
	rdsClusterStorageKeyUsable,
	rdsClusterSubnetsPrivate,
	rdsClusterTagged,
	rdsEventSubscriptionClusterCategories,
	rdsEventSubscriptionDelivers,
	rdsEventSubscriptionInstanceCategories,
	rdsEventSubscriptionParameterGroupCategories,
	rdsEventSubscriptionSecurityGroupCategories,
	rdsGlobalClusterDeletionProtection,
	rdsGlobalClusterStorageEncrypted,
	rdsGlobalClusterSupportedVersion,
	rdsInstanceAutoMinorVersionUpgrade,
	rdsInstanceBackupEnabled,
	rdsInstanceBackupPlan,
	rdsInstanceBackupReplicated,
	rdsInstanceBackupRetention,
	rdsInstanceCertificateAuthorityValid,
	rdsInstanceCertificateValid,
	rdsInstanceCopyTagsToSnapshots,
	rdsInstanceCurrentGenerationClass,
	rdsInstanceCustomParameterGroup,
	rdsInstanceDefaultVpcNotUsed,
	rdsInstanceDeletionProtection,
	rdsInstanceEngineInStandardSupport,
	rdsInstanceEngineSupportHorizon,
	rdsInstanceEngineVersionOffered,
	rdsInstanceEnhancedMonitoring,
	rdsInstanceExtendedSupportOptOut,
	rdsInstanceIamAuthentication,
	rdsInstanceInVpc,
	rdsInstanceLogsExported,
	rdsInstanceMariadbLogsExported,
	rdsInstanceMasterPasswordManaged,
	rdsInstanceMasterSecretCustomerKey,
	rdsInstanceMasterUsernameNotDefault,
	rdsInstanceMultiAz,
	rdsInstanceMysqlAuditPlugin,
	rdsInstanceNoOverdueMaintenance,
	rdsInstanceNoPendingChanges,
	rdsInstanceNonDefaultPort,
	rdsInstanceNotIdle,
	rdsInstanceNotOverutilized,
	rdsInstanceNotPublic,
	rdsInstanceOracleEncryptionInTransit,
	rdsInstancePerformanceInsightsCustomerKey,
	rdsInstancePerformanceInsightsEnabled,
	rdsInstancePostgresLocalFileReadFixed,
	rdsInstancePostgresqlLogExported,
	rdsInstancePublicAccessDisabled,
	rdsInstanceRestorable,
	rdsInstanceSecurityGroupRestricted,
	rdsInstanceStatusHealthy,
	rdsInstanceStorageEncryptedWithCustomerKey,
	rdsInstanceStorageEncrypted,
	rdsInstanceStorageKeyUsable,
	rdsInstanceSubnetsPrivate,
	rdsInstanceSubnetsSpanZones,
	rdsInstanceTagged,
	rdsProxyClientPasswordStrong,
	rdsProxyDebugLoggingOff,
	rdsProxyIamAuthenticationRequired,
	rdsProxySubnetsPrivate,
	rdsProxyTagged,
	rdsProxyTlsRequired,
	rdsSnapshotEncryptedWithCustomerKey,
	rdsSnapshotEncrypted,
	rdsSnapshotKeyUsable,
	rdsSnapshotNotOrphaned,
	rdsSnapshotNotPublic,
	rdsSnapshotNotSharedWithUnknownAccounts,
	rdsSnapshotRetention,
	rdsSnapshotTagged,
	rdsSubnetGroupSpansZones,
	rdsSubnetGroupSubnetsPrivate,
	rdsSubnetGroupTagged,
	rdsClusterAuditLogging,
	rdsClusterDefaultAuthenticationPluginStrong,
	rdsClusterGeneralLogOff,
	rdsClusterIdleTransactionTimeout,
	rdsClusterLocalInfileOff,
	rdsClusterLogBinTrustFunctionCreatorsOff,
	rdsClusterLogConnections,
	rdsClusterLogDisconnections,
	rdsClusterLogErrorVerbosity,
	rdsClusterLogHostnameOff,
	rdsClusterLogLinePrefix,
	rdsClusterLogMinDurationStatement,
	rdsClusterLogOutputFile,
	rdsClusterLogParameterValuesLimited,
	rdsClusterLogReplicationCommands,
	rdsClusterLogRetention,
	rdsClusterLogStatement,
	rdsClusterParametersInEffect,
	rdsClusterPasswordAuthMethodScram,
	rdsClusterPasswordCommandsRestricted,
	rdsClusterPasswordEncryptionScram,
	rdsClusterPgauditClasses,
	rdsClusterPgauditLoaded,
	rdsClusterPgauditRole,
	rdsClusterRowSecurityOn,
	rdsClusterSlowQueryLogOn,
	rdsClusterTlsCiphersStrong,
	rdsClusterTlsMinimumVersion,
	rdsClusterTlsRequired,
	rdsInstanceDefaultAuthenticationPluginStrong,
	rdsInstanceGeneralLogOff,
	rdsInstanceIdleTransactionTimeout,
	rdsInstanceLocalInfileOff,
	rdsInstanceLogBinTrustFunctionCreatorsOff,
	rdsInstanceLogConnections,
	rdsInstanceLogDisconnections,
	rdsInstanceLogErrorVerbosity,
	rdsInstanceLogHostnameOff,
	rdsInstanceLogLinePrefix,
	rdsInstanceLogMinDurationStatement,
	rdsInstanceLogOutputFile,
	rdsInstanceLogParameterValuesLimited,
	rdsInstanceLogReplicationCommands,
	rdsInstanceLogRetention,
	rdsInstanceLogStatement,
	rdsInstanceOracleAuditTrailOn,
	rdsInstanceParametersInEffect,
	rdsInstancePasswordAuthMethodScram,
	rdsInstancePasswordCommandsRestricted,
	rdsInstancePasswordEncryptionScram,
	rdsInstancePgauditClasses,
	rdsInstancePgauditLoaded,
	rdsInstancePgauditRole,
	rdsInstanceRowSecurityOn,
	rdsInstanceSlowQueryLogOn,
	rdsInstanceTlsCiphersStrong,
	rdsInstanceTlsMinimumVersion,
	rdsInstanceTlsRequired,
	secretCustomerKey,
	secretDatabaseNotScheduledForDeletion,
	secretDatabaseRotates,
	secretNoStuckPending,
	secretNotPublic,
	secretNotSharedWithUnknownAccounts,
	secretRecentlyUsed,
	secretRestrictiveResourcePolicy,
	secretRotatedOnSchedule,
	secretRotatedRecently,
	secretRotationEnabled,
	secretRotationHasFunction,
	secretRotationProven,
	secretTagged,
	postgresAdminOptionLimited,
	postgresAllDataRolesRestricted,
	postgresDataChecksumsOn,
	postgresDatabasesPublicConnectRevoked,
	postgresDatabasesPublicTemporaryRevoked,
	postgresDebugOutputOff,
	postgresDefinerFunctionsNotPublic,
	postgresDefinerFunctionsSearchPath,
	postgresExpiredRolesRemoved,
	postgresHbaNoCleartextPassword,
	postgresHbaNoErrors,
	postgresHbaNoMd5,
	postgresHbaNoTrust,
	postgresHbaReplicationScoped,
	postgresHbaScoped,
	postgresIdleTransactionTimeout,
	postgresListenAddressesRestricted,
	postgresLogCollected,
	postgresLogConnections,
	postgresLogDisconnections,
	postgresLogErrorVerbosity,
	postgresLogFileMode,
	postgresLogHostnameOff,
	postgresLogLinePrefix,
	postgresLogMinErrorStatement,
	postgresLogMinMessages,
	postgresLogParameterValuesLimited,
	postgresLogReplicationCommands,
	postgresLogStatement,
	postgresNoPendingRestart,
	postgresPasswordEncryptionScram,
	postgresPasswordsExpire,
	postgresPasswordsScram,
	postgresPgauditInForce,
	postgresRdsIamNotWithSuperuser,
	postgresRdsIamUsed,
	postgresRdsSuperuserLimited,
	postgresReplicationRolesDedicated,
	postgresReplicationSlotsActive,
	postgresReplicationSlotsLag,
	postgresRiskyExtensionsAbsent,
	postgresRolesConnectionLimit,
	postgresRolesNoBypassrls,
	postgresRolesNoCreatedb,
	postgresRolesNoCreaterole,
	postgresRowSecurityOn,
	postgresScanConnectionVerified,
	postgresSchemasNotPublicWritable,
	postgresSensitiveTablesAudited,
	postgresSensitiveTablesRowSecurity,
	postgresServerFilesRestricted,
	postgresServerProgramsRestricted,
	postgresSessionsMaxAge,
	postgresSessionsNoSuperuserApplication,
	postgresSessionsNotDefaultSuperuser,
	postgresSessionsNotIdleInTransaction,
	postgresSessionsTlsCiphers,
	postgresSessionsTlsVersion,
	postgresSessionsUseTls,
	postgresSettingsNotOverridden,
	postgresSuperusersLimited,
	postgresTablesNotGrantedToPublic,
	postgresTlsCiphersStrong,
	postgresTlsEnabled,
	postgresTlsMinimumVersion,
	postgresTlsRequired,
	postgresUntrustedLanguagesAbsent,
	mysqlAccountsHavePassword,
	mysqlAccountsNoWildcardHost,
	mysqlAccountsNotAnonymous,
	mysqlAccountsRequireTls,
	mysqlAccountsStrongPlugin,
	mysqlAdministrationLimited,
	mysqlAuditPluginActive,
	mysqlDataPrivilegesNotGlobal,
	mysqlErrorLogSet,
	mysqlErrorLogVerbosity,
	mysqlFilePrivilegeLimited,
	mysqlGeneralLogOff,
	mysqlGrantOptionLimited,
	mysqlGrantTablesRestricted,
	mysqlLocalInfileOff,
	mysqlLogBinTrustFunctionCreatorsOff,
	mysqlLogRawOff,
	mysqlPasswordLifetime,
	mysqlPasswordValidationActive,
	mysqlProcessPrivilegeLimited,
	mysqlRootNotRemote,
	mysqlScanConnectionVerified,
	mysqlSecureFilePrivSet,
	mysqlSessionsNotRoot,
	mysqlSessionsTlsVersion,
	mysqlSessionsUseTls,
	mysqlSkipNameResolve,
	mysqlSqlModeStrict,
	mysqlStrongDefaultAuthentication,
	mysqlSuperLimited,
	mysqlSymbolicLinksOff,
	mysqlTestDatabaseAbsent,
	mysqlTlsMinimumVersion,
	mysqlTlsRequired,
	mysqlVersionCurrent,
	kubernetesClusterAwsAuthNoMasters,
	kubernetesClusterAwsAuthNoUsers,
	kubernetesClusterExternalSecretStore,
	kubernetesClusterKubeletsInStep,
	kubernetesClusterNamespacesSeparate,
	kubernetesClusterNetworkPolicyEngine,
	kubernetesClusterNodesPrivate,
	kubernetesConfigDurable,
	kubernetesConfigGrantTablesInForce,
	kubernetesConfigHbaNoCleartextPassword,
	kubernetesConfigHbaNoMd5,
	kubernetesConfigHbaNoTrust,
	kubernetesConfigHbaScoped,
	kubernetesConfigHbaTlsRequired,
	kubernetesConfigLocalInfileOff,
	kubernetesConfigLogConnections,
	kubernetesConfigLogDisconnections,
	kubernetesConfigLogLinePrefix,
	kubernetesConfigLogStatement,
	kubernetesConfigPasswordEncryptionScram,
	kubernetesConfigSecureFilePrivSet,
	kubernetesConfigSecureTransportRequired,
	kubernetesConfigTlsCiphersStrong,
	kubernetesConfigTlsEnabled,
	kubernetesConfigTlsMinimumVersion,
	kubernetesConfigUnderstood,
	kubernetesDatabaseAuthenticationStrong,
	kubernetesDatabaseDurable,
	kubernetesDatabaseEgressIsolated,
	kubernetesDatabaseMemoryLimited,
	kubernetesDatabaseNamespaceOwn,
	kubernetesDatabaseNetworkIsolated,
	kubernetesDatabaseNetworkSourcesRestricted,
	kubernetesDatabaseNoHostNetwork,
	kubernetesDatabaseNoHostPath,
	kubernetesDatabaseNoTrust,
	kubernetesDatabaseRootLocal,
	kubernetesDatabaseStatefulSet,
	kubernetesDatabaseTls,
	kubernetesDatabaseTokenNotMounted,
	kubernetesNamespaceDatabaseSecretsRestricted,
	kubernetesNamespaceDefaultDeny,
	kubernetesNamespaceDefaultUnused,
	kubernetesNamespaceNetworkPolicies,
	kubernetesNamespacePodSecurityEnforced,
	kubernetesNamespacePodSecurityRestricted,
	kubernetesOperatorBackupsConfigured,
	kubernetesOperatorDurable,
	kubernetesOperatorHbaNoTrust,
	kubernetesOperatorHbaNoWeakPasswords,
	kubernetesOperatorLogSessions,
	kubernetesOperatorLogStatement,
	kubernetesOperatorNotExposed,
	kubernetesOperatorPasswordEncryptionScram,
	kubernetesOperatorReplicated,
	kubernetesOperatorSuperuserAccessOff,
	kubernetesOperatorTlsMinimumVersion,
	kubernetesOperatorTlsRequired,
	kubernetesRoleClusterAdminLimited,
	kubernetesRoleCsrApprovalRestricted,
	kubernetesRoleNoBindEscalate,
	kubernetesRoleNoImpersonation,
	kubernetesRoleNoWildcards,
	kubernetesRoleNodeProxyRestricted,
	kubernetesRoleNotAllAuthenticated,
	kubernetesRoleNotAnonymous,
	kubernetesRolePersistentVolumeCreationRestricted,
	kubernetesRolePodCreationRestricted,
	kubernetesRolePodExecRestricted,
	kubernetesRolePortForwardRestricted,
	kubernetesRoleSecretsRestricted,
	kubernetesRoleTokenCreationRestricted,
	kubernetesRoleWebhookConfigurationRestricted,
	kubernetesServiceAccountDatabaseAutomountOff,
	kubernetesServiceAccountDatabaseIdentity,
	kubernetesServiceAccountDatabaseNotShared,
	kubernetesServiceAccountDefaultAutomountOff,
	kubernetesServiceAccountDefaultWithoutRights,
	kubernetesServiceAccountRoleExists,
	kubernetesServiceAccountRoleTrustScoped,
	kubernetesServiceAccountSingleIdentity,
	kubernetesServiceAccountTokenWhereNeeded,
	kubernetesServiceDatabaseNoExternalIps,
	kubernetesServiceDatabaseNoNodePort,
	kubernetesServiceDatabaseNotInternetFacing,
	kubernetesServiceDatabaseSourceRanges,
	kubernetesServiceDatabaseTlsEndToEnd,
	kubernetesServiceExternalNameNotDatabase,
	kubernetesServiceLoadBalancerTls,
	kubernetesWorkloadApprovedRegistries,
	kubernetesWorkloadCapabilitiesDropped,
	kubernetesWorkloadCpuLimited,
	kubernetesWorkloadDatabaseHostByName,
	kubernetesWorkloadDatabaseTls,
	kubernetesWorkloadDatabaseUserNotSuperuser,
	kubernetesWorkloadImageDigest,
	kubernetesWorkloadImageTagFixed,
	kubernetesWorkloadMemoryLimited,
	kubernetesWorkloadNetRawDropped,
	kubernetesWorkloadNoAddedCapabilities,
	kubernetesWorkloadNoHostIpcNamespace,
	kubernetesWorkloadNoHostNetwork,
	kubernetesWorkloadNoHostPaths,
	kubernetesWorkloadNoHostPorts,
	kubernetesWorkloadNoHostProcessNamespace,
	kubernetesWorkloadNoPlaintextCredentials,
	kubernetesWorkloadNoPrivilegeEscalation,
	kubernetesWorkloadNoRuntimeSocket,
	kubernetesWorkloadNotPrivileged,
	kubernetesWorkloadOwnServiceAccount,
	kubernetesWorkloadRootFilesystemReadOnly,
	kubernetesWorkloadRunsAsNonRoot,
	kubernetesWorkloadSeccompProfile,
	kubernetesWorkloadSecretsAsFiles,
] as const;

/** The id of a rule of the catalogue. */
export type RuleId = (typeof rules)[number]["id"];
