import { postgresDebugOutputOff } from "../../../shared/rules/postgres/postgres-debug-output-off.ts";
import { changed } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresDebugOutputOff, {
	pass: [{ name: "all off" }],
	fail: [
		{ name: "debug_print_parse", with: changed({ debug_print_parse: "on" }), says: "debug_print_parse" },
		{ name: "debug_print_rewritten", with: changed({ debug_print_rewritten: "on" }), says: "debug_print_rewritten" },
		{ name: "debug_print_plan", with: changed({ debug_print_plan: "on" }), says: "debug_print_plan" },
	],
	indeterminate: [{ name: "one is not shown", with: changed({ debug_print_plan: undefined }), says: "debug_print_plan" }],
});
