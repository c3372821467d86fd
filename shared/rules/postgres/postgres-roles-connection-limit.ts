import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles } from "./judge/roles.ts";

export const postgresRolesConnectionLimit = defineRule({
	id: "postgres-roles-connection-limit",
	title: "Roles that can log in have a limit on connections",
	severity: "low",
	resource: "postgres.Server",
	risk: "One runaway or hostile client takes every connection, and nobody else gets in, administrators included.",
	recommendation: "Set a limit for each service: ALTER ROLE name CONNECTION LIMIT 50.",
	links: ["https://www.postgresql.org/docs/current/sql-createrole.html"],
	related: {},
	evaluate(server) {
		const unlimited = loginRoles(server).filter(({ superuser, connectionLimit }) => !superuser && connectionLimit < 0);
		return expectNone(
			server,
			unlimited.map(({ name }) => name),
			{
				pass: "every role that can log in has a limit on connections",
				fail: (list) => `roles may open any number of connections: ${list}`,
			},
		);
	},
});
