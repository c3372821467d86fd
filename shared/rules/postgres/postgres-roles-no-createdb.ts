import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles } from "./judge/roles.ts";

export const postgresRolesNoCreatedb = defineRule({
	id: "postgres-roles-no-createdb",
	title: "No role that can log in may create databases",
	severity: "low",
	resource: "postgres.Server",
	risk: "New databases escape the grants and the backups that were set up for the known ones, and can fill the disk.",
	recommendation: "Take the attribute away: ALTER ROLE name NOCREATEDB.",
	links: ["https://www.postgresql.org/docs/current/role-attributes.html"],
	related: {},
	parameters: { allowedRoles: strings([], "Roles that may have it.") },
	evaluate(server, { parameters }) {
		const found = loginRoles(server).filter(
			({ name, superuser, createDatabase }) => createDatabase && !superuser && !parameters.allowedRoles.includes(name),
		);
		return expectNone(
			server,
			found.map(({ name }) => name),
			{
				pass: "no role that can log in has CREATEDB",
				fail: (list) => `roles that can log in have CREATEDB: ${list}`,
			},
		);
	},
});
