import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { sensitiveTables, sensitiveWords, tableName } from "./judge/tables.ts";

export const postgresSensitiveTablesRowSecurity = defineRule({
	id: "postgres-sensitive-tables-row-security",
	title: "Sensitive tables have row security with policies",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Whoever has a grant on the table sees the rows of everybody; one flaw in the application shows them all.",
	recommendation: "ALTER TABLE name ENABLE ROW LEVEL SECURITY, and create a policy for each role that works with the table.",
	links: ["https://www.postgresql.org/docs/current/ddl-rowsecurity.html"],
	related: {},
	parameters: { sensitiveWords },
	evaluate(server, { parameters }) {
		const tables = sensitiveTables(server, parameters.sensitiveWords);
		if (tables.length === 0) return notApplicable(`${server.name} has no table that its name or comment marks as sensitive.`);
		const open = tables.filter(({ rowSecurity, policies }) => !rowSecurity || policies === 0);
		return expectNone(server, open.map(tableName), {
			pass: `all ${tables.length} sensitive tables have row security`,
			fail: (list) => `sensitive tables have no row security, or no policy: ${list}`,
		});
	},
});
