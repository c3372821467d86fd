import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginMembers } from "./judge/roles.ts";

export const postgresServerFilesRestricted = defineRule({
	id: "postgres-server-files-restricted",
	title: "No role that can log in reads or writes files of the server",
	severity: "high",
	resource: "postgres.Server",
	risk: "Reading and writing files of the server leads past every grant to the data files, the keys and in the end to superuser.",
	recommendation: "Revoke pg_read_server_files and pg_write_server_files from the roles that are named; let clients copy with \\copy.",
	links: ["https://www.postgresql.org/docs/current/predefined-roles.html"],
	related: {},
	parameters: { allowedRoles: strings([], "Roles that may have it.") },
	evaluate(server, { parameters }) {
		const found = loginMembers(server, "pg_read_server_files", "pg_write_server_files").filter(
			(name) => !parameters.allowedRoles.includes(name),
		);
		return expectNone(server, found, {
			pass: "no role that can log in reads or writes files of the server",
			fail: (list) => `roles that can log in and reads or writes files of the server: ${list}`,
		});
	},
});
