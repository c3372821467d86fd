import { need } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { hoursSince, sessionName } from "./judge/sessions.ts";

export const postgresSessionsMaxAge = defineRule({
	id: "postgres-sessions-max-age",
	title: "No session is older than a day",
	severity: "medium",
	resource: "postgres.Server",
	risk: "An old session outlives revoked passwords, expired roles, rotated secrets and changed settings: it keeps rights that nobody would get today.",
	recommendation: "Give connection pools a maximum lifetime below a day, and end the sessions that are named with pg_terminate_backend.",
	links: ["https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW"],
	related: {},
	parameters: { maximumHours: integer(24, "Hours that a session may last.", { minimum: 1, maximum: 8760 }) },
	evaluate(server, { now, parameters }) {
		const old = need(server.sessions).filter(
			({ backend, startedAt }) => backend === "client backend" && hoursSince(startedAt, now) > parameters.maximumHours,
		);
		return expectNone(
			server,
			old.map((session) => `${sessionName(session)} since ${session.startedAt}`),
			{
				pass: `no session is older than ${parameters.maximumHours} hours`,
				fail: (list) => `sessions are older than ${parameters.maximumHours} hours: ${list}`,
			},
		);
	},
});
