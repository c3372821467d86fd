import { need } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { hoursSince, sessionName } from "./judge/sessions.ts";

export const postgresSessionsNotIdleInTransaction = defineRule({
	id: "postgres-sessions-not-idle-in-transaction",
	title: "No session idles in a transaction for long",
	severity: "low",
	resource: "postgres.Server",
	risk: "An idle transaction holds its locks and keeps dead rows from being removed.",
	recommendation: "Repair the application that is named, end the session, and set idle_in_transaction_session_timeout.",
	links: ["https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW"],
	related: {},
	parameters: { idleMinutes: integer(60, "Minutes that a session may idle in a transaction.", { minimum: 1, maximum: 10080 }) },
	evaluate(server, { now, parameters }) {
		const idle = need(server.sessions).filter(
			({ state, stateSince }) =>
				state?.startsWith("idle in transaction") && stateSince !== undefined && hoursSince(stateSince, now) * 60 > parameters.idleMinutes,
		);
		return expectNone(server, idle.map(sessionName), {
			pass: "no session idles in a transaction",
			fail: (list) => `sessions idle in a transaction for more than ${parameters.idleMinutes} minutes: ${list}`,
		});
	},
});
