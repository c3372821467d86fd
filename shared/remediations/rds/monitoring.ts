import type { ActionSettings, Decision, JsonObject, Plan } from "../action.ts";
import { refused } from "../decisions.ts";
import type { Change } from "./change.ts";

interface Monitored {
	readonly MonitoringInterval?: number | undefined;
	readonly MonitoringRoleArn?: string | undefined;
}

/** AWS leaves the interval out of a server that names none; without an interval the role says nothing. */
export const monitoringFacts = (db: Monitored): JsonObject => ({
	monitoringInterval: db.MonitoringInterval ?? 0,
	monitoringRole: db.MonitoringInterval ? (db.MonitoringRoleArn ?? null) : null,
});

export const isMonitored = (db: Monitored): boolean => (db.MonitoringInterval ?? 0) > 0;

const interval = 60;

/** The role is the parameter MonitoringRoleArn, and an interval of 0 goes without it. AWS applies both at once whatever ApplyImmediately says. */
export function monitor(name: string, { monitoringRole }: ActionSettings, hints: Plan["hints"]): Change | Decision {
	if (monitoringRole === undefined)
		return refused("settings", `Enhanced Monitoring of ${name} needs a role to write with: name monitoringRole in the settings.`);
	return {
		set: { MonitoringInterval: interval, MonitoringRoleArn: monitoringRole },
		does: `Turn Enhanced Monitoring on, every ${interval} seconds`,
		back: { MonitoringInterval: 0 },
		undoes: "Turn Enhanced Monitoring off",
		desired: { monitoringInterval: interval, monitoringRole },
		notes: [
			"The metrics go to the log group RDSOSMetrics, for which CloudWatch Logs charges.",
			`The role ${monitoringRole} must trust monitoring.rds.amazonaws.com.`,
		],
		hints,
	};
}

export const monitoringNeeds = [{ action: "iam:PassRole", why: "RDS is handed the monitoring role of the settings." }];
