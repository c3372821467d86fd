import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles } from "./judge/roles.ts";
import { networkSessions } from "./judge/sessions.ts";

export const postgresReplicationRolesDedicated = defineRule({
	id: "postgres-replication-roles-dedicated",
	title: "Replication is a right of dedicated roles",
	severity: "medium",
	resource: "postgres.Server",
	risk: "The replication protocol hands out the whole cluster; a role with further rights is logged in more often and by more people.",
	recommendation: "Create a role with REPLICATION LOGIN and nothing else, and take REPLICATION from the others.",
	links: ["https://www.postgresql.org/docs/current/role-attributes.html"],
	related: {},
	evaluate(server) {
		const mixed = loginRoles(server).filter(
			({ superuser, replication, createRole, createDatabase, bypassRls }) =>
				replication && !superuser && (createRole || createDatabase || bypassRls),
		);
		const everyday = new Set(networkSessions(server).flatMap(({ user, backend }) => (backend === "client backend" && user ? [user] : [])));
		const used = loginRoles(server).filter(({ name, superuser, replication }) => replication && !superuser && everyday.has(name));
		return expectNone(server, [...new Set([...mixed, ...used].map(({ name }) => name))], {
			pass: "roles with REPLICATION do nothing else",
			fail: (list) => `roles with REPLICATION have other rights or ordinary sessions: ${list}`,
		});
	},
});
