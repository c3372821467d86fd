import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginMembers } from "./judge/roles.ts";

export const postgresServerProgramsRestricted = defineRule({
	id: "postgres-server-programs-restricted",
	title: "No role that can log in runs programs on the server",
	severity: "critical",
	resource: "postgres.Server",
	risk: "COPY \u2026 PROGRAM runs any command as the operating system user of the server: the host is lost.",
	recommendation: "Revoke pg_execute_server_program from the roles that are named.",
	links: ["https://www.postgresql.org/docs/current/predefined-roles.html"],
	related: {},
	parameters: { allowedRoles: strings([], "Roles that may have it.") },
	evaluate(server, { parameters }) {
		const found = loginMembers(server, "pg_execute_server_program").filter((name) => !parameters.allowedRoles.includes(name));
		return expectNone(server, found, {
			pass: "no role that can log in runs programs on the server",
			fail: (list) => `roles that can log in and runs programs on the server: ${list}`,
		});
	},
});
