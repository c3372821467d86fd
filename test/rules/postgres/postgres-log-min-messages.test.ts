import { postgresLogMinMessages } from "../../../shared/rules/postgres/postgres-log-min-messages.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogMinMessages, {
	pass: [
		{ name: "as it should be", says: "in force" },
		{ name: "notice", with: changed({ log_min_messages: "notice" }) },
		{ name: "debug5", with: changed({ log_min_messages: "debug5" }) },
		{ name: "info", with: changed({ log_min_messages: "info" }) },
	],
	fail: [
		{ name: "error", with: changed({ log_min_messages: "error" }), says: "log_min_messages", evidence: { value: "error" } },
		{ name: "fatal", with: changed({ log_min_messages: "fatal" }), says: "log_min_messages", evidence: { value: "fatal" } },
		{ name: "panic", with: changed({ log_min_messages: "panic" }), says: "log_min_messages", evidence: { value: "panic" } },
		{ name: "log", with: changed({ log_min_messages: "log" }), says: "log_min_messages", evidence: { value: "log" } },
	],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ log_min_messages: undefined }), says: "does not show log_min_messages" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ log_min_messages: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
