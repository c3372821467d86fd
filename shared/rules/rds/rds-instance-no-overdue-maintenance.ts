import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail } from "../../core/verdict.ts";
import { dateOf, day } from "./judge/dates.ts";
import { judgeMaintenance } from "./judge/upkeep.ts";

/** Actions that patch the operating system or the certificate; a db-upgrade without a date is only an offer. */
const patches: readonly string[] = ["system-update", "os-upgrade", "ca-certificate-rotation"];

export const rdsInstanceNoOverdueMaintenance = defineRule({
	id: "rds-instance-no-overdue-maintenance",
	title: "RDS DB instance has no overdue or unscheduled maintenance",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Patches of engine, operating system or certificate are missing, or come with a restart at a moment that AWS chooses.",
	recommendation: "Apply the action in the next maintenance window (ApplyPendingMaintenanceAction), and find out why it was put off.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html"],
	related: {},
	parameters: {
		graceDays: integer(7, "Days after AutoAppliedAfterDate that RDS needs for its next weekly maintenance window.", { maximum: 90 }),
		forcedWithinDays: integer(14, "Days before the date of forced application from which the rule fails.", { maximum: 365 }),
	},
	evaluate(db, { now, parameters: { graceDays, forcedWithinDays } }) {
		const verdict = judgeMaintenance(db, now, graceDays);
		if (verdict.verdict !== "pass" || "unread" in db.pendingMaintenance) return verdict;
		const actions = db.pendingMaintenance.value;
		const forced = actions.find(({ forcedApply }) => forcedApply !== undefined && Date.parse(forcedApply) - now < forcedWithinDays * day);
		if (forced?.forcedApply !== undefined)
			return fail(`${forced.action} will be forced on ${db.name} on ${dateOf(forced.forcedApply)}.`, {
				...verdict.evidence,
				forcedApply: forced.forcedApply,
			});
		const waiting = actions.filter(
			({ action, currentApply, autoAppliedAfter, forcedApply }) =>
				patches.includes(action) && currentApply === undefined && autoAppliedAfter === undefined && forcedApply === undefined,
		);
		if (waiting.length === 0) return verdict;
		const names = waiting.map(({ action }) => action);
		return fail(
			`${db.name} has patches for which no time is set: ${names.join(", ")}.`,
			{ ...verdict.evidence, unscheduled: names },
			"low",
		);
	},
});
