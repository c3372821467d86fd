import { seen } from "../../../shared/core/observed.ts";
import type { DbInstance } from "../../../shared/core/resources/index.ts";
import { rdsInstanceNoOverdueMaintenance } from "../../../shared/rules/rds/rds-instance-no-overdue-maintenance.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

type Action = Extract<DbInstance["pendingMaintenance"], { value: unknown }>["value"][number];
const minute = 1 / 1440;
const pending = (...actions: Partial<Action>[]) => ({
	pendingMaintenance: seen(actions.map((action) => ({ action: "system-update", ...action }))),
});

testRule(rdsInstanceNoOverdueMaintenance, {
	pass: [
		{ name: "nothing pending", says: "no pending maintenance", evidence: { pending: [] } },
		{ name: "an offered engine upgrade", with: pending({ action: "db-upgrade" }), says: "none of it overdue" },
		{ name: "a patch that somebody has scheduled", with: pending({ currentApply: days(3), optInStatus: "next-maintenance" }) },
		{ name: "a patch that the next window applies", with: pending({ autoAppliedAfter: days(-7 + minute) }) },
		{ name: "a patch that is forced in two weeks", with: pending({ forcedApply: days(14) }) },
	],
	fail: [
		{
			name: "a forced date in the past",
			with: pending({ forcedApply: days(0) }),
			says: "overdue maintenance: system-update",
			evidence: { overdue: ["system-update"] },
		},
		{ name: "windows that have passed", with: pending({ autoAppliedAfter: days(-7) }), says: "overdue" },
		{
			name: "a patch that is forced in less than two weeks",
			with: pending({ forcedApply: days(14 - minute) }),
			says: "will be forced on orders on 2026-06-29",
		},
		{
			name: "a patch that is forced within the configured days",
			with: pending({ forcedApply: days(30) }),
			parameters: { forcedWithinDays: 31 },
		},
		{ name: "a patch past the configured grace", with: pending({ autoAppliedAfter: days(-1) }), parameters: { graceDays: 1 } },
		...["system-update", "os-upgrade", "ca-certificate-rotation"].map((action) => ({
			name: `${action} without a time`,
			with: pending({ action: "db-upgrade" }, { action }),
			severity: "low" as const,
			says: `no time is set: ${action}`,
			evidence: { unscheduled: [action] },
		})),
		{ name: "a member of a cluster", with: { ...pending({ forcedApply: days(-1) }), clusterId: "ledger" } },
	],
	indeterminate: [
		{
			name: "maintenance could not be read",
			with: { pendingMaintenance: denied("rds", "DescribePendingMaintenanceActions") },
			says: "DescribePendingMaintenanceActions",
		},
	],
});
