import { defineRule } from "../../core/rule.ts";
import { isOff, judgeAll, judgeSetting } from "./judge/settings.ts";

export const postgresDebugOutputOff = defineRule({
	id: "postgres-debug-output-off",
	title: "PostgreSQL does not write parse trees to its log",
	severity: "low",
	resource: "postgres.Server",
	risk: "Printed parse, rewrite and plan trees carry values of statements past every other limit of the log.",
	recommendation: "Set debug_print_parse, debug_print_rewritten and debug_print_plan to off and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.16", "cis-postgresql:3.1.17", "cis-postgresql:3.1.18"] },
	evaluate(server) {
		const off = (name: string) => judgeSetting(server, name, isOff, "be off");
		return judgeAll(off("debug_print_parse"), off("debug_print_rewritten"), off("debug_print_plan"));
	},
});
