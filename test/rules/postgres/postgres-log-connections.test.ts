import { postgresLogConnections } from "../../../shared/rules/postgres/postgres-log-connections.ts";
import { changed, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogConnections, {
	pass: [
		{ name: "on", says: "in force" },
		{ name: "all, as 18 has it", with: changed({ log_connections: "all" }) },
		{ name: "the aspects that count", with: changed({ log_connections: "receipt,authentication,authorization" }) },
	],
	fail: [
		{ name: "off", with: changed({ log_connections: "off" }), says: "must be on" },
		{ name: "empty, as 18 has it", with: changed({ log_connections: "" }) },
		{ name: "one aspect only", with: changed({ log_connections: "receipt,authorization" }) },
		{ name: "the other only", with: changed({ log_connections: "authentication" }) },
	],
	indeterminate: [
		{ name: "not shown", with: changed({ log_connections: undefined }), says: "does not show log_connections" },
		{ name: "denied", with: unreadSql("settings"), says: "denied" },
	],
});
