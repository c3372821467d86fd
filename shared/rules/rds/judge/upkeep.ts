import { need, reported, Unobserved } from "../../../core/observed.ts";
import type { DbCluster } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";

const dayLength = 86_400_000;

/**
 * Judges whether a maintenance action has been put off past its date. RDS applies an action in the first weekly window after
 * AutoAppliedAfterDate, so that date is overdue only `graceDays` days later; ForcedApplyDate is overdue at once.
 */
export function judgeMaintenance(server: Pick<DbCluster, "name" | "pendingMaintenance">, now: number, graceDays: number): Verdict {
	const actions = need(server.pendingMaintenance);
	const overdue = actions.filter(
		({ forcedApply, autoAppliedAfter }) =>
			(forcedApply !== undefined && Date.parse(forcedApply) <= now) ||
			(autoAppliedAfter !== undefined && Date.parse(autoAppliedAfter) + graceDays * dayLength <= now),
	);
	const evidence = { pending: actions.map(({ action }) => action), overdue: overdue.map(({ action }) => action) };
	if (overdue.length > 0) return fail(`${server.name} has overdue maintenance: ${evidence.overdue.join(", ")}.`, evidence);
	if (actions.length > 0)
		return pass(`${server.name} has pending maintenance, none of it overdue: ${evidence.pending.join(", ")}.`, evidence);
	return pass(`${server.name} has no pending maintenance.`, evidence);
}

/** Judges whether changes wait for the maintenance window or a reboot, so that what is configured is not what runs. */
export function judgePendingChanges(server: Pick<DbCluster, "name" | "pendingChanges">): Verdict {
	const { name, pendingChanges } = server;
	return pendingChanges.length === 0
		? pass(`${name} runs as it is configured.`, { pendingChanges })
		: fail(`${name} waits for its maintenance window or a reboot to apply ${pendingChanges.join(", ")}.`, { pendingChanges });
}

/** Statuses of a cluster that works, rests, or changes at somebody's wish. */
const sound: ReadonlySet<string> = new Set([
	"available",
	"backing-up",
	"backtracking",
	"creating",
	"deleting",
	"failing-over",
	"maintenance",
	"migrating",
	"modifying",
	"preparing-data-migration",
	"promoting",
	"rebooting",
	"renaming",
	"resetting-master-credentials",
	"starting",
	"stopped",
	"stopping",
	"storage-optimization",
	"update-iam-db-auth",
	"upgrading",
]);

/** `failed`, `cloning-failed`, `restore-error`, `incompatible-network`, `inaccessible-encryption-credentials`, … */
const broken = /(^|-)(failed|error)$|^incompatible-|^inaccessible-|^insufficient-|^storage-full$/;

/** Judges the status of a cluster; a lost encryption key is critical, a status that we do not know is unobserved. */
export function judgeClusterStatus(server: Pick<DbCluster, "name" | "status">): Verdict {
	const status = reported(server.status, "Status");
	if (sound.has(status)) return pass(`The status of ${server.name} is ${status}.`, { status });
	if (!broken.test(status)) throw new Unobserved(`${server.name} has the status ${status}, which this rule does not know.`);
	return fail(`The status of ${server.name} is ${status}.`, { status }, status.startsWith("inaccessible-") ? "critical" : undefined);
}
