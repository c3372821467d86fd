import { need } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { superusers } from "./judge/roles.ts";

export const postgresAdminOptionLimited = defineRule({
	id: "postgres-admin-option-limited",
	title: "Nobody but superusers passes on powerful roles",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Whoever holds the admin option makes further members, so that the list of the powerful is no longer yours.",
	recommendation: "Take the option back: REVOKE ADMIN OPTION FOR role FROM member.",
	links: ["https://www.postgresql.org/docs/current/role-membership.html"],
	related: {},
	parameters: {
		powerfulRoles: strings(
			[
				"pg_read_server_files",
				"pg_write_server_files",
				"pg_execute_server_program",
				"pg_read_all_data",
				"pg_write_all_data",
				"pg_signal_backend",
				"rds_superuser",
				"rds_replication",
				"rds_password",
			],
			"Roles whose membership only superusers may pass on.",
		),
	},
	evaluate(server, { parameters }) {
		const above = superusers(server);
		const found = need(server.memberships).filter(
			({ role, member, admin }) => admin && parameters.powerfulRoles.includes(role) && !above.has(member),
		);
		return expectNone(
			server,
			found.map(({ role, member }) => `${member} for ${role}`),
			{
				pass: "only superusers pass on powerful roles",
				fail: (list) => `powerful roles can be passed on by ${list}`,
			},
		);
	},
});
