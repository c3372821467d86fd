import { postgresLogReplicationCommands } from "../../../shared/rules/postgres/postgres-log-replication-commands.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogReplicationCommands, {
	pass: [{ name: "as it should be", says: "in force" }],
	fail: [{ name: "off", with: changed({ log_replication_commands: "off" }), says: "log_replication_commands", evidence: { value: "off" } }],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changed({ log_replication_commands: undefined }),
			says: "does not show log_replication_commands",
		},
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ log_replication_commands: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
