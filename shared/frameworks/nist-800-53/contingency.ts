import type { Requirement } from "../../core/framework.ts";
import type { RuleId } from "../../rules/index.ts";
import { organisational } from "../reasons.ts";
import { assessed, unassessed } from "../requirement.ts";
import * as data from "../themes/data.ts";
import * as operation from "../themes/operation.ts";

/** CP: contingency planning. */
export const nistContingency: readonly Requirement<RuleId>[] = [
	unassessed("CP-1", "Policy and procedures", organisational),
	unassessed("CP-2", "Contingency plan", organisational),
	unassessed("CP-3", "Contingency training", organisational),
	unassessed("CP-4", "Tests of the contingency plan", organisational),
	assessed(
		"CP-6",
		"Alternate storage site",
		operation.backups,
		operation.remoteBackups,
		operation.backupProtection,
		"rds-cluster-backtrack",
	),
	assessed(
		"CP-6(1)",
		"The storage site is separate from the primary site",
		operation.backups,
		operation.remoteBackups,
		"rds-cluster-backtrack",
	),
	assessed("CP-6(2)", "The storage site meets the recovery objectives", operation.backups, operation.recovery, operation.availability),
	assessed("CP-7", "Alternate processing site", operation.availability),
	unassessed("CP-8", "Telecommunications services", organisational),
	assessed("CP-9", "System backup", operation.backups, operation.recovery, operation.backupReports),
	assessed(
		"CP-9(8)",
		"Backups are encrypted",
		"backup-recovery-point-encrypted",
		"backup-vault-encrypted",
		"rds-snapshot-encrypted",
		"backup-vault-customer-key",
	),
	assessed(
		"CP-10",
		"Recovery and reconstitution",
		operation.backups,
		operation.recovery,
		operation.availability,
		operation.health,
		data.keyAvailability,
	),
	assessed("CP-10(2)", "Transactions are recovered", operation.recovery, "rds-instance-backup-enabled"),
	unassessed("CP-11", "Alternate communications protocols", organisational),
	unassessed("CP-12", "Safe mode", organisational),
	unassessed("CP-13", "Alternative security mechanisms", organisational),
];
