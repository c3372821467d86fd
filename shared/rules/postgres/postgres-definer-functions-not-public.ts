import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { superusers } from "./judge/roles.ts";

export const postgresDefinerFunctionsNotPublic = defineRule({
	id: "postgres-definer-functions-not-public",
	title: "Not everybody may run functions with the rights of a superuser",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Any flaw in such a function hands every login of the database the rights of a superuser.",
	recommendation: "REVOKE EXECUTE ON FUNCTION \u2026 FROM PUBLIC, and grant it to the roles that need it.",
	links: ["https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY"],
	related: {},
	evaluate(server) {
		const above = superusers(server);
		const open = need(server.definerFunctions).filter(({ owner, publicExecute }) => publicExecute && above.has(owner));
		return expectNone(
			server,
			open.map(({ schema, name, owner }) => `${schema}.${name} of ${owner}`),
			{
				pass: "PUBLIC runs no function with the rights of a superuser",
				fail: (list) => `PUBLIC runs functions with the rights of a superuser: ${list}`,
			},
		);
	},
});
