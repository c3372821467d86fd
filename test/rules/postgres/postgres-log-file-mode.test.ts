import { seen } from "../../../shared/core/observed.ts";
import { postgresLogFileMode } from "../../../shared/rules/postgres/postgres-log-file-mode.ts";
import { changed, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogFileMode, {
	pass: [{ name: "0600" }, { name: "0640", with: changed({ log_file_mode: "0640" }) }],
	fail: [
		{ name: "0644", with: changed({ log_file_mode: "0644" }), says: "0644" },
		{ name: "0660", with: changed({ log_file_mode: "0660" }) },
		{ name: "0777", with: changed({ log_file_mode: "0777" }) },
	],
	notApplicable: [{ name: "RDS", with: { ...changed({ log_file_mode: "0644" }), platform: seen("rds") }, says: "RDS" }],
	indeterminate: [{ name: "denied", with: unreadSql("settings"), says: "denied" }],
});
