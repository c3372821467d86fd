import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable, pass } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { items, settingValue } from "./judge/settings.ts";
import { sensitiveTables, sensitiveWords, tableName } from "./judge/tables.ts";

export const postgresSensitiveTablesAudited = defineRule({
	id: "postgres-sensitive-tables-audited",
	title: "Access to sensitive tables is audited",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Nobody can say who read or changed personal data, and when; a leak can neither be bounded nor proven.",
	recommendation:
		"Load pgaudit with pgaudit.log = 'read, write' (or a pgaudit.role with grants on these tables), or record changes by an audit trigger.",
	links: ["https://www.postgresql.org/docs/current/plpgsql-trigger.html"],
	related: {},
	parameters: {
		sensitiveWords,
		auditTriggers: strings(["audit", "history", "log_change"], "Parts of the names of trigger functions that record changes."),
	},
	evaluate(server, { parameters }) {
		const tables = sensitiveTables(server, parameters.sensitiveWords);
		if (tables.length === 0) return notApplicable(`${server.name} has no table that its name or comment marks as sensitive.`);
		const untriggered = tables.filter(
			({ triggers }) => !triggers.some((name) => parameters.auditTriggers.some((part) => name.toLowerCase().includes(part))),
		);
		if (untriggered.length === 0)
			return pass(`${server.name}: all ${tables.length} sensitive tables have an audit trigger.`, { tables: tables.length });
		if (items(settingValue(server, "shared_preload_libraries")).includes("pgaudit")) {
			const classes = items(settingValue(server, "pgaudit.log"));
			const byClass = classes.includes("all") || classes.includes("write");
			if (byClass && !classes.includes("-write")) return pass(`${server.name} audits changes of all tables with pgaudit.`, { classes });
			if (settingValue(server, "pgaudit.role") !== "")
				return pass(`${server.name} audits what is granted to its pgaudit role.`, { role: settingValue(server, "pgaudit.role") });
		}
		return expectNone(server, untriggered.map(tableName), {
			pass: "sensitive tables are audited",
			fail: (list) => `neither pgaudit nor a trigger records changes of sensitive tables: ${list}`,
		});
	},
});
