import { need } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { noApplication } from "./judge/purpose.ts";

export const connectionMaxAge = defineRule({
	id: "connection-max-age",
	title: "Database connections are renewed within a day",
	severity: "medium",
	resource: "database.Connection",
	risk: "An old session outlives rotated secrets, revoked roles and expired tokens: it keeps rights that nobody would get today.",
	recommendation: "Give the connection pool of the service that is named a maximum lifetime below the limit.",
	links: ["https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW"],
	related: {},
	parameters: { maximumHours: integer(24, "Hours that a connection may last.", { minimum: 1, maximum: 8760 }) },
	evaluate(connection, { now, parameters: { maximumHours } }) {
		const other = noApplication(connection);
		if (other) return other;
		const { name, openSince, oldestSession } = connection;
		const tooOld = (time: string) => (now - Date.parse(time)) / 3_600_000 > maximumHours;
		// Where the start is not known, a time at which it was open already can be enough.
		if (openSince !== undefined && tooOld(openSince))
			return fail(`${name} is open since ${openSince} at least, which is more than ${maximumHours} hours.`, { openSince, maximumHours });
		const start = need(oldestSession);
		return tooOld(start)
			? fail(`${name} is open since ${start}, which is more than ${maximumHours} hours.`, { oldestSession: start, maximumHours })
			: pass(`${name}: the oldest session began at ${start}.`, { oldestSession: start, maximumHours });
	},
});
