import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles } from "./judge/roles.ts";

export const postgresRolesNoBypassrls = defineRule({
	id: "postgres-roles-no-bypassrls",
	title: "No role that can log in bypasses row security",
	severity: "high",
	resource: "postgres.Server",
	risk: "Row security does not bind the role: one stolen login shows every row of every tenant.",
	recommendation: "Take the attribute away: ALTER ROLE name NOBYPASSRLS; let backups run as a role that is allowed here.",
	links: ["https://www.postgresql.org/docs/current/role-attributes.html"],
	related: {},
	parameters: { allowedRoles: strings([], "Roles that may have it.") },
	evaluate(server, { parameters }) {
		const found = loginRoles(server).filter(
			({ name, superuser, bypassRls }) => bypassRls && !superuser && !parameters.allowedRoles.includes(name),
		);
		return expectNone(
			server,
			found.map(({ name }) => name),
			{
				pass: "no role that can log in has BYPASSRLS",
				fail: (list) => `roles that can log in have BYPASSRLS: ${list}`,
			},
		);
	},
});
