import { need, reported } from "../../../core/observed.ts";
import type { DbCluster } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";
import { counted } from "../../judge/counted.ts";

/** Judges the retention of automated backups in days; none at all is high. */
export function judgeBackupRetention(server: Pick<DbCluster, "name" | "backupRetentionDays">, minimumDays: number): Verdict {
	const retentionDays = reported(server.backupRetentionDays, "BackupRetentionPeriod");
	const evidence = { retentionDays, minimumDays };
	if (retentionDays === 0) return fail(`${server.name} has no automated backups.`, evidence, "high");
	return retentionDays >= minimumDays
		? pass(`${server.name} keeps automated backups for ${counted(retentionDays, "day")}.`, evidence)
		: fail(`${server.name} keeps automated backups for ${counted(retentionDays, "day")}; at least ${minimumDays} are wanted.`, evidence);
}

/** Judges whether a plan of AWS Backup selects the server, by ARN, wildcard, tag or condition, and into a locked vault when that is asked. */
export function judgeBackupPlan(server: Pick<DbCluster, "name" | "backup">, requireVaultLock: boolean): Verdict {
	const { plans } = need(server.backup);
	const evidence = { plans: plans.map(({ planName, selectionName, vault }) => ({ planName, selectionName, vault })) };
	const [first] = plans;
	if (!first) return fail(`No plan of AWS Backup selects ${server.name}.`, evidence);
	if (!requireVaultLock) return pass(`The backup plan ${first.planName} selects ${server.name}.`, evidence);
	const locked = plans.find(({ vaultLocked }) => vaultLocked === true);
	if (locked) return pass(`The backup plan ${locked.planName} keeps ${server.name} in a locked vault.`, evidence);
	for (const { vaultLocked } of plans) reported(vaultLocked, "Locked of the backup vault");
	return fail(`No backup plan keeps ${server.name} in a locked vault.`, evidence);
}

const hourLength = 3_600_000;

/** Statuses in which the restorable time rightly stands still, or is not there yet. */
export const resting: readonly (string | undefined)[] = ["creating", "deleting", "starting", "stopped", "stopping"];

/** Judges how far the latest restorable time lies behind `now` (milliseconds); more than `urgentHours` is high. */
export function judgeRestorable(
	server: Pick<DbCluster, "name" | "latestRestorableTime">,
	now: number,
	{ maximumHours, urgentHours }: { readonly maximumHours: number; readonly urgentHours: number },
): Verdict {
	const latestRestorableTime = reported(server.latestRestorableTime, "LatestRestorableTime");
	const hours = (now - Date.parse(latestRestorableTime)) / hourLength;
	const evidence = { latestRestorableTime, maximumHours };
	return hours <= maximumHours
		? pass(`${server.name} can be restored up to ${latestRestorableTime}.`, evidence)
		: fail(
				`${server.name} can be restored only up to ${latestRestorableTime}, more than ${maximumHours} hours ago.`,
				evidence,
				hours > urgentHours ? "high" : undefined,
			);
}
