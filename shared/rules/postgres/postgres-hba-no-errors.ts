import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { hbaManaged } from "./judge/hba.ts";

export const postgresHbaNoErrors = defineRule({
	id: "postgres-hba-no-errors",
	title: "Client authentication rules of PostgreSQL have no errors (pg_hba.conf)",
	severity: "medium",
	resource: "postgres.Server",
	risk: "At the next restart the server does not start; until then it keeps old rules, so that changes for more safety are not in force.",
	recommendation: "Correct the lines that are named (SELECT line_number, error FROM pg_hba_file_rules WHERE error IS NOT NULL) and reload.",
	links: ["https://www.postgresql.org/docs/current/view-pg-hba-file-rules.html"],
	related: {},
	evaluate(server) {
		const managed = hbaManaged(server);
		if (managed) return managed;
		const broken = need(server.hba).flatMap(({ line, error }) => (error === undefined ? [] : [`line ${line}: ${error}`]));
		return expectNone(server, broken, { pass: "pg_hba.conf has no errors", fail: (list) => `pg_hba.conf has errors: ${list}` });
	},
});
