import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { tableName } from "./judge/tables.ts";

export const postgresTablesNotGrantedToPublic = defineRule({
	id: "postgres-tables-not-granted-to-public",
	title: "No table is granted to PUBLIC",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Every login of the server, whatever it was made for, reads or changes the table.",
	recommendation: "REVOKE ALL ON TABLE name FROM PUBLIC, and grant it to the roles that need it.",
	links: ["https://www.postgresql.org/docs/current/ddl-priv.html"],
	related: {},
	evaluate(server) {
		const open = need(server.tables).filter(({ publicPrivileges }) => publicPrivileges.length > 0);
		const writing = open.some(({ publicPrivileges }) =>
			publicPrivileges.some((privilege) => privilege !== "SELECT" && privilege !== "REFERENCES"),
		);
		return expectNone(
			server,
			open.map((table) => `${tableName(table)} (${table.publicPrivileges.join(", ")})`),
			{
				pass: "PUBLIC has no rights on tables",
				fail: (list) => `PUBLIC has rights on tables: ${list}`,
				severity: writing ? "high" : undefined,
			},
		);
	},
});
