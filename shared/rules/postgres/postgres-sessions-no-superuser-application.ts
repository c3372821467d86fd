import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { onRds, superusers } from "./judge/roles.ts";
import { networkSessions, sessionName } from "./judge/sessions.ts";

export const postgresSessionsNoSuperuserApplication = defineRule({
	id: "postgres-sessions-no-superuser-application",
	title: "No application works as a superuser",
	severity: "high",
	resource: "postgres.Server",
	risk: "A flaw in the application gives away the whole server, its files and its programs, and no grant and no row policy limits it.",
	recommendation: "Give the application a role of its own with the grants that it needs, and change its login.",
	links: ["https://www.postgresql.org/docs/current/role-attributes.html"],
	related: {},
	parameters: {
		administrationTools: strings(
			["psql", "pgAdmin", "DBeaver", "DataGrip", "pg_dump", "pg_basebackup", "pgbackrest", "parapet"],
			"Beginnings of application names with which people administer the server.",
		),
	},
	evaluate(server, { parameters }) {
		const powerful = superusers(server);
		const rds = onRds(server);
		const working = networkSessions(server).filter(
			({ user, application, backend }) =>
				backend === "client backend" &&
				user !== undefined &&
				powerful.has(user) &&
				!(rds && user === "rdsadmin") &&
				!parameters.administrationTools.some((tool) => application.toLowerCase().startsWith(tool.toLowerCase())),
		);
		return expectNone(server, working.map(sessionName), {
			pass: "no application session belongs to a superuser",
			fail: (list) => `applications work as superusers: ${list}`,
		});
	},
});
