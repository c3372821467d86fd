import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterNoOverdueMaintenance } from "../../../shared/rules/rds/rds-cluster-no-overdue-maintenance.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, now, testRule } from "../../support/rule-table.ts";

const action = (dates: { autoAppliedAfter?: string; forcedApply?: string; currentApply?: string }) =>
	seen([{ action: "system-update", ...dates }]);
const momentAfter = (iso: string) => new Date(Date.parse(iso) + 1).toISOString();

testRule(rdsClusterNoOverdueMaintenance, {
	pass: [
		{ name: "nothing pending", says: "no pending maintenance", evidence: { pending: [], overdue: [] } },
		{
			name: "two optional actions",
			with: { pendingMaintenance: seen([{ action: "os-upgrade" }, { action: "db-upgrade" }]) },
			says: "os-upgrade, db-upgrade",
		},
		{ name: "an optional action", with: { pendingMaintenance: action({}) }, says: "none of it overdue: system-update" },
		{
			name: "a window within the grace period is still to come",
			with: { pendingMaintenance: action({ autoAppliedAfter: momentAfter(days(-7)) }) },
		},
		{
			name: "an action that will be forced in a moment",
			with: { pendingMaintenance: action({ forcedApply: new Date(now + 1).toISOString() }) },
		},
	],
	fail: [
		{
			name: "a whole grace period has passed",
			with: { pendingMaintenance: action({ autoAppliedAfter: days(-7) }) },
			says: "system-update",
			evidence: { overdue: ["system-update"], pending: ["system-update"] },
		},
		{ name: "an action that is forced now", with: { pendingMaintenance: action({ forcedApply: days(0) }) } },
		{
			name: "a shorter grace period by configuration",
			with: { pendingMaintenance: action({ autoAppliedAfter: days(-1) }) },
			parameters: { graceDays: 1 },
		},
		{
			name: "two overdue actions",
			with: {
				pendingMaintenance: seen([
					{ action: "os-upgrade", forcedApply: days(-2) },
					{ action: "db-upgrade", forcedApply: days(-1) },
				]),
			},
			says: "os-upgrade, db-upgrade",
		},
		{
			name: "only the overdue one of two",
			with: { pendingMaintenance: seen([{ action: "os-upgrade" }, { action: "db-upgrade", forcedApply: days(-1) }]) },
			says: /maintenance: db-upgrade\.$/,
		},
	],
	indeterminate: [
		{
			name: "maintenance was denied",
			with: { pendingMaintenance: denied("rds", "DescribePendingMaintenanceActions") },
			says: "rds:DescribePendingMaintenanceActions",
		},
	],
});
