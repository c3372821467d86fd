import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginMembers } from "./judge/roles.ts";

export const postgresAllDataRolesRestricted = defineRule({
	id: "postgres-all-data-roles-restricted",
	title: "No role that can log in reads or writes all data",
	severity: "medium",
	resource: "postgres.Server",
	risk: "The role sees or changes every table of every schema, those of tomorrow included.",
	recommendation: "Grant the tables that are needed, and revoke pg_read_all_data and pg_write_all_data; allow the role of backups here.",
	links: ["https://www.postgresql.org/docs/current/predefined-roles.html"],
	related: {},
	parameters: { allowedRoles: strings([], "Roles that may have it.") },
	evaluate(server, { parameters }) {
		const found = loginMembers(server, "pg_read_all_data", "pg_write_all_data").filter((name) => !parameters.allowedRoles.includes(name));
		return expectNone(server, found, {
			pass: "no role that can log in reads or writes all data",
			fail: (list) => `roles that can log in and reads or writes all data: ${list}`,
		});
	},
});
