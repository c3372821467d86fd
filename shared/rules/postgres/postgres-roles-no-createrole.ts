import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles } from "./judge/roles.ts";

export const postgresRolesNoCreaterole = defineRule({
	id: "postgres-roles-no-createrole",
	title: "No role that can log in may create roles",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Before PostgreSQL 16 the attribute amounts to administration of every role but superusers; later it still makes new logins that nobody watches.",
	recommendation: "Take the attribute away: ALTER ROLE name NOCREATEROLE, and create roles from a deployment that is allowed here.",
	links: ["https://www.postgresql.org/docs/current/role-attributes.html"],
	related: {},
	parameters: { allowedRoles: strings([], "Roles that may have it.") },
	evaluate(server, { parameters }) {
		const found = loginRoles(server).filter(
			({ name, superuser, createRole }) => createRole && !superuser && !parameters.allowedRoles.includes(name),
		);
		return expectNone(
			server,
			found.map(({ name }) => name),
			{
				pass: "no role that can log in has CREATEROLE",
				fail: (list) => `roles that can log in have CREATEROLE: ${list}`,
			},
		);
	},
});
