import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { items, settingValue } from "./judge/settings.ts";

export const postgresPgauditInForce = defineRule({
	id: "postgres-pgaudit-in-force",
	title: "PostgreSQL loads pgaudit, which audits the demanded classes",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Statement logging misses what functions and views touch and can be evaded; without pgaudit there is no trail that stands up to an audit.",
	recommendation: "Add pgaudit to shared_preload_libraries, restart, and set pgaudit.log = 'ddl, role, write' (or all).",
	links: ["https://www.postgresql.org/docs/current/runtime-config-client.html"],
	related: { others: ["cis-postgresql:3.2"] },
	parameters: {
		auditClasses: strings(["ddl", "role"], "Classes of statements that must be audited.", [
			"read",
			"write",
			"function",
			"role",
			"ddl",
			"misc",
			"misc_set",
		]),
	},
	evaluate(server, { parameters }) {
		const libraries = items(settingValue(server, "shared_preload_libraries"));
		if (!libraries.includes("pgaudit")) return fail(`${server.name} does not load pgaudit.`, { libraries });
		const classes = items(settingValue(server, "pgaudit.log"));
		const audited = (name: string) => (classes.includes("all") || classes.includes(name)) && !classes.includes(`-${name}`);
		const missing = parameters.auditClasses.filter((name) => !audited(name));
		return missing.length === 0
			? pass(`${server.name} audits ${classes.join(", ")} with pgaudit.`, { classes })
			: fail(`${server.name} loads pgaudit, which does not audit ${missing.join(", ")}.`, { classes, missing });
	},
});
