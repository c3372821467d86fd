import { postgresLogLinePrefix } from "../../../shared/rules/postgres/postgres-log-line-prefix.ts";
import { changed, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogLinePrefix, {
	pass: [
		{ name: "all facts" },
		{ name: "the default of RDS", with: changed({ log_line_prefix: "%t:%r:%u@%d:[%p]:" }) },
		{ name: "padded", with: changed({ log_line_prefix: "%n %-10p %u %d %r" }) },
		{ name: "structured logs", with: changed({ log_line_prefix: "", log_destination: "stderr,jsonlog" }), says: "structured" },
		{ name: "CSV", with: changed({ log_line_prefix: "", log_destination: "csvlog" }) },
	],
	fail: [
		{ name: "the default", with: changed({ log_line_prefix: "%m [%p] " }), says: "user" },
		{ name: "escaped per cent signs", with: changed({ log_line_prefix: "%%m %%p %%u %%d %%h" }) },
	],
	indeterminate: [{ name: "denied", with: unreadSql("settings"), says: "denied" }],
});
