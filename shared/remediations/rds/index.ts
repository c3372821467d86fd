import type { Action } from "../action.ts";
import { accountRdsEvents } from "./account-rds-events.ts";
import { rdsClusterBackupRetention } from "./rds-cluster-backup-retention.ts";
import { rdsClusterCopyTagsToSnapshots } from "./rds-cluster-copy-tags-to-snapshots.ts";
import { rdsClusterDataApiOff } from "./rds-cluster-data-api-off.ts";
import { rdsClusterDeletionProtection } from "./rds-cluster-deletion-protection.ts";
import { rdsClusterEncryptedStorage } from "./rds-cluster-encrypted-storage.ts";
import { rdsClusterEnhancedMonitoring } from "./rds-cluster-enhanced-monitoring.ts";
import { rdsClusterIamAuthentication } from "./rds-cluster-iam-authentication.ts";
import { rdsClusterLogExports } from "./rds-cluster-log-exports.ts";
import { rdsClusterManagedMasterPassword } from "./rds-cluster-managed-master-password.ts";
import { rdsClusterMinorUpgrades } from "./rds-cluster-minor-upgrades.ts";
import { rdsClusterPerformanceInsights } from "./rds-cluster-performance-insights.ts";
import { rdsClusterPrivate } from "./rds-cluster-private.ts";
import { rdsGlobalClusterDeletionProtection } from "./rds-global-cluster-deletion-protection.ts";
import { rdsInstanceBackupRetention } from "./rds-instance-backup-retention.ts";
import { rdsInstanceBackupsOn } from "./rds-instance-backups-on.ts";
import { rdsInstanceCertificateAuthority } from "./rds-instance-certificate-authority.ts";
import { rdsInstanceCopyTagsToSnapshots } from "./rds-instance-copy-tags-to-snapshots.ts";
import { rdsInstanceCustomParameterGroup } from "./rds-instance-custom-parameter-group.ts";
import { rdsInstanceDeletionProtection } from "./rds-instance-deletion-protection.ts";
import { rdsInstanceEncryptedStorage } from "./rds-instance-encrypted-storage.ts";
import { rdsInstanceEnhancedMonitoring } from "./rds-instance-enhanced-monitoring.ts";
import { rdsInstanceIamAuthentication } from "./rds-instance-iam-authentication.ts";
import { rdsInstanceLogExports } from "./rds-instance-log-exports.ts";
import { rdsInstanceManagedMasterPassword } from "./rds-instance-managed-master-password.ts";
import { rdsInstanceMinorUpgrades } from "./rds-instance-minor-upgrades.ts";
import { rdsInstanceMultiAz } from "./rds-instance-multi-az.ts";
import { rdsInstancePerformanceInsights } from "./rds-instance-performance-insights.ts";
import { rdsInstancePrivate } from "./rds-instance-private.ts";
import { rdsProxyIamAuthentication } from "./rds-proxy-iam-authentication.ts";
import { rdsProxyTlsRequired } from "./rds-proxy-tls-required.ts";
import { rdsSnapshotEncrypted } from "./rds-snapshot-encrypted.ts";
import { rdsSnapshotPrivate } from "./rds-snapshot-private.ts";
import { rdsSnapshotTrustedAccounts } from "./rds-snapshot-trusted-accounts.ts";

/** All repairs of RDS itself: of the families `rds` and `snapshots`. */
export const rdsActions: readonly Action[] = [
	accountRdsEvents,
	rdsClusterBackupRetention,
	rdsClusterCopyTagsToSnapshots,
	rdsClusterDataApiOff,
	rdsClusterDeletionProtection,
	rdsClusterEncryptedStorage,
	rdsClusterEnhancedMonitoring,
	rdsClusterIamAuthentication,
	rdsClusterLogExports,
	rdsClusterManagedMasterPassword,
	rdsClusterMinorUpgrades,
	rdsClusterPerformanceInsights,
	rdsClusterPrivate,
	rdsGlobalClusterDeletionProtection,
	rdsInstanceBackupRetention,
	rdsInstanceBackupsOn,
	rdsInstanceCertificateAuthority,
	rdsInstanceCopyTagsToSnapshots,
	rdsInstanceCustomParameterGroup,
	rdsInstanceDeletionProtection,
	rdsInstanceEncryptedStorage,
	rdsInstanceEnhancedMonitoring,
	rdsInstanceIamAuthentication,
	rdsInstanceLogExports,
	rdsInstanceManagedMasterPassword,
	rdsInstanceMinorUpgrades,
	rdsInstanceMultiAz,
	rdsInstancePerformanceInsights,
	rdsInstancePrivate,
	rdsProxyIamAuthentication,
	rdsProxyTlsRequired,
	rdsSnapshotEncrypted,
	rdsSnapshotPrivate,
	rdsSnapshotTrustedAccounts,
];
