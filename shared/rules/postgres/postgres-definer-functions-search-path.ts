import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresDefinerFunctionsSearchPath = defineRule({
	id: "postgres-definer-functions-search-path",
	title: "SECURITY DEFINER functions fix their search_path",
	severity: "high",
	resource: "postgres.Server",
	risk: "The caller chooses the schemas in which the function finds its tables and operators, and so runs own code with the rights of the owner.",
	recommendation: "ALTER FUNCTION \u2026 SET search_path = schema, pg_temp for each function that is named, and write pg_temp last.",
	links: ["https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY"],
	related: {},
	evaluate(server) {
		const open = need(server.definerFunctions).filter(({ searchPath }) => searchPath === undefined || /\$user/.test(searchPath));
		return expectNone(
			server,
			open.map(({ schema, name, owner }) => `${schema}.${name} of ${owner}`),
			{
				pass: "every SECURITY DEFINER function fixes its search_path",
				fail: (list) => `SECURITY DEFINER functions leave their search_path to the caller: ${list}`,
			},
		);
	},
});
